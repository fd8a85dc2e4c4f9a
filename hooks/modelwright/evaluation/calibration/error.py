"""How far predictions are off, group by group, less what chance alone would show."""

import math

import numpy as np

from modelwright.evaluation.closed import quantile
from modelwright.evaluation.metrics import Floats
from modelwright.evidence import Estimate

METHOD = "noncentral chi-square of the gaps of {} equal-mass groups, bias removed"
_NORMAL = 1e4


def error(gaps: Floats, shares: Floats, covariance: Floats, *, confidence: float, rows: int) -> Estimate:
    """The root of the mean squared gap over groups, less its bias (Broecker, 2012; Ferro and Fricker, 2012).

    A sample shows gaps where there are none: the expected square of a gap is the square of the true one and its
    variance. The variance is subtracted, which Kumar, Liang and Ma (2019) call the debiased calibration error. It is
    never smaller than the expected calibration error of absolute gaps. The interval inverts the distribution of the
    sum of squares, a noncentral chi-square by its first two moments (Patnaik, 1949), so it begins at zero where there
    may be no error.

    Args:
        gaps: shape (groups,): what happened less what was predicted.
        shares: shape (groups,): the share of rows in each group.
        covariance: shape (groups, groups): of the gaps.
        confidence: such as 0.95.
        rows: how many rows there are.
    """
    squares = float(shares @ gaps**2)
    chance = covariance * shares[:, None]
    bias = float(np.trace(chance))
    value = math.sqrt(max(0.0, squares - bias))
    method = METHOD.format(len(gaps))
    if bias <= 0:
        return Estimate(math.sqrt(squares), math.sqrt(squares), math.sqrt(squares), rows, method)
    # The scale of the distribution where there is no error, and where there is much of it, in between by its share.
    none = float(np.sum(chance * chance.T)) / bias
    much = float((shares * gaps) @ covariance @ (shares * gaps)) / squares if squares > 0 else none
    real = max(0.0, squares - bias) / squares if squares > 0 else 0.0
    scale = real * much + (1 - real) * none
    low, high = (
        math.sqrt(scale * one) for one in _noncentralities(squares / scale, bias / scale, confidence=confidence)
    )
    return Estimate(value, min(low, value), max(high, value), rows, method)


def _noncentralities(measured: float, freedom: float, *, confidence: float) -> tuple[float, float]:
    """Between which noncentralities a chi-square of these degrees of freedom gives what was measured."""
    if measured > _NORMAL:
        half = quantile(confidence) * math.sqrt(2 * (freedom + 2 * measured))
        return max(0.0, measured - freedom - half), max(0.0, measured - freedom + half)
    tail = (1 - confidence) / 2
    return _inverted(measured, freedom, 1 - tail), _inverted(measured, freedom, tail)


def _inverted(measured: float, freedom: float, share: float) -> float:
    """The noncentrality under which this share of draws is at most what was measured; none below zero."""
    from scipy.optimize import brentq
    from scipy.stats import ncx2

    def over(noncentrality: float) -> float:
        return float(ncx2.cdf(measured, freedom, noncentrality)) - share

    # scipy's distribution needs a noncentrality above zero in some versions.
    if over(1e-9) <= 0:
        return 0.0
    top = measured + 10 * math.sqrt(measured + freedom) + 50
    return float(brentq(over, 1e-9, top, xtol=1e-6))
