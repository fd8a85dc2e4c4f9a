"""Intervals in closed form: no draws, so they cost nothing and are equal on every machine."""

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from modelwright.evidence.estimate import Estimate

Floats = npt.NDArray[np.float64]
_PAIR = 2


def proportion(successes: float, rows: int, confidence: float) -> Estimate:
    """The share of rows that are something, such as right, flagged or covered (Wilson, 1927).

    Rows must be independent; where they come in blocks, use `mean` of zeros and ones with `blocks`.

    Args:
        successes: how many rows are it, from 0 to `rows`.
        rows: how many rows there are, at least one.
        confidence: such as 0.95.

    Raises:
        ValueError: there is no row.
    """
    if rows < 1:
        raise ValueError("no row to take a share of")
    low, high = _wilson(successes, rows, confidence)
    return Estimate(float(successes / rows), low, high, rows, "Wilson")


def mean(values: Floats, confidence: float, blocks: npt.NDArray[Any] | None = None) -> Estimate:
    """The mean of a number over rows (Student, 1908), and robust to blocks where there are any (Liang and Zeger, 1986).

    The mean over blocks is a ratio of sums, whose error is that of the sums of residuals of each block; the quantile is
    that of t with one degree of freedom fewer than blocks.

    Args:
        values: shape (rows,), finite.
        confidence: such as 0.95.
        blocks: shape (rows,): rows of equal value are not independent of each other.

    Raises:
        ValueError: there are fewer than two rows, or blocks: one says nothing about the next.
    """
    values = np.asarray(values, dtype=float)
    value = float(values.mean()) if len(values) else math.nan
    units, spread = summed(values - value, blocks)
    method = "t interval" if blocks is None else f"t interval robust to blocks, {units:,} blocks"
    return around(value, spread, units, confidence, rows=len(values), method=method)


def difference(one: Floats, other: Floats, confidence: float) -> Estimate:
    """The mean of one group less that of another, whose rows are other rows (Welch, 1947).

    For two numbers of the same rows, such as the losses of two models, take `mean` of their difference.

    Args:
        one: shape (rows,), finite.
        other: shape (other rows,), finite.
        confidence: such as 0.95.

    Raises:
        ValueError: a group has fewer than two rows.
    """
    if min(len(one), len(other)) < _PAIR:
        raise ValueError("fewer than two rows in a group")
    first, second = float(np.var(one, ddof=1)) / len(one), float(np.var(other, ddof=1)) / len(other)
    error = first + second
    freedom = error**2 / (first**2 / (len(one) - 1) + second**2 / (len(other) - 1)) if error > 0 else math.inf
    half = quantile(confidence, freedom) * math.sqrt(error)
    value = float(np.mean(one)) - float(np.mean(other))
    return Estimate(value, value - half, value + half, len(one) + len(other), "Welch t interval")


def difference_of_proportions(
    successes: float, rows: int, other_successes: float, other_rows: int, confidence: float
) -> Estimate:
    """A share of one group less that of another, whose rows are other rows (Newcombe, 1998, method 10).

    Raises:
        ValueError: a group has no row.
    """
    one, other = proportion(successes, rows, confidence), proportion(other_successes, other_rows, confidence)
    value = one.value - other.value
    low = value - math.hypot(one.value - one.low, other.high - other.value)
    high = value + math.hypot(one.high - one.value, other.value - other.low)
    return Estimate(value, low, high, rows + other_rows, "Newcombe")


def quantile(confidence: float, freedom: float = math.inf) -> float:
    """The two-sided quantile of t, or of the normal where the degrees of freedom are infinite."""
    from scipy.special import ndtri, stdtrit

    tail = 1 - (1 - confidence) / 2
    return float(ndtri(tail) if math.isinf(freedom) else stdtrit(freedom, tail))


def summed(influences: Floats, blocks: npt.NDArray[Any] | None) -> tuple[int, float]:
    """How many independent units there are, and the standard error of the mean of what each row adds to it.

    Args:
        influences: shape (rows,), what each row adds to a number, centred at zero.
        blocks: shape (rows,): what rows of equal value add is summed first.
    """
    totals: Floats = influences
    if blocks is not None:
        totals = np.bincount(np.unique(blocks, return_inverse=True)[1], weights=influences).astype(float)
    units = len(totals)
    if units < _PAIR:
        return units, math.nan
    # Squared and summed here: a dot product of BLAS is rounded as its threads happen to share the rows.
    return units, math.sqrt(float(np.square(totals).sum()) * units / (units - 1)) / len(influences)


def around(value: float, error: float, units: int, confidence: float, *, rows: int, method: str) -> Estimate:  # noqa: PLR0913
    """A number and as many standard errors to either side as t asks for with this many independent units.

    Raises:
        ValueError: there are fewer than two units.
    """
    if units < _PAIR:
        raise ValueError("fewer than two independent rows")
    half = quantile(confidence, units - 1) * error
    return Estimate(value, value - half, value + half, rows, method)


def _wilson(successes: float, rows: float, confidence: float) -> tuple[float, float]:
    z = quantile(confidence)
    share, squared = successes / rows, z**2 / rows
    centre = share + squared / 2
    half = z * math.sqrt(share * (1 - share) / rows + squared / (4 * rows))
    # At the ends the formula gives 0 and 1 but for rounding.
    low = 0.0 if successes <= 0 else (centre - half) / (1 + squared)
    high = 1.0 if successes >= rows else (centre + half) / (1 + squared)
    return low, high
