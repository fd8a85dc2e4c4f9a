"""Metrics of counts, for each group and for the gaps between groups, from one table instead of from rows.

A metric of labels knows rows only by their cell: group, true class and predicted class. Drawing all rows again with
replacement and counting them is one draw of the multinomial over these cells. It is the same bootstrap, and no
approximation; its cost does not grow with the rows.
"""

from collections.abc import Callable, Iterable

import numpy as np
import numpy.typing as npt

from modelwright.evaluation.intervals import REPLICATES
from modelwright.evaluation.metrics import counts as counts_of
from modelwright.evaluation.metrics.counts import share
from modelwright.evidence.estimate import Estimate

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.integer]
Rate = Callable[[Floats], Floats]
METHOD = "percentile bootstrap of cells"


def counted(truth: Integers, predicted: Integers, groups: Integers, *, sizes: tuple[int, int]) -> Floats:
    """How many rows each cell has.

    Args:
        truth: shape (rows,): the code of the true class, from 0.
        predicted: shape (rows,): the code of the predicted class.
        groups: shape (rows,): the code of the group.
        sizes: how many groups and how many classes there are.

    Returns:
        Shape (groups, classes, classes): group, true class, predicted class.
    """
    many, classes = sizes
    cells = (np.asarray(groups, dtype=np.intp) * classes + np.asarray(truth, dtype=np.intp)) * classes
    cells += np.asarray(predicted, dtype=np.intp)
    return np.bincount(cells, minlength=many * classes**2).reshape(many, classes, classes).astype(float)


def redrawn(counts: Floats, *, seed: int, replicates: int = REPLICATES) -> Floats:
    """The counts of bootstrap replicates of all rows.

    Args:
        counts: any shape, whole numbers.
        seed: the same seed gives the same draws.
        replicates: how many.

    Returns:
        Shape (replicates, ...), the rest as `counts`.
    """
    flat = counts.ravel()
    there = np.flatnonzero(flat)  # an empty cell stays empty
    rows = int(flat.sum())
    drawn = np.zeros((replicates, len(flat)))
    if rows:
        drawn[:, there] = np.random.default_rng(seed).multinomial(rows, flat[there] / rows, size=replicates)
    return drawn.reshape(replicates, *counts.shape)


def by_group(
    counts: Floats,
    rates: Iterable[Rate],
    *,
    seed: int,
    confidence: float,
    replicates: int = REPLICATES,
) -> list[tuple[list[Estimate | None], Estimate | None, Estimate | None]]:
    """Each rate in each group, the difference of the largest and the smallest, and their ratio.

    All come from the same replicates. A rate without any row to take it of has no estimate, in a replicate too; the
    gaps are of the other groups, and need two of them. The largest less the smallest is biased upward: groups that are
    equal differ by chance. So a promise of a gap is broken when the lower end passes it.

    Args:
        counts: shape (groups, classes, classes), see `counted`.
        rates: such as those of `RATES`: from counts of shape (..., classes, classes) to shape (...), not a number where
            there is nothing to take the rate of.
        seed: seeds the draws.
        confidence: such as 0.95.
        replicates: how many draws.

    Returns:
        For each rate: one estimate for each group; the difference; the ratio of the smallest to the largest.
    """
    drawn = redrawn(counts, seed=seed, replicates=replicates)
    supports = counts.sum(axis=(1, 2))
    found = []
    for rate in rates:
        values, again = rate(counts), rate(drawn)
        groups = [
            _estimate(value, again[:, place], confidence, int(supports[place])) for place, value in enumerate(values)
        ]
        rows = int(supports[np.isfinite(values)].sum())
        gaps = [
            _estimate(value[0], one, confidence, rows)
            for value, one in zip(_gaps(values[None]), _gaps(again), strict=True)
        ]
        found.append((groups, gaps[0], gaps[1]))
    return found


def _gaps(values: Floats) -> tuple[Floats, Floats]:
    """From shape (replicates, groups) to the largest less the smallest, and the smallest over the largest."""
    known = np.isfinite(values)
    enough = known.sum(axis=1) > 1
    largest = np.where(known, values, -np.inf).max(axis=1)
    smallest = np.where(known, values, np.inf).min(axis=1)
    difference = np.where(enough, largest - smallest, np.nan)
    ratio = np.divide(smallest, largest, out=np.full_like(largest, np.nan), where=enough & (largest > 0))
    return difference, ratio


def _estimate(value: float, replicates: Floats, confidence: float, rows: int) -> Estimate | None:
    known = replicates[np.isfinite(replicates)]
    if not np.isfinite(value) or not len(known):
        return None
    tail = (1 - confidence) / 2
    low, high = np.quantile(known, [tail, 1 - tail])
    return Estimate(float(value), float(low), float(high), rows, METHOD)


RATES: dict[str, Rate] = {
    "accuracy": counts_of.accuracy,
    "balanced_accuracy": counts_of.balanced_accuracy,
    "selection_rate": lambda counts: share(counts[..., :, 1].sum(axis=-1), counts.sum(axis=(-2, -1))),
    "true_positive_rate": counts_of.recall,
    "false_positive_rate": lambda counts: share(counts[..., 0, 1], counts[..., 0, :].sum(axis=-1)),
    "true_negative_rate": lambda counts: share(counts[..., 0, 0], counts[..., 0, :].sum(axis=-1)),
    "false_negative_rate": lambda counts: share(counts[..., 1, 0], counts[..., 1, :].sum(axis=-1)),
    "precision": counts_of.precision,
    "f1": counts_of.f_beta(1),
}
"""Rates of counts; all but the first two are of two classes, of which the second is the positive one."""
