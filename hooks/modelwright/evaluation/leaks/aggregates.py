"""Features that were computed from the target: means over groups that know too well what happened."""

from typing import Any

import numpy as np

from modelwright.evaluation.ground import Ground
from modelwright.evaluation.metrics import Floats
from modelwright.evidence.leaks import Aggregate

# Fewer values are met by chance.
_FEWEST = 8
# The chance of a false alarm for one feature.
_ALARM = 1e-6
# A feature must explain nearly all that its values' means differ by.
_STRAIGHT = 0.99


def aggregates(ground: Ground) -> tuple[Aggregate, ...]:
    """The numeric features that are, but for scale, the mean of the target over the rows of each of their values.

    A mean of the target over a group gives all rows of the group one value, and the mean of these rows' targets is that
    value. An honest feature, even a perfect forecast, misses the means by what chance gives: the squared misses, each
    in units of its own variance, add up to chi-square with a degree of freedom for each value, less two for the line.
    A sum far in the lower tail was not made by chance. Of a mean over training rows alone, the misses are smaller on
    training rows than on all; such a feature is not named.
    """
    spec = ground.spec
    targets = _targets(ground, ground.frame)
    fitted = _targets(ground, ground.training)
    found = []
    for feature in spec.features.numeric:
        values = ground.frame[feature].to_numpy(dtype=float)
        for target, known in zip(targets, fitted, strict=True):
            here = _misses(values, target)
            if here is None or here[2] < _STRAIGHT or not _too_close(*here[:2]):
                continue
            there = _misses(ground.training[feature].to_numpy(dtype=float), known)
            if there is None or here[0] / here[1] <= there[0] / there[1] + 1e-9:
                found.append(Aggregate(feature, here[1] + 2, round(here[0] / here[1], 6)))
                break
    return tuple(found)


def _targets(ground: Ground, rows: Any) -> list[Floats]:
    """The target as numbers: itself, whether it is positive, or whether it is each of the most frequent classes."""
    spec, column = ground.spec, rows[ground.spec.data.target]
    if spec.model.task == "regression":
        return [column.to_numpy(dtype=float)]
    if spec.model.task == "binary":
        return [(column == spec.data.positive).to_numpy(dtype=float)]
    names = ground.frame[spec.data.target].value_counts().index[:10]
    return [(column == name).to_numpy(dtype=float) for name in names]


def _too_close(misses: float, freedom: int) -> bool:
    from scipy.stats import chi2

    return bool(freedom + 2 >= _FEWEST and chi2.cdf(misses, freedom) < _ALARM)


def _misses(values: Floats, target: Floats) -> tuple[float, int, float] | None:
    """The sum of squared misses in units of their variance, degrees of freedom, and the squared correlation.

    None where values do not repeat, or the target does not vary within them.
    """
    import pandas as pd

    there = np.isfinite(values)
    # By hashing, which needs no order: sorting a million rows for each feature costs five times as much.
    codes, known = pd.factorize(values[there])
    counts = np.bincount(codes)
    several = counts >= 2  # noqa: PLR2004 - the mean of one row is the row
    groups = int(several.sum())
    if groups < _FEWEST:
        return None
    sums, squares = np.bincount(codes, target[there]), np.bincount(codes, target[there] ** 2)
    counts, x = counts[several], known[several]
    means = sums[several] / counts
    within = float((squares[several] - counts * means**2).sum() / max(1, counts.sum() - groups))
    centred = x - np.average(x, weights=counts)
    about = means - np.average(means, weights=counts)
    spread, moved = float((counts * centred**2).sum()), float((counts * about**2).sum())
    if within <= 0 or spread <= 0 or moved <= 0 or not np.isfinite(spread):
        return None
    slope = float((counts * centred * about).sum()) / spread
    misses = float((counts * (about - slope * centred) ** 2).sum())
    return misses / within, groups - 2, slope**2 * spread / moved
