"""What twice the rows would be worth, from how the score grew so far."""

from typing import TYPE_CHECKING

import numpy as np

from modelwright.evidence import Estimate

if TYPE_CHECKING:
    from modelwright.evaluation.learning.sizes import Grown
    from modelwright.evaluation.metrics import Floats

_DRAWS = 1000
_RATES = np.array([0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8, 1.0, 1.25, 1.5])
_FEWEST = 3


def doubled(grown: "Grown", *, seed: int, confidence: float) -> Estimate | None:
    """The gain from as many rows again, by an inverse power law: score = a - b / rows^c, b at least nothing.

    Learning curves follow such a law over a wide range (Viering and Loog, 2021). It is fitted to scores that are drawn
    anew from what is known of their errors: those of the holdout rows, which the sizes share, and those of the choice
    of training rows, which the clones of one size tell. The value is the median of the draws. More rows are taken not
    to hurt.

    Args:
        grown: the curve.
        seed: seeds the draws.
        confidence: such as 0.95.

    Returns:
        None with fewer than three sizes.
    """
    each = np.unique(grown.rows)
    if len(each) < _FEWEST:
        return None
    draw = np.random.default_rng(seed)
    means, paired = grown.means, grown.paired
    scores = paired.sign * (means @ paired.numbers)
    covariance = means @ _covariance(paired.influences, paired.blocks) @ means.T
    scatter, freedom = _scatter(grown)
    # Few pairs of clones say little of how much they scatter: the scale is drawn as well.
    scale = scatter * freedom / draw.chisquare(freedom, _DRAWS) if freedom else np.zeros(_DRAWS)
    alone = np.sqrt(scale[:, None] / (each * np.array([(grown.rows == size).sum() for size in each])))
    shared = draw.multivariate_normal(np.zeros(len(each)), covariance, _DRAWS, method="eigh")
    drawn = scores + shared + alone * draw.normal(size=(_DRAWS, len(each)))
    gains = _gains(each, drawn, np.mean(alone**2, axis=0) + 1e-12)
    tail = (1 - confidence) / 2
    low, value, high = np.quantile(gains, [tail, 0.5, 1 - tail])
    method = f"inverse power law of {len(each)} sizes, drawn {_DRAWS:,} times"
    return Estimate(float(value), float(low), float(high), len(paired.scored[0].truth), method)


def _covariance(influences: "Floats", blocks: "Floats | None") -> "Floats":
    """Of the metrics of the clones, from what each row, or block of rows, adds to them. Shape (clones, clones)."""
    added = influences
    if blocks is not None:
        codes = np.unique(blocks, return_inverse=True)[1]
        added = np.stack([np.bincount(codes, weights=one) for one in influences])
    return np.asarray(added @ added.T / influences.shape[1] ** 2)


def _scatter(grown: "Grown") -> tuple[float, int]:
    """The variance of a clone's score times its rows, pooled over the sizes that have more than one clone."""
    total, freedom = 0.0, 0
    for size in np.unique(grown.rows):
        values = grown.paired.numbers[grown.rows == size]
        total += float(size) * float(((values - values.mean()) ** 2).sum())
        freedom += len(values) - 1
    return (total / freedom if freedom else 0.0), freedom


def _gains(rows: "Floats", scores: "Floats", variances: "Floats") -> "Floats":
    """The law of least squares for each draw, among some rates; what it promises of as many rows again.

    Args:
        rows: shape (sizes,).
        scores: shape (draws, sizes), higher is better.
        variances: shape (sizes,), of the part of the errors that sizes do not share.
    """
    weights = 1 / variances / np.sum(1 / variances)
    centred = scores - (scores @ weights)[:, None]
    best, gains = np.full(len(scores), np.inf), np.zeros(len(scores))
    for rate in _RATES:
        fall = (rows / rows[-1]) ** -rate
        lever = fall - weights @ fall
        slope = np.minimum(0.0, centred @ (weights * lever) / (weights @ lever**2))
        missed = ((centred - slope[:, None] * lever) ** 2) @ weights
        gains = np.where(missed < best, -slope * (1 - 2.0**-rate), gains)
        best = np.minimum(best, missed)
    return gains
