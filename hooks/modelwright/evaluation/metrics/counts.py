"""Metrics of labels from the table of counts alone: shape (..., true class, named class) in, shape (...) out.

Not a number where there is nothing to take the share of.
"""

from collections.abc import Callable

import numpy as np

from modelwright.evaluation.metrics.scored import Floats

OfCounts = Callable[[Floats], Floats]


def share(part: Floats, whole: Floats, otherwise: float = np.nan) -> Floats:
    return np.divide(
        part, whole, out=np.full(np.broadcast_shapes(np.shape(part), np.shape(whole)), otherwise), where=whole > 0
    )


def _right(counts: Floats) -> Floats:
    return np.diagonal(counts, axis1=-2, axis2=-1)


def accuracy(counts: Floats) -> Floats:
    return share(_right(counts).sum(axis=-1), counts.sum(axis=(-2, -1)))


def balanced_accuracy(counts: Floats) -> Floats:
    """The mean recall of the classes that are there."""
    truly = counts.sum(axis=-1)
    return share(share(_right(counts), truly, 0.0).sum(axis=-1), (truly > 0).sum(axis=-1).astype(float))


def precision(counts: Floats) -> Floats:
    return share(counts[..., 1, 1], counts[..., :, 1].sum(axis=-1))


def recall(counts: Floats) -> Floats:
    return share(counts[..., 1, 1], counts[..., 1, :].sum(axis=-1))


def f_beta(beta: float) -> OfCounts:
    """Of two classes."""

    def compute(counts: Floats) -> Floats:
        both = (1 + beta**2) * counts[..., 1, 1]
        return share(both, both + beta**2 * counts[..., 1, 0] + counts[..., 0, 1])

    return compute


def f1_macro(counts: Floats) -> Floats:
    """The mean F1 of the classes that are there or are named."""
    seen = counts.sum(axis=-1) + counts.sum(axis=-2)
    return share(share(2 * _right(counts), seen, 0.0).sum(axis=-1), (seen > 0).sum(axis=-1).astype(float))


def mcc(counts: Floats) -> Floats:
    """The correlation of the true and the named class; zero where one of them never varies."""
    total = counts.sum(axis=(-2, -1))[..., None]
    truly, named = share(counts.sum(axis=-1), total), share(counts.sum(axis=-2), total)
    together = share(_right(counts).sum(axis=-1), total[..., 0]) - (truly * named).sum(axis=-1)
    spread = (1 - (truly**2).sum(axis=-1)) * (1 - (named**2).sum(axis=-1))
    # What is left of a spread of nothing is rounding.
    return np.divide(together, np.sqrt(spread), out=np.zeros_like(together), where=spread > np.finfo(float).eps)
