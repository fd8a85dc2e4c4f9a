"""What a repository asks of the checks: `[tool.modelwright]` in its `pyproject.toml`."""

import difflib
import re
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from typing import Annotated

import msgspec
from msgspec import Meta, Struct, field

from modelwright.checks import check_ids
from modelwright.errors import InputError
from modelwright.repo import Repo
from modelwright.sources import Toml, Unreadable

PLACE = "pyproject.toml"
TABLE = ("tool", "modelwright")


class Ignored(Struct, frozen=True, forbid_unknown_fields=True):
    """A check that a repository switches off, and why."""

    reason: Annotated[str, Meta(min_length=10)]
    paths: tuple[str, ...] = ()

    def covers(self, path: str) -> bool:
        """Whether it is switched off for this file."""
        return not self.paths or any(fnmatchcase(path, pattern) for pattern in self.paths)


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """The table `[tool.modelwright]`.

    Args:
        select: only these checks; all of them when empty.
        ignore: the checks that are switched off, in some files or in all, each with its reason.
        exclude: patterns of the files that no check looks at.
    """

    select: tuple[str, ...] = ()
    ignore: dict[str, Ignored] = field(default_factory=dict)
    exclude: tuple[str, ...] = ()

    def looks_at(self, path: str) -> bool:
        """Whether checks look at this file."""
        return not any(fnmatchcase(path, pattern) for pattern in self.exclude)

    def ignores(self, check: str, path: str) -> bool:
        """Whether a check is switched off for this file."""
        return check in self.ignore and self.ignore[check].covers(path)


def read_settings(repo: Repo) -> Settings:
    """The settings of a repository; the defaults where it has none.

    Raises:
        InputError: the table names something that there is not, or holds a value of the wrong type; names the line.
    """
    if not (repo.root / PLACE).is_file():
        return Settings()
    file = Toml(repo, PLACE)
    try:
        tool = file.document.get("tool")
    except Unreadable:
        return Settings()  # the check `unreadable-file` speaks of it
    try:
        settings = msgspec.convert((tool if isinstance(tool, dict) else {}).get("modelwright", {}), Settings)
    except msgspec.ValidationError as error:
        fact, _, place = str(error).partition(" - at `$")
        keys = [*TABLE, *re.findall(r"\.([^.\[`]+)", place), *re.findall(r"unknown field `(.+)`", fact)]
        raise InputError(repo.shown(PLACE), f"{'.'.join(keys)}: {fact}", line=file.line_of(*keys)) from error
    for key, named in (("select", settings.select), ("ignore", settings.ignore)):
        require_known(named, repo.shown(PLACE), line=file.line_of(*TABLE, key))
    return settings


def require_known(named: Iterable[str], place: object, *, line: int | None = None) -> None:
    """Refuse the name of a check that there is not.

    Raises:
        InputError: names it, and the check whose name is nearest.
    """
    for one in named:
        if one not in check_ids():
            near = difflib.get_close_matches(one, check_ids(), n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise InputError(str(place), f"there is no check {one!r}{hint}", line=line)


def chosen(settings: Settings, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> list[str]:
    """The ids of the checks to run; what the command line selects goes before what the repository does.

    Raises:
        InputError: the command line names a check that there is not.
    """
    require_known(select, "--select")
    require_known(ignore, "--ignore")
    wanted = set(select or settings.select or check_ids())
    return [one for one in check_ids() if one in wanted and one not in ignore]
