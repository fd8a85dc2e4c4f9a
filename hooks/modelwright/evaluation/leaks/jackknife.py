"""How far a number may be off by chance, for any metric and for a few passes over the rows."""

from collections.abc import Callable
from typing import Any

import numpy as np

from modelwright.evaluation.metrics import Floats, Scored

GROUPS = 40
# A trap must not cry wolf: its intervals are wider than those of promises, and miss once in a thousand on each side.
SURE = 0.998


def parts(rows: int, blocks: Any = None, *, seed: int) -> "np.typing.NDArray[np.intp]":
    """In which of at most 40 parts each row is: rows at random, blocks whole. Shape (rows,)."""
    codes = np.arange(rows) if blocks is None else np.unique(np.asarray(blocks), return_inverse=True)[1]
    units = int(codes.max()) + 1
    return (np.random.default_rng(seed).permutation(units) % min(GROUPS, units))[codes]


def jackknife(compute: Callable[[Floats], Floats], part: "np.typing.NDArray[np.intp]") -> tuple[float, float, int]:
    """A number, its standard error and the degrees of freedom, by the delete-a-group jackknife (Kott, 2001).

    Args:
        compute: takes weights of shape (replicates, rows) and gives shape (replicates,).
        part: shape (rows,), from 0 on: rows of one part are left out together.

    Returns:
        The error is not a number where fewer than two parts have a value.
    """
    count = int(part.max()) + 1
    whole = float(compute(np.ones((1, len(part))))[0])
    if count < 2:  # noqa: PLR2004 - one part has no spread
        return whole, float("nan"), 0
    left = np.concatenate([compute((part != one).astype(float)[None]) for one in range(count)])
    left = left[np.isfinite(left)]
    if len(left) < 2:  # noqa: PLR2004 - as above
        return whole, float("nan"), 0
    count = len(left)
    return whole, float(np.sqrt((count - 1) / count * ((left - left.mean()) ** 2).sum())), count - 1


def reach(freedom: int) -> float:
    """How many standard errors an interval of `SURE` reaches to each side."""
    from scipy.stats import t

    return float(t.ppf((1 + SURE) / 2, max(freedom, 1)))


def taken(scored: Scored, rows: Any) -> Scored:
    """Some of the rows."""
    return Scored(scored.truth[rows], scored.scores[rows])
