"""What the model does with cases that are written down."""

from typing import Literal

from modelwright.evidence.estimate import Estimate
from modelwright.evidence.record import Record

CaseKind = Literal["invariance", "direction", "minimum"]


class Case(Record, frozen=True):
    """What the model does with one case."""

    name: str
    kind: CaseKind
    # Of the rows that the case changes, the share that behaves; none of a case that is written out.
    share: Estimate | None = None
    worst: float | None = None
    not_finite: int = 0
    refused: str = ""
    # Of a case that is written out.
    prediction: float | None = None
    label: str = ""


class Behaviour(Record, frozen=True):
    """What the model does with cases that are written down."""

    rows: int
    cases: tuple[Case, ...]

    def case(self, name: str, kind: CaseKind) -> Case | None:
        """What was measured of a case, or None where it was not."""
        return next((one for one in self.cases if (one.name, one.kind) == (name, kind)), None)
