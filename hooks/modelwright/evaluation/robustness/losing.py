"""How much of its lead over the dummy baseline a model loses, with an interval."""

import warnings
from dataclasses import dataclass

import numpy as np

from modelwright.evaluation.closed import around, summed
from modelwright.evaluation.metrics import METRICS, Floats, Scored
from modelwright.evidence import Estimate

# Beyond, a number says nothing more, and the square of a prediction of 1e9 is no number to keep.
_MOST = 1e6


@dataclass(frozen=True)
class Lead:
    """The lead of the clean predictions over the dummy baseline.

    Args:
        metric: the name of the headline metric.
        estimate: the lead with its interval, in the unit of the metric; positive is better, whatever the metric.
        clean: the metric of the clean predictions, higher being better.
        influence: what each row adds to it, shape (rows,).
        of_lead: what each row adds to the lead, shape (rows,).
        confidence: such as 0.95.
        blocks: shape (rows,): rows of equal value are not independent of each other.
    """

    metric: str
    estimate: Estimate
    clean: float
    influence: Floats
    of_lead: Floats
    confidence: float
    blocks: Floats | None

    @classmethod
    def of(
        cls, metric: str, model: Scored, dummy: Scored, *, confidence: float, blocks: Floats | None
    ) -> "Lead | None":
        """Measure it; None where these rows do not show that there is one to lose."""
        (clean, influence), (other, of_other) = _metric(metric, model), _metric(metric, dummy)
        found = _estimate(clean - other, influence - of_other, confidence, blocks)
        if found is None or found.low <= 0:
            return None
        return cls(metric, found, clean, influence, influence - of_other, confidence, blocks)

    def lost(self, broken: Scored) -> Estimate | None:
        """The share of the lead that predictions of broken rows lose; below zero where they are better.

        Both are of the same rows, so what is common to them cancels out. The interval is that of a ratio of two
        differences, by the influence of each row on it (the delta method; Hampel, 1974).
        """
        now, of_now = _metric(self.metric, broken)
        lead = self.estimate.value
        share = float(np.clip((self.clean - now) / lead, -_MOST, _MOST))
        return _estimate(share, (self.influence - of_now - share * self.of_lead) / lead, self.confidence, self.blocks)


def _metric(name: str, scored: Scored) -> tuple[float, Floats]:
    """A metric and what each row adds to it, higher being better; NaN where the rows lack what it needs."""
    metric = METRICS[name]
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        value, influence = metric.influence(scored)
    sign = 1 if metric.higher_is_better else -1
    return sign * value, sign * influence


def _estimate(value: float, influence: Floats, confidence: float, blocks: Floats | None) -> Estimate | None:
    influence = np.clip(influence, -1e12, 1e12)
    if not np.isfinite(value) or not np.isfinite(influence).all():
        return None
    units, error = summed(influence, blocks)
    if units < 2:  # noqa: PLR2004 - one says nothing about the next
        return None
    method = "influence of rows" if blocks is None else f"influence of {units:,} blocks of rows"
    found = around(value, min(error, _MOST), units, confidence, rows=len(influence), method=method)
    return found if np.isfinite([found.low, found.high]).all() else None
