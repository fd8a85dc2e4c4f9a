"""DeLong's comparison of two areas under the ROC curve on the same rows, by midranks.

DeLong, DeLong and Clarke-Pearson (1988), Biometrics 44; in order n log n by Sun and Xu (2014), IEEE Signal Processing
Letters 21.
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from modelwright.evaluation.closed import around, quantile, summed
from modelwright.evaluation.metrics import Floats
from modelwright.evidence import Estimate

_PAIR = 2


@dataclass(frozen=True)
class Components:
    """How each row bears on an area.

    Args:
        area: the area under the curve.
        positives: for each positive row, the share of negatives that it is ranked above; a tie counts one half.
        negatives: for each negative row, the share of positives that it is ranked below.
    """

    area: float
    positives: Floats
    negatives: Floats


def components(truth: Floats, scores: Floats) -> Components:
    """The structural components of an area.

    Args:
        truth: shape (rows,), 0 or 1, both of them present.
        scores: shape (rows,).
    """
    positive = truth == 1
    ranks = midranks(scores)
    above, below = scores[positive], scores[~positive]
    found = (ranks[positive] - midranks(above)) / len(below)
    spared = 1 - (ranks[~positive] - midranks(below)) / len(above)
    return Components(float(found.mean()), found, spared)


def midranks(values: Floats) -> Floats:
    """Ranks from 1; equal values share the mean of their ranks. Shape (rows,)."""
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    first = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    count = np.diff(np.r_[first, len(values)])
    ranks = np.empty(len(values))
    ranks[order] = np.repeat(first + (count + 1) / 2, count)
    return ranks


def areas(
    truth: Floats,
    scores: Floats,
    others: Floats,
    *,
    confidence: float,
    blocks: npt.NDArray[Any] | None = None,
) -> Estimate | None:
    """The area of one model less that of another on the same rows.

    Args:
        truth: shape (rows,), 0 or 1.
        scores: of the one, shape (rows,).
        others: of the other, shape (rows,).
        confidence: such as 0.95.
        blocks: shape (rows,): rows of equal value are not independent; what they add is summed first (Obuchowski,
            1997).

    Returns:
        The difference; None where a class, or the blocks, have fewer than two rows.
    """
    one, other = components_of(truth, scores, others) or (None, None)
    if one is None or other is None:
        return None
    value = one.area - other.area
    if blocks is None:
        error = _error(one, other)
        half = quantile(confidence) * error
        return Estimate(value, value - half, value + half, len(truth), "DeLong")
    positive = truth == 1
    influence = np.empty(len(truth))
    influence[positive] = (one.positives - other.positives - value) * len(truth) / positive.sum()
    influence[~positive] = (one.negatives - other.negatives - value) * len(truth) / (~positive).sum()
    units, error = summed(influence, blocks)
    if units < _PAIR:
        return None
    method = f"DeLong, robust to {units:,} blocks"
    return around(value, error, units, confidence, rows=len(truth), method=method)


def components_of(truth: Floats, scores: Floats, others: Floats) -> tuple[Components, Components] | None:
    """Of both models; None where a class has fewer than two rows, which say nothing of their spread."""
    positives = int((truth == 1).sum())
    if min(positives, len(truth) - positives) < _PAIR:
        return None
    return components(truth, scores), components(truth, others)


def z_and_p(truth: Floats, scores: Floats, others: Floats) -> tuple[float, float] | None:
    """The statistic and its two-sided p-value; None where a class has fewer than two rows."""
    from scipy.special import ndtr

    both = components_of(truth, scores, others)
    if both is None:
        return None
    error, value = _error(*both), both[0].area - both[1].area
    if error == 0:  # the same ranking, or no overlap of the classes: no chance is left
        return (0.0, 1.0) if value == 0 else None
    z = value / error
    return z, float(2 * ndtr(-abs(z)))


def _error(one: Components, other: Components) -> float:
    """The standard error of the difference of two areas."""
    found, spared = one.positives - other.positives, one.negatives - other.negatives
    return math.sqrt(float(found.var(ddof=1)) / len(found) + float(spared.var(ddof=1)) / len(spared))
