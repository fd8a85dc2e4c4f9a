"""What a repository asks of the checks: `[tool.modelwright]` in its `pyproject.toml`."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from modelwright.checks import check_ids
from modelwright.errors import InputError
from modelwright.repo import Repo
from modelwright.sources import Toml, Unreadable, covers

PLACE = "pyproject.toml"
TABLE = ("tool", "modelwright")
# What could not be read was not checked, so these run whatever is selected; only a name in `ignore` stops them.
ALWAYS = ("spec-invalid", "unreadable-file")
SHORTEST_REASON = 10


class Ignored(NamedTuple):
    """A check that a repository switches off, why, and in which files; in all of them where there is no pattern."""

    reason: str
    paths: tuple[str, ...] = ()

    def covers(self, path: str) -> bool:
        """Whether it is switched off for this file."""
        return not self.paths or covers(self.paths, path)


class Settings(NamedTuple):
    """The table `[tool.modelwright]`.

    Args:
        select: only these checks; all of them when empty.
        ignore: the checks that are switched off, in some files or in all, each with its reason.
        exclude: patterns of the files that no check looks at.
    """

    select: tuple[str, ...] = ()
    ignore: Mapping[str, Ignored] = {}
    exclude: tuple[str, ...] = ()

    def looks_at(self, path: str) -> bool:
        """Whether checks look at this file."""
        return not covers(self.exclude, path)

    def ignores(self, check: str, path: str) -> bool:
        """Whether a check is switched off for this file."""
        return check in self.ignore and self.ignore[check].covers(path)


def read_settings(repo: Repo) -> Settings:
    """The settings of a repository; the defaults where it has none.

    Raises:
        InputError: the file is not TOML, or the table names something that there is not, or holds a value of the wrong
            type; names the line.
    """
    if not os.path.isfile(os.path.join(repo.folder, PLACE)):  # noqa: PTH113, PTH118 - `pathlib` is slow to import
        return Settings()
    file = Toml(repo, PLACE)
    try:
        if not _may_hold_table(file.text):
            return Settings()
        tool = file.document.get(TABLE[0])
    except Unreadable as error:
        raise InputError(repo.shown(PLACE), error.fact, line=error.line) from error
    shown = repo.shown(PLACE)
    table = tool.get(TABLE[1], {}) if isinstance(tool, dict) else {}
    for keys, fact in _mistakes(table):
        raise InputError(shown, f"{'.'.join((*TABLE, *keys))}: {fact}", line=file.line_of(*TABLE, *keys))
    for key in ("select", "ignore"):
        for one in table.get(key, ()):
            line = file.line_of(*TABLE, key, one) if key == "ignore" else file.line_of(*TABLE, key)
            require_known([one], shown, line=line)
    ignore = {one: Ignored(value["reason"], tuple(value.get("paths", ()))) for one, value in _table(table, "ignore")}
    return Settings(tuple(table.get("select", ())), ignore, tuple(table.get("exclude", ())))


def _may_hold_table(text: str) -> bool:
    """Whether a document may hold the table, in any of the ways in which TOML can say so; reading it takes longer."""
    bare = text.translate(_LEFT_OUT)
    if "tool.modelwright" in bare or "modelwright" not in bare:
        return "modelwright" in bare
    return "tool={" in bare or any(not rest.startswith(".") for rest in bare.split("[tool")[1:])


_LEFT_OUT = str.maketrans("", "", " \t\"'")

Mistake = tuple[tuple[str, ...], str]


def _mistakes(table: Any) -> Iterator[Mistake]:
    """What is wrong with the table: the keys that lead there, and the fact. By hand: msgspec is slow to import."""
    if not isinstance(table, dict):
        yield (), "expected a table"
        return
    for key in table.keys() - set(Settings._fields):
        yield (key,), f"there is no such key; there are {', '.join(Settings._fields)}"
    yield from _not_texts(table, "select")
    yield from _not_texts(table, "exclude")
    if not isinstance(table.get("ignore", {}), dict):
        yield ("ignore",), 'expected a table for each check, such as `large-file = { reason = "..." }`'
        return
    for one, value in _table(table, "ignore"):
        yield from ((("ignore", one, *keys), fact) for keys, fact in _mistakes_of_ignored(value))


def _mistakes_of_ignored(value: Any) -> Iterator[Mistake]:
    if not isinstance(value, dict):
        yield (), "expected a table with a reason"
        return
    for key in value.keys() - set(Ignored._fields):
        yield (key,), f"there is no such key; there are {', '.join(Ignored._fields)}"
    reason = value.get("reason")
    if not isinstance(reason, str) or len(reason.strip()) < SHORTEST_REASON:
        yield ("reason",), f"a reason of at least {SHORTEST_REASON} characters is needed"
    yield from _not_texts(value, "paths")


def _not_texts(table: dict[str, Any], key: str) -> Iterator[Mistake]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        yield (key,), "expected an array of strings"
    elif any(not one.strip() for one in value):
        yield (key,), "holds an empty string"
    elif key != "select" and any(one.startswith("!") for one in value):
        yield (key,), "a pattern cannot take back another one"


def _table(table: dict[str, Any], key: str) -> Iterable[tuple[str, Any]]:
    return table.get(key, {}).items()  # type: ignore[no-any-return]  # its type was asked before


def require_known(named: Iterable[str], place: object, *, line: int | None = None) -> None:
    """Refuse the name of a check that there is not.

    Raises:
        InputError: names it, and the check whose name is nearest.
    """
    for one in named:
        if one not in check_ids():
            import difflib

            near = difflib.get_close_matches(one, check_ids(), n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise InputError(str(place), f"there is no check {one!r}{hint}", line=line)


def chosen(settings: Settings, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> list[str]:
    """The ids of the checks to run; what the command line selects goes before what the repository does.

    Raises:
        InputError: the command line names a check that there is not, or leaves none.
    """
    require_known(select, "--select")
    require_known(ignore, "--ignore")
    wanted = set(select or settings.select or check_ids()) - set(ignore)
    if not wanted:
        raise InputError("--ignore", "leaves no check to run")
    wanted |= set(ALWAYS) - set(ignore)
    return [one for one in check_ids() if one in wanted]
