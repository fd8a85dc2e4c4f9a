"""A model on the rows that were held out, against its baselines."""

from typing import Any

import msgspec

from modelwright.evidence.behaviour import Behaviour
from modelwright.evidence.calibration import Calibration
from modelwright.evidence.comparison import Comparison
from modelwright.evidence.decision import Decision
from modelwright.evidence.efficiency import Efficiency
from modelwright.evidence.estimate import Estimate
from modelwright.evidence.fairness import Fairness
from modelwright.evidence.holdout import Holdout
from modelwright.evidence.importance import Importance
from modelwright.evidence.leaks import Leaks
from modelwright.evidence.learning import Learning
from modelwright.evidence.privacy import Privacy
from modelwright.evidence.record import Content, Fingerprints, Record
from modelwright.evidence.remedies import Remedies
from modelwright.evidence.reproducibility import Reproducibility
from modelwright.evidence.robustness import Robustness
from modelwright.evidence.slices import Slices


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
    version: int = 1
    asked: str = ""
    seed: int = 0
    environment: dict[str, str] = msgspec.field(default_factory=dict)
    comparison: Comparison | None = None
    slices: Slices | None = None
    fairness: Fairness | None = None
    calibration: Calibration | None = None
    decision: Decision | None = None
    behaviour: Behaviour | None = None
    robustness: Robustness | None = None
    leaks: Leaks | None = None
    reproducibility: Reproducibility | None = None
    efficiency: Efficiency | None = None
    privacy: Privacy | None = None
    importance: Importance | None = None
    learning: Learning | None = None
    remedies: Remedies | None = None

    def measured(self, metric: str, model: str = "model") -> Estimate | None:
        """The estimate of a metric, or None where it was not measured."""
        return next((m.estimate for m in self.metrics if (m.metric, m.model) == (metric, model)), None)

    def lead(self, baseline: str) -> Lead | None:
        """The lead over a baseline, or None where it was not measured."""
        return next((lead for lead in self.leads if lead.baseline == baseline), None)
