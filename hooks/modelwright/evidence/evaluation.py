"""A model on the rows that were held out, against its baselines."""

from typing import Any

from modelwright.evidence.holdout import Holdout
from modelwright.evidence.record import Content, Fingerprints, Record


class Estimate(Record, frozen=True):
    """A number with its interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        """Such as `0.781 (0.769 to 0.793)`, with as many digits as the interval is worth."""
        digits = 3 if self.high - self.low < 1 else 1
        return f"{self.value:.{digits}f} ({self.low:.{digits}f} to {self.high:.{digits}f})"


class Measured(Record, frozen=True):
    """A metric of one model on the holdout."""

    metric: str
    model: str
    estimate: Estimate


class Lead(Record, frozen=True):
    """How far the model is ahead of a baseline on the same rows; positive is better, whatever the metric."""

    metric: str
    baseline: str
    estimate: Estimate


class SingleFeature(Record, frozen=True):
    """How well one feature explains the target alone, on training rows."""

    feature: str
    score: float


class Evaluation(Record, frozen=True):
    """The model on the holdout, against its baselines."""

    commit: str | None
    fingerprints: Fingerprints
    model: str
    holdout: Holdout
    interval: str
    confidence: float
    replicates: int
    metrics: tuple[Measured, ...]
    leads: tuple[Lead, ...]
    single_feature_score: str
    single_features: tuple[SingleFeature, ...]
    figures: dict[str, Any]
    content: Content | None = None

    def measured(self, metric: str, model: str = "model") -> Estimate | None:
        """The estimate of a metric, or None where it was not measured."""
        return next((m.estimate for m in self.metrics if (m.metric, m.model) == (metric, model)), None)

    def lead(self, baseline: str) -> Lead | None:
        """The lead over a baseline, or None where it was not measured."""
        return next((lead for lead in self.leads if lead.baseline == baseline), None)
