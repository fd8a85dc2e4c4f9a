"""How far beyond what was seen the next rows may lie, where a tail is no heavier than that of an exponential.

Blocks of a small file are few, and an interval from few blocks is wide beyond sense. All rows together say more: in a
tail of Weibull's kind, the distance from the median grows with the logarithm of the chance of lying beyond it, to a
power that its upper quarter shows (the Weibull tail coefficient; Gardes and Girard, Communications in Statistics 34,
2005): about a half for a normal distribution, 1 for an exponential one, more for what has no end in sight.
"""

import math
from typing import TYPE_CHECKING

from modelwright.proposals.slack import RISK

if TYPE_CHECKING:
    from modelwright.proposals.values import Floats

# Of fewer rows, the upper quarter says nothing.
_LEAST_ROWS = 60
# A power above this is not that of an exponential tail, but for chance: the next value may be anywhere.
_LIGHT = 1.25
# Standard errors that the power may be larger by.
_ERRORS = 2.0


def reach(values: "Floats") -> float | None:
    """What the greatest of as many rows again will not pass; None where the tail has no end in sight.

    Never nearer than one seen width beyond the greatest value: a kind of rows that has not come yet may lie as far
    out as those that have are apart.

    Args:
        values: all rows, without gaps; shape (rows,).
    """
    import numpy as np

    rows = len(values)
    if rows < _LEAST_ROWS:
        return None
    least, greatest = float(values.min()), float(values.max())
    upper = np.sort(values)[::-1][: rows // 4] - np.median(values)
    if upper[-1] <= 0:
        return None
    # By how much the chance of lying beyond each of them is less than that of lying above the median, as a logarithm.
    rarity = np.log((rows + 1) / (2 * np.arange(1, len(upper) + 1)))
    power = max(float(np.polyfit(np.log(rarity), np.log(upper), 1)[0]), 0.0)
    if power > _LIGHT:
        return None
    power *= 1 + _ERRORS / math.sqrt(len(upper))
    beyond = float(upper[0]) * (math.log(rows / (2 * RISK)) / float(rarity[0])) ** power
    bound: float = max(float(np.median(values)) + beyond, greatest + (greatest - least))
    return bound
