"""What the model does with rows that production breaks."""

from typing import Literal

from modelwright.evidence.estimate import Estimate
from modelwright.evidence.record import Record

DamageKind = Literal[
    "noise",
    "missing",
    "unseen",
    "half missing",
    "x10",
    "x100",
    "x1000",
    "offset",
    "extreme",
    "shift",
    "swapped",
    "text",
]
ColumnOrder = Literal["same", "refused", "other"]


class Damage(Record, frozen=True):
    """What one way of breaking rows does to the model."""

    kind: DamageKind
    columns: tuple[str, ...]
    noticed: bool
    # None where the model refuses the rows, predicts what is no prediction, or has no lead that could be lost.
    loss: Estimate | None = None
    impossible: int = 0
    refused: str = ""


class Robustness(Record, frozen=True):
    """What the model does with rows that production breaks."""

    metric: str
    rows: int
    lead: Estimate | None
    impossible: int
    features: int
    alone: tuple[str, ...]
    expectations: bool
    damages: tuple[Damage, ...]
    silent: tuple[str, ...] = ()
    unnamed: tuple[str, ...] = ()
    order: ColumnOrder = "same"

    def of(self, kind: DamageKind) -> Damage | None:
        """The first damage of a kind, or None where it was not done."""
        return next((one for one in self.damages if one.kind == kind), None)
