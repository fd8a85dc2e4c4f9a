"""Two versions of a contract: what differs, and whether the version says so."""

import re
from collections.abc import Iterator
from typing import Any

from modelwright.contracts.changes import Change, change
from modelwright.contracts.documents import Document
from modelwright.contracts.table_changes import table_changes
from modelwright.contracts.tables import Table, tables_of
from modelwright.contracts.terms_changes import terms_changes

Version = tuple[int, int, int]
_VERSION = re.compile(r"v?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?")


def differences(before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    """What differs between two versions, breaking changes first."""
    order = ("breaking", "addition", "wording")
    return sorted(_differences(before, after), key=lambda one: order.index(one.kind))


def _differences(before: dict[str, Any], after: dict[str, Any]) -> Iterator[Change]:
    for was, now in _paired(tables_of(before), tables_of(after)):
        if was is not None and now is not None:
            yield from table_changes(was, now)
        elif was is not None:
            yield change("breaking", f"schema.{was.name}", "a table", None)
        elif now is not None:
            yield change("addition", f"schema.{now.name}", None, "a table")
    yield from terms_changes(before, after)


def _paired(before: list[Table], after: list[Table]) -> Iterator[tuple[Table | None, Table | None]]:
    """Tables of one name; and of two contracts about one table each, those two."""
    if len(before) == len(after) == 1:
        yield before[0], after[0]
        return
    others = {one.name: one for one in after}
    names = {one.name for one in before}
    yield from ((one, others.get(one.name)) for one in before)
    yield from ((None, one) for one in after if one.name not in names)


def version_of(document: Document) -> Version:
    """The version of a contract: major, minor, patch.

    Raises:
        InputError: it is not made of numbers.
    """
    said = str(document.content["version"])
    found = _VERSION.fullmatch(said)
    if found is None:
        raise document.error(["version"], f"{said!r} is not a version of numbers, such as 1.0.0")
    return int(found[1]), int(found[2] or 0), int(found[3] or 0)


def wrong_version(before: Version, after: Version, changes: list[Change]) -> str | None:
    """Why a version may not stand above these changes; None where it may.

    A breaking change needs a new major version, and an addition a new minor one. Before 1.0.0, where nothing is
    promised to stay, a step lower will do. https://semver.org/
    """
    if after < before:
        return f"the version goes back from {_text(before)} to {_text(after)}"
    kinds = {one.kind for one in changes}
    step = 0 if "breaking" in kinds else 1 if "addition" in kinds else None
    if step is None:
        return None
    place = step if before[0] else step + 1
    if after[: place + 1] > before[: place + 1]:
        return None
    counted = sum(one.kind == ("breaking", "addition")[step] for one in changes)
    what = ("breaking change", "addition")[step] + ("s" if counted > 1 else "")
    needed = (*before[:place], before[place] + 1, *(0,) * (2 - place))
    return f"{counted} {what} need{'' if counted > 1 else 's'} version {_text(needed)}, and it is {_text(after)}"


def _text(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))
