"""Means of groups, and how far they are apart, with intervals that hold for all pairs of groups at once.

The largest of several groups less the smallest is biased upward: among equal groups it is above zero by chance, and a
bootstrap of it doubles that. So every pair of groups has its interval (Newcombe, 1998, method 10; Zou and Donner, 2008;
for ratios Donner and Zou, 2012), at a level at which all of them hold at once (Bonferroni). The lower end of the gap is
the highest of theirs: where it is above a bound, some pair is shown to be. For two groups this is Newcombe's interval
itself.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from modelwright.evaluation.closed import quantile
from modelwright.evaluation.fairness.rates import Rate, Scale
from modelwright.evaluation.metrics import Floats
from modelwright.evidence import Estimate

METHOD = "all pairs of groups at once"
_PAIR = 2


@dataclass(frozen=True)
class Means:
    """A mean in each group.

    Args:
        rate: its name.
        scale: see `Rate`.
        rows: shape (groups,): over how many rows it is taken.
        values: shape (groups,): not a number where there is no row.
        errors: shape (groups,): the standard error.
        units: shape (groups,): how many independent rows, or blocks of rows, it is taken over.
    """

    rate: str
    scale: Scale
    rows: Floats
    values: Floats
    errors: Floats
    units: Floats

    def ends(self, confidence: float) -> tuple[Floats, Floats]:
        """The lower and the upper ends of their intervals. Shapes (groups,)."""
        if self.scale == "share":
            return _wilson(self.values, self._independent, quantile(confidence))
        from scipy.special import stdtrit

        freedom = np.maximum(self.units - 1, 1)
        half = stdtrit(freedom, 1 - (1 - confidence) / 2) * self.errors
        low = self.values - half
        return np.maximum(low, 0) if self.scale == "size" else low, self.values + half

    @property
    def _independent(self) -> Floats:
        """As how many independent rows a share is known (Kish, 1965): never more than there are."""
        spread = self.values * (1 - self.values)
        worth = np.divide(spread, self.errors**2, out=self.units.copy(), where=self.errors > 0)
        return np.clip(worth, 1, np.maximum(self.rows, 1))


def means(rate: Rate, codes: npt.NDArray[np.intp], groups: int, blocks: npt.NDArray[np.intp] | None) -> Means:
    """A mean in each group.

    Args:
        rate: what it is a mean of.
        codes: shape (rows,): the group of each row; `groups` where it is in none.
        groups: how many there are.
        blocks: shape (rows,), whole numbers: rows of one block are not independent of each other.
    """
    values, inside = rate.values, codes
    if rate.among is not None:
        values, inside = values[rate.among], codes[rate.among]
    rows = np.bincount(inside, minlength=groups + 1).astype(float)
    sums = np.bincount(inside, weights=values, minlength=groups + 1)
    there = rows > 0
    found = np.divide(sums, rows, out=np.full(groups + 1, np.nan), where=there)
    if blocks is None:
        units = rows
        squares = np.bincount(inside, weights=(values - found[inside]) ** 2, minlength=groups + 1)
    else:
        of_rows = blocks if rate.among is None else blocks[rate.among]
        cells, cell = np.unique(of_rows * (groups + 1) + inside, return_inverse=True)
        totals = np.bincount(cell, weights=values - found[inside])
        units = np.bincount(cells % (groups + 1), minlength=groups + 1).astype(float)
        squares = np.bincount(cells % (groups + 1), weights=totals**2, minlength=groups + 1)
    corrected = np.divide(squares * units, units - 1, out=np.zeros(groups + 1), where=units > 1)
    errors = np.divide(np.sqrt(corrected), rows, out=np.zeros(groups + 1), where=there)
    if blocks is None and rate.scale == "share":
        errors = np.zeros(groups + 1)  # each row counts as itself
    return Means(rate.name, rate.scale, *(one[:-1] for one in (rows, found, errors, units)))


def estimate_of(found: Means, group: int, confidence: float) -> Estimate:
    """The mean in one group."""
    low, high = found.ends(confidence)
    method = "Wilson" if found.scale == "share" else "t interval"
    return Estimate(float(found.values[group]), float(low[group]), float(high[group]), int(found.rows[group]), method)


@dataclass(frozen=True)
class Gap:
    """How far two groups are apart, and which."""

    estimate: Estimate
    rate: str
    highest: int
    lowest: int


def difference(several: list[Means], fewest: int, confidence: float) -> Gap | None:
    """The largest difference of two groups in any of several means; None without two groups with rows enough."""
    found = []
    for one, level in _levelled(several, fewest, confidence):
        groups = _enough(one, fewest)
        low, high = (end[groups] for end in one.ends(level))
        values = one.values[groups]
        apart = values[:, None] - values
        least = apart - np.hypot((values - low)[:, None], high - values)
        most = apart + np.hypot((high - values)[:, None], values - low)
        np.fill_diagonal(least, 0)
        top, bottom = int(values.argmax()), int(values.argmin())
        rows = int(one.rows[groups].sum())
        estimate = Estimate(float(apart.max()), max(0.0, float(least.max())), float(most.max()), rows, METHOD)
        found.append(Gap(estimate, one.rate, int(groups[top]), int(groups[bottom])))
    return _combined(found, largest=True) if found else None


def ratio(several: list[Means], fewest: int, confidence: float) -> Gap | None:
    """The smallest over the largest of the groups, in the mean where that is least; None where it has no meaning."""
    found = []
    for one, level in _levelled(several, fewest, confidence):
        groups = _enough(one, fewest)
        values = one.values[groups]
        if one.scale == "mean" or values.max() <= 0:
            continue
        low, high = (end[groups] for end in one.ends(level))
        lower, upper = _quotients(values, low, high)
        np.fill_diagonal(upper, 1)
        np.fill_diagonal(lower, 1)
        top, bottom = int(values.argmax()), int(values.argmin())
        rows = int(one.rows[groups].sum())
        value = float(values.min() / values.max())
        estimate = Estimate(value, float(np.nanmin(lower)), min(1.0, float(np.nanmin(upper))), rows, METHOD)
        found.append(Gap(estimate, one.rate, int(groups[top]), int(groups[bottom])))
    return _combined(found, largest=False) if found else None


def _combined(found: list[Gap], *, largest: bool) -> Gap:
    """The worst of several: its value, and the worst of all ends."""
    sign = 1 if largest else -1
    chosen = max(found, key=lambda gap: sign * gap.estimate.value)
    low = sign * max(sign * gap.estimate.low for gap in found)
    high = sign * max(sign * gap.estimate.high for gap in found)
    estimate = Estimate(chosen.estimate.value, low, high, chosen.estimate.rows, METHOD)
    return Gap(estimate, chosen.rate, chosen.highest, chosen.lowest)


def _levelled(several: list[Means], fewest: int, confidence: float) -> list[tuple[Means, float]]:
    """Those that two groups have, and the level at which the intervals of all their pairs hold at once."""
    usable = [one for one in several if len(_enough(one, fewest)) >= _PAIR]
    pairs = sum(len(_enough(one, fewest)) * (len(_enough(one, fewest)) - 1) // 2 for one in usable)
    return [(one, 1 - (1 - confidence) / pairs) for one in usable]


def _enough(one: Means, fewest: int) -> npt.NDArray[np.intp]:
    return np.flatnonzero((one.rows >= fewest) & (one.units >= _PAIR))


def _quotients(values: Floats, low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """The ends of the interval of each group's mean over each other's. Shapes (groups, groups)."""
    over, under = np.meshgrid(values, values, indexing="ij")
    product = over * under
    with np.errstate(divide="ignore", invalid="ignore"):
        least_over, most_over = low[:, None], high[:, None]
        least_under, most_under = low[None, :], high[None, :]
        first = product**2 - least_over * most_under * (2 * over - least_over) * (2 * under - most_under)
        second = product**2 - most_over * least_under * (2 * over - most_over) * (2 * under - least_under)
        lower = (product - np.sqrt(np.maximum(first, 0))) / (most_under * (2 * under - most_under))
        upper = (product + np.sqrt(np.maximum(second, 0))) / (least_under * (2 * under - least_under))
    # A denominator that may be zero, or is known to no better than a factor of two, bounds nothing.
    lower = np.where((2 * under > most_under) & np.isfinite(lower), np.maximum(lower, 0), least_over / most_under)
    return lower, np.where((least_under > 0) & np.isfinite(upper), np.maximum(upper, 0), np.inf)


def _wilson(shares: Floats, rows: Floats, z: float) -> tuple[Floats, Floats]:
    squared = z**2 / rows
    centre = shares + squared / 2
    half = z * np.sqrt(shares * (1 - shares) / rows + squared / (4 * rows))
    low = np.where(shares <= 0, 0.0, (centre - half) / (1 + squared))
    return low, np.where(shares >= 1, 1.0, (centre + half) / (1 + squared))
