"""What a metric is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from modelwright.evaluation.metrics.counts import OfCounts
from modelwright.evaluation.metrics.scored import Floats, Scored

Weighted = Callable[[Scored, Floats], Floats]
Influence = Callable[[Scored], tuple[float, Floats]]
Scale = Literal["proportion", "share", "agreement", "positive", "explained"]


@dataclass(frozen=True)
class Metric:
    """A metric.

    Args:
        compute: takes what was scored and weights of shape (replicates, rows); gives shape (replicates,).
        higher_is_better: which direction is good.
        influence: its value, and what each row adds to it, shape (rows,), with a mean of zero: the derivative in the
            direction of the row (Hampel, 1974).
        scale: what values it can have, which gives the interval its shape: a proportion, which is the mean of zeros and
            ones; another share from 0 to 1; an agreement from -1 to 1; a positive number; what is explained, up to 1.
        support: how many rows it is about, such as the rarer class: all that is known where no row is wrong.
        counts: the same from the table of true and named classes, shape (..., classes, classes), where that is enough.
        source: how the influence is known by.
    """

    compute: Weighted
    higher_is_better: bool
    influence: Influence
    scale: Scale
    support: Callable[[Scored], int]
    counts: OfCounts | None = None
    source: str = "influence function"


def everything(scored: Scored) -> int:
    """All rows."""
    return len(scored.truth)


def rarest(scored: Scored) -> int:
    """The rows of the rarest class that is there."""
    import numpy as np

    return int(np.unique(scored.truth, return_counts=True)[1].min())
