"""What to do next, ranked by what it is expected to gain."""

from typing import Literal

from modelwright.evidence.estimate import Estimate
from modelwright.evidence.record import Record

Effort = Literal["low", "medium", "high"]


class Remedy(Record, frozen=True):
    """Something that could be done: what, on which evidence, what it is expected to gain, and what it takes."""

    id: str
    what: str
    why: str
    effort: Effort
    page: str
    metric: str = ""
    gain: Estimate | None = None
    share: float | None = None


class LabelNoise(Record, frozen=True):
    """The rows of a class, or of a number, whose label clones that never saw it confidently contradict."""

    label: str
    likely: str
    estimate: Estimate
    overlap: float | None = None


class Remedies(Record, frozen=True):
    """What to do next, ranked by what it is expected to gain."""

    ranked: tuple[Remedy, ...]
    label_noise: tuple[LabelNoise, ...] = ()
