"""Metrics of labels have their interval from the table of counts: it is small, and its posterior is known."""

import numpy as np

from modelwright.evaluation.metrics.counts import OfCounts
from modelwright.evaluation.metrics.labels import table
from modelwright.evaluation.metrics.scored import Floats, Scored

METHOD = "Jeffreys posterior of the counts"
DRAWS = 10_000
_NUMBERS = 4_000_000
# A table of more classes than this is mostly empty, and its posterior mostly what was put in.
_CLASSES = 30


class Posterior:
    """Tables of true and named classes that the counts make likely, drawn once for all metrics of labels.

    Half a row is put beside each class, right and wrong alike: the prior of Jeffreys for a proportion, whose intervals
    cover well from few rows (Brown, Cai and DasGupta, 2001; Caelen, 2017, for tables).
    """

    def __init__(self, scored: Scored, seed: int) -> None:
        self._scored, self._seed = scored, seed
        self._drawn: Floats | None = None
        self.fits = scored.scores.ndim == 1 or scored.scores.shape[1] <= _CLASSES

    def interval(self, of_counts: OfCounts, confidence: float) -> tuple[float, float]:
        """The middle of what a metric is in the tables."""
        if self._drawn is None:
            counts = table(self._scored)
            classes = len(counts)
            prior = np.full_like(counts, 0.5 / (classes - 1))
            np.fill_diagonal(prior, 0.5)
            draws = min(DRAWS, _NUMBERS // classes**2)
            self._drawn = np.random.default_rng(self._seed).standard_gamma(counts + prior, (draws, *counts.shape))
        tail = (1 - confidence) / 2
        low, high = np.quantile(of_counts(self._drawn), [tail, 1 - tail])
        return float(low), float(high)
