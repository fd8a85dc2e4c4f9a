"""How differently the model treats groups of a protected attribute."""

from modelwright.evidence.estimate import Estimate
from modelwright.evidence.record import Record


class GroupTreated(Record, frozen=True):
    """How one group is treated."""

    name: str
    rows: int
    rates: dict[str, Estimate]


class FairnessGap(Record, frozen=True):
    """How far the groups of an attribute are apart by one definition."""

    criterion: str
    difference: Estimate | None = None
    ratio: Estimate | None = None
    rate: str = ""
    highest: str = ""
    lowest: str = ""
    few: tuple[str, ...] = ()


class FairnessOf(Record, frozen=True):
    """The groups of one protected attribute, or of two together."""

    columns: tuple[str, ...]
    groups: tuple[GroupTreated, ...]
    gaps: tuple[FairnessGap, ...]
    left: int = 0


class Fairness(Record, frozen=True):
    """How differently the model treats groups of a protected attribute."""

    attributes: tuple[FairnessOf, ...]
    threshold: float | None = None
    classes_left: int = 0
