"""TOML documents with their lines, so that a message can name the one at fault."""

import re
from collections.abc import Sequence
from typing import Any

_HEADER = re.compile(r"\s*\[\[?\s*(?P<name>[^\]]+?)\s*\]\]?\s*(#.*)?$")
_PAIR = re.compile(r"\s*(?P<name>(?:\"[^\"]*\"|'[^']*'|[A-Za-z0-9_.-]|\s*\.\s*)+?)\s*=")


# More parts than anybody writes into a key.
MOST_KEYS = 100


class NotToml(ValueError):  # noqa: N818 - what it says of the text
    """A text is not TOML.

    Args:
        fact: what is wrong with it.
        line: where, 1-based, where that is known.
    """

    def __init__(self, fact: str, line: int | None = None) -> None:
        self.fact = fact
        self.line = line
        super().__init__(fact)


def parsed(text: str) -> dict[str, Any]:
    """The tables of a TOML document.

    Raises:
        NotToml: it is none, or nested more deeply than can be read.
    """
    import tomllib

    if any(_is_long_key(line) for line in text.split("\n")):
        raise NotToml("is nested too deeply")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r" \(at line (\d+), column \d+\)", str(error))
        fact = str(error).replace(place[0], "") if place else str(error)
        raise NotToml(f"not valid TOML: {fact}", int(place[1]) if place else None) from error
    except RecursionError as error:
        raise NotToml("is nested too deeply") from error
    except ValueError as error:  # a number of more digits than Python reads
        raise NotToml(f"not valid TOML: {error}") from error


def _is_long_key(line: str) -> bool:
    """Whether a key has so many parts that `tomllib`, which copies them for each one, would take minutes."""
    key = line.partition("=")[0]
    return key.count(".") > MOST_KEYS and ".." not in key


def line_of(text: str, keys: Sequence[str]) -> int | None:
    """The 1-based line that defines `keys`, or else the nearest table above it that does.

    Args:
        text: a TOML document.
        keys: the path to a value, outermost table first.
    """
    wanted = tuple(keys)
    best: tuple[int, int] | None = None
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), start=1):
        header = _HEADER.match(line)
        if header:
            table = path = _parts(header["name"])
        elif pair := _PAIR.match(line):
            path = (*table, *_parts(pair["name"]))
        else:
            continue
        depth = len(path)
        if path == wanted[:depth] and depth and (best is None or depth > best[0]):
            best = (depth, number)
    return best[1] if best else None


def array_lines(text: str, name: str) -> list[int]:
    """The 1-based lines at which the tables `[[name]]` of a TOML document start."""
    header = re.compile(rf"\s*\[\[\s*{re.escape(name)}\s*\]\]")
    return [number for number, line in enumerate(text.splitlines(), start=1) if header.match(line)]


def item_line(text: str, keys: Sequence[str], item: str) -> int:
    """The 1-based line on which an item of a list stands, or else that of the list's key, or else the first."""
    key = line_of(text, keys) or 1
    lines = text.splitlines()
    quoted = (f'"{item}"', f"'{item}'")
    for number in range(key, len(lines) + 1):
        line = lines[number - 1]
        if number > key and ((_HEADER.match(line) and "," not in line) or _PAIR.match(line)):
            break  # the next key
        if any(one in line for one in quoted):
            return number
    return key


def _parts(name: str) -> tuple[str, ...]:
    """Split a dotted TOML key as the TOML parser does: quotes protect dots."""
    import tomllib

    try:
        value = tomllib.loads(f"{name} = 0")
    except tomllib.TOMLDecodeError:
        return (name,)
    parts = []
    while isinstance(value, dict):
        [(part, value)] = value.items()
        parts.append(part)
    return tuple(parts)
