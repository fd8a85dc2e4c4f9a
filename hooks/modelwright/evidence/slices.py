"""The model on parts of the rows: declared ones, and the weakest that a search found."""

from typing import Literal

from modelwright.evidence.estimate import Estimate
from modelwright.evidence.record import Record


class SliceMeasured(Record, frozen=True):
    """The headline metric on one part of the holdout."""

    name: str
    rows: int
    value: Estimate | None = None
    behind: Estimate | None = None
    why: str = ""


class SliceGroup(Record, frozen=True):
    """What one line of the spec declares: the parts of a column, or one slice by conditions."""

    name: str
    parts: tuple[SliceMeasured, ...]
    left: int = 0


class WeakSlice(Record, frozen=True):
    """A slice that a search found to be behind the other rows."""

    name: str
    columns: tuple[str, ...]
    rows: int
    loss: Estimate
    times: Estimate
    simpler: Literal["linear", "guess"]
    excess: Estimate


class SliceSearch(Record, frozen=True):
    """The search for slices of one to three columns on which rows cost the model more than elsewhere."""

    loss: str
    whole: Estimate
    columns: tuple[str, ...]
    least: int
    looks: int
    found: int
    judged: int
    weakest: tuple[WeakSlice, ...]
    worst: WeakSlice | None = None
    broadest: WeakSlice | None = None
    highest: WeakSlice | None = None


class Slices(Record, frozen=True):
    """The model on parts of the rows: declared ones, and the weakest that a search found."""

    metric: str
    declared: tuple[SliceGroup, ...]
    search: SliceSearch | None = None
