"""Whether probabilities, or intervals, can be taken at their word."""

from modelwright.evidence.estimate import Estimate
from modelwright.evidence.record import Record


class Reliability(Record, frozen=True):
    """A group of holdout rows of about equal prediction: what was predicted, and what happened."""

    predicted: float
    observed: Estimate


class BrierParts(Record, frozen=True):
    """The Brier score in parts: reliability less resolution plus uncertainty (Murphy, 1973), their bias removed."""

    reliability: Estimate
    resolution: Estimate
    uncertainty: Estimate


class ClassBias(Record, frozen=True):
    """How much more often a class comes than its mean probability says."""

    name: str
    bias: Estimate


class Grain(Record, frozen=True):
    """How fine the scores are. `decimals` says to how many they are rounded, where they are."""

    distinct: int
    tied_pairs: float
    decimals: int | None = None


class Coverage(Record, frozen=True):
    """The share of holdout rows inside the prediction plus and minus `half_width`, for a nominal `level`."""

    level: float
    half_width: float
    covered: Estimate


class Gain(Record, frozen=True):
    """By how much a recalibration that was fitted on other rows lowers a loss on validation data."""

    method: str
    metric: str
    estimate: Estimate


class Calibration(Record, frozen=True):
    """Whether probabilities, or intervals, can be taken at their word.

    `error_at_least` is what the error is shown to be: chance shows more once in a thousand times.
    """

    of: str
    reliability: tuple[Reliability, ...]
    error: Estimate | None = None
    error_at_least: float | None = None
    slope: Estimate | None = None
    intercept: Estimate | None = None
    bias: Estimate | None = None
    brier: BrierParts | None = None
    classes: tuple[ClassBias, ...] = ()
    grain: Grain | None = None
    coverage: tuple[Coverage, ...] = ()
    gains: tuple[Gain, ...] = ()
    spread: float | None = None
