"""How far a statistic may move: prediction intervals for the next delivery.

A range that is the least and the greatest value seen is broken by the next file: of two samples of one size, the
second exceeds the first half of the time. What Deequ, TFDV and the profilers of Great Expectations 0.x are blamed for
comes from there. Here the rows are cut into blocks (months, or parts of the file), the statistic is computed in each,
and the bounds are those of a Student prediction interval for one more block (Hahn and Meeker, Statistical Intervals,
1991, section 4): `mean ± t · s · sqrt(1 + 1/m)`. What varies between blocks of the past is what may vary in the
future. With few blocks, t is large and the bounds say little: the price of not knowing.

Statistics are put on a scale on which their spread does not depend on their size: logarithms for what is positive, the
arcsine of the root for shares (Anscombe, Biometrika 35, 1948).
"""

import math
from statistics import NormalDist
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

# The chance that a bound is broken by a delivery like the others. A suite has about a hundred bounds, and is held
# against a delivery a day: one false alarm in a season would be too many already.
RISK = 1e-4
# Of bounds that stop a run.
SMALL_RISK = 1e-5
# Fewer blocks say nothing of what varies between them.
LEAST_BLOCKS = 6
# Where blocks differ by no more than chance, it is the rows that say how much that is, and they are many: as many
# degrees of freedom as twenty blocks have, however few there are.
LEAST_FREEDOM = 19

Scale = Literal["log", "share", "plain"]


class Bounds(NamedTuple):
    """Between which values a statistic is expected. Arrays, one entry for each statistic."""

    low: "Floats"
    high: "Floats"


def student(risk: float, freedom: int) -> float:
    """The quantile of Student's t that is exceeded, on either side, with this chance (Hill, CACM algorithm 396, 1970).

    Args:
        risk: the chance of both tails together, in (0, 1).
        freedom: degrees of freedom, at least 1.
    """
    if freedom == 1:
        return 1 / math.tan(risk * math.pi / 2)
    if freedom == 2:  # noqa: PLR2004 - there is a closed form
        return math.sqrt(2 / (risk * (2 - risk)) - 2)
    a = 1 / (freedom - 0.5)
    b = 48 / a**2
    c = ((20_700 * a / b - 98) * a - 16) * a + 96.36
    d = ((94.5 / (b + c) - 3) / b + 1) * math.sqrt(a * math.pi / 2) * freedom
    y = (d * risk) ** (2 / freedom)
    if y > 0.05 + a:
        x = NormalDist().inv_cdf(risk / 2)
        y = x**2
        if freedom < 5:  # noqa: PLR2004 - as published
            c += 0.3 * (freedom - 4.5) * (x + 0.6)
        c = (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b + c
        y = (((((0.4 * y + 6.3) * y + 36) * y + 94.5) / c - y - 3) / b + 1) * x
        y = math.expm1(a * y**2)
    else:
        y = (
            (1 / (((freedom + 6) / (freedom * y) - 0.089 * d - 0.822) * (freedom + 2) * 3) + 0.5 / (freedom + 4)) * y
            - 1
        ) * (freedom + 1) / (freedom + 2) + 1 / y
    return math.sqrt(freedom * y)


def scaled(values: "Floats", scale: Scale) -> "Floats":
    """Values on a scale on which spread does not depend on size."""
    import numpy as np

    if scale == "log":
        return np.log(values)
    if scale == "share":
        return np.arcsin(np.sqrt(values))
    return values


def unscaled(values: "Floats", scale: Scale) -> "Floats":
    """The inverse of `scaled`; what lies beyond a scale becomes its end."""
    import numpy as np

    if scale == "log":
        with np.errstate(over="ignore"):
            return np.exp(values)
    if scale == "share":
        return np.sin(np.clip(values, 0, math.pi / 2)) ** 2
    return values


def predicted(
    values: "Floats", scale: Scale, *, risk: float = RISK, variance: "Floats | None" = None, freedom: int = 0
) -> Bounds:
    """Bounds for one more block, or for a larger delivery.

    Args:
        values: a statistic in each block, shape (blocks,) or (blocks, statistics). NaN where a block has none.
        scale: on which they vary evenly.
        risk: the chance that a bound of the two is broken by chance alone.
        variance: on the scale, of the difference between the next value and the mean of these. Computed from what
            varies between blocks where it is not given.
        freedom: the degrees of freedom that the variance has at least, where more than the blocks are behind it.
    """
    import numpy as np

    moved = scaled(values, scale)
    there = np.sum(~np.isnan(moved), axis=0)
    middle = np.nanmean(moved, axis=0)
    if variance is None:
        variance = np.nanvar(moved, axis=0, ddof=1) * (1 + 1 / there)
    half = np.asarray(student_of(np.maximum(there - 1, freedom), risk)) * np.sqrt(variance)
    return Bounds(unscaled(middle - half, scale), unscaled(middle + half, scale))


def student_of(freedom: "NDArray[np.int64] | np.int64", risk: float) -> "Floats":
    """`student`, for many degrees of freedom; infinite where there are none."""
    import numpy as np

    if np.ndim(freedom) == 0:
        return np.asarray(student(risk, int(freedom)) if freedom >= 1 else math.inf)
    known = {int(one): student(risk, int(one)) if one >= 1 else math.inf for one in np.unique(freedom)}
    found: Floats = np.vectorize(known.__getitem__, otypes=[float])(freedom)
    return found


# Below it, no power of ten brings a float to whole digits.
_LEAST = 1e-290


def outward(low: float, high: float, digits: int = 3) -> tuple[float, float]:
    """Bounds with few digits, as a person writes them, and none of them narrower."""
    return _rounded(low, digits, up=False), _rounded(high, digits, up=True)


def _rounded(value: float, digits: int, *, up: bool) -> float:
    if abs(value) < _LEAST or not math.isfinite(value):
        return value
    places = digits - 1 - math.floor(math.log10(abs(value)))
    shifted = value * 10.0**places
    # A bound that is round already stays, though a product of floats is a little off.
    whole = (
        round(shifted)
        if math.isclose(shifted, round(shifted), rel_tol=1e-9)
        else math.ceil(shifted)
        if up
        else math.floor(shifted)
    )
    return round(whole / 10.0**places, max(places, 0)) if places > 0 else float(whole * 10**-places)
