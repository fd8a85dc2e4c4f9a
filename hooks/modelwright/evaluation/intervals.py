"""Intervals by the bootstrap (Efron, 1979), for one metric or the difference of two on the same rows."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from modelwright.evaluation.metrics import Floats
from modelwright.evidence import Estimate

REPLICATES = 1000
# Weights are made in blocks of at most this many numbers, so memory does not grow with the replicates.
_BLOCK = 4_000_000


def resample(rows: int, *, seed: int, blocks: Floats | None = None) -> Iterator[Floats]:
    """How often each row is drawn in each replicate.

    Args:
        rows: how many rows there are.
        seed: the same seed gives the same draws.
        blocks: shape (rows,): rows with equal values are drawn together, such as the hours of one day, which are not
            independent of each other.

    Yields:
        Weights of shape (some replicates, rows), `REPLICATES` in all.
    """
    generator = np.random.default_rng(seed)
    codes = None if blocks is None else np.unique(blocks, return_inverse=True)[1]
    units = rows if codes is None else int(codes.max()) + 1
    step = max(1, _BLOCK // rows)
    for start in range(0, REPLICATES, step):
        size = min(step, REPLICATES - start)
        # Drawing n units with replacement and counting them is one draw of the multinomial, done here by counting.
        drawn = generator.integers(units, size=(size, units))
        offset = drawn + np.arange(size)[:, None] * units
        counts = np.bincount(offset.ravel(), minlength=size * units).reshape(size, units).astype(float)
        yield counts if codes is None else counts[:, codes]


def estimates(
    computes: Sequence[Callable[[Floats], Floats]],
    rows: int,
    *,
    seed: int,
    confidence: float,
    blocks: Floats | None = None,
) -> list[Estimate]:
    """Numbers on all rows, and the percentile intervals of their bootstrap replicates.

    All numbers are computed on the same replicates, so a difference of two of them is paired.

    Args:
        computes: each takes weights of shape (replicates, rows), and gives shape (replicates,), or (numbers,
            replicates) for several numbers at once.
        rows: how many rows there are.
        seed: seeds the draws.
        confidence: such as 0.95.
        blocks: see `resample`.
    """

    def numbers(weights: Floats) -> Floats:
        return np.vstack([compute(weights) for compute in computes])

    values = numbers(np.ones((1, rows)))[:, 0].tolist()
    replicates = np.hstack([numbers(weights) for weights in resample(rows, seed=seed, blocks=blocks)])
    tail = (1 - confidence) / 2
    # A replicate without any row of a class has no value for some metrics; the others speak for it.
    lows, highs = np.nanquantile(replicates, [tail, 1 - tail], axis=1)
    return [Estimate(value, float(low), float(high)) for value, low, high in zip(values, lows, highs, strict=True)]
