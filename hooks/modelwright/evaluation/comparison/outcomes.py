"""What a difference says, and how many rows it would take where it says nothing."""

import math
from statistics import NormalDist
from typing import Literal

from modelwright.evidence import Estimate

Told = Literal["better", "not worse", "worse", "cannot tell"]
# With which probability the rows that are asked for are to tell.
POWER = 0.8
# Nobody plans for more than this many times the rows there are; beyond it, the number says nothing.
FAR = 1000


def told(difference: Estimate, margin: float) -> Told:
    """What the interval of a difference says; positive is better.

    Args:
        difference: of the model from the champion.
        margin: by how much the model may be behind, in the same unit.

    Returns:
        `better` where the whole interval is above zero; `not worse` where it is above minus the margin; `worse` where
        it is below zero; `cannot tell` where it holds both minus the margin and zero.
    """
    if difference.low > 0:
        return "better"
    if difference.low >= -margin:
        return "not worse"
    return "worse" if difference.high < 0 else "cannot tell"


def rows_needed(difference: Estimate, margin: float, confidence: float) -> int | None:
    """About how many rows would tell, if the difference is what it looks like: two significant digits, rounded up.

    The interval narrows with the root of the rows; it is to end before minus the margin with a probability of 80 %
    (Chow, Shao and Wang, 2008, chapter 3).

    Returns:
        The number; None where it is more than 1,000 times the rows there are.
    """
    normal = NormalDist()
    quantile = normal.inv_cdf((1 + confidence) / 2)
    error = (difference.high - difference.low) / 2 / quantile
    distance = abs(difference.value + margin)
    if distance <= 0:
        return None
    rows = difference.rows * ((quantile + normal.inv_cdf(POWER)) * error / distance) ** 2
    return None if rows > FAR * difference.rows else rounded_up(rows)


def rounded_up(number: float) -> int:
    """At least this many, with two significant digits."""
    step = 10 ** max(0, math.floor(math.log10(max(number, 1))) - 1)
    return math.ceil(number / step) * step
