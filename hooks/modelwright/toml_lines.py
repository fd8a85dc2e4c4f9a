"""Where a key of a TOML document stands, so that a message can name its line."""

import re
from collections.abc import Sequence

_HEADER = re.compile(r"\s*\[\[?\s*(?P<name>[^\]]+?)\s*\]\]?\s*(#.*)?$")
_PAIR = re.compile(r"\s*(?P<name>(?:\"[^\"]*\"|'[^']*'|[A-Za-z0-9_.-]|\s*\.\s*)+?)\s*=")


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
