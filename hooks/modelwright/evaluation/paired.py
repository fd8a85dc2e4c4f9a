"""A metric of several predictions of the same rows, and numbers that combine them: gains, losses, slopes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from modelwright.evaluation.closed import around, summed
from modelwright.evaluation.metrics import METRICS, Floats, Scored
from modelwright.evidence import Estimate


@dataclass(frozen=True)
class Paired:
    """One metric of several predictions of the same rows.

    Args:
        metric: its name.
        scored: the same truth, predicted in several ways.
        blocks: shape (rows,): rows of equal value are not independent; None where all are.
    """

    metric: str
    scored: Sequence[Scored]
    blocks: Floats | None = None

    @property
    def sign(self) -> int:
        """1 where higher is better, else -1."""
        return 1 if METRICS[self.metric].higher_is_better else -1

    @cached_property
    def _influenced(self) -> list[tuple[float, Floats]]:
        return [METRICS[self.metric].influence(one) for one in self.scored]

    @property
    def numbers(self) -> Floats:
        """The metric of each prediction. Shape (predictions,)."""
        return np.array([value for value, _ in self._influenced])

    @property
    def influences(self) -> Floats:
        """What each row adds to each metric, centred (Hampel, 1974). Shape (predictions, rows)."""
        return np.stack([influence for _, influence in self._influenced])

    @property
    def units(self) -> int:
        """How many rows, or blocks of them, are independent of each other."""
        return len(self.scored[0].truth) if self.blocks is None else len(np.unique(self.blocks))

    def combined(self, coefficients: Floats, confidence: float) -> Estimate:
        """A weighted sum of the metrics; rows, or blocks, that the predictions share cancel where they can.

        Args:
            coefficients: shape (predictions,).
            confidence: such as 0.95.

        Raises:
            ValueError: there are fewer than two independent rows.
        """
        rows = len(self.scored[0].truth)
        units, error = summed(coefficients @ self.influences, self.blocks)
        method = "influence of rows" if self.blocks is None else f"influence of {units:,} blocks of rows"
        return around(float(coefficients @ self.numbers), error, units, confidence, rows=rows, method=method)
