"""Which rows a value holds: a path from their source, through each division, to the part that is meant.

The first part of a path is the source. Each further one is a side of a division, such as `test` of the split in line 8.
Two sides of one division share no row, and a path holds the rows of every longer path that begins with it.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from modelwright.patterns import compiled


class Part(NamedTuple):
    """A side of a division; or a source, as the first part of a path."""

    division: str
    side: str


Rows = tuple[Part, ...]

SLICE = "slice"
FOLD = "fold@"
_TRAINING = compiled(r"train|(?:^|_)(?:tr|fit)(?:_|$)|learn")
_VALIDATION = compiled(
    r"valid|(?:^|[^a-z]|[xyd])val(?:[^a-z]|$|idx|set|loader)|(?:^|_)(?:dev|va|cv|calib|tune)(?:_|$)|eval_"
)
_TEST = compiled(r"test|hold_?out|unseen|(?:^|_)(?:te|tst|ts)(?:_|$)")


def within(inner: Rows, outer: Rows) -> bool:
    """Whether all rows of the first are rows of the second."""
    return inner[: len(outer)] == outer


def any_within(inner: Iterable[Rows], outer: Iterable[Rows]) -> bool:
    """Whether rows of the first are certainly rows of the second."""
    outer = tuple(outer)
    return any(within(one, other) for one in inner for other in outer)


def parting(one: Rows, other: Rows) -> int:
    """How many parts two paths share before they go to different sides of one division; 0 where they do not."""
    for index, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return index if index and left.division == right.division and _differ(left, right) else 0
    return 0


def _differ(left: Part, right: Part) -> bool:
    """Whether two sides of one division share no row. Slices may overlap."""
    if not left.division.startswith(SLICE) or "not " in left.side + right.side:
        return True
    (start, stop), (other_start, other_stop) = left.side.split(":"), right.side.split(":")
    if start == other_start or stop == other_stop:
        return False
    (first_stop, second_start) = (stop, other_start) if not start or not other_stop else (other_stop, start)
    if first_stop == second_start:
        return True
    numbers = [int(bound) if re.fullmatch(r"-?\d+", bound) else None for bound in (first_stop, second_start)]
    if None not in numbers:
        known = [number for number in numbers if number is not None]
        return (known[0] < 0) == (known[1] < 0) and known[0] <= known[1]
    return not (first_stop == "" or second_start == "")


def role_of(name: str) -> str:
    """What a variable's name says about its rows: `train`, `validation`, `test`, or nothing."""
    lower = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
    if _TRAINING.search(lower):
        return "" if _TEST.search(lower) else "train"
    if _VALIDATION.search(lower):
        return "validation"
    return "test" if _TEST.search(lower) else ""


def opposite(part: Part) -> Part:
    """All other rows."""
    if part.side in {"above", "below"}:
        return Part(part.division, "below" if part.side == "above" else "above")
    side = part.side.removeprefix("not ") if part.side.startswith("not ") else f"not {part.side}"
    return Part(part.division, side)
