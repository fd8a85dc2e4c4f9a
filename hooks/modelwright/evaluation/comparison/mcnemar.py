"""McNemar's test of the errors of two models on the same rows (McNemar, 1947, Psychometrika 12)."""

from typing import NamedTuple

# Below so many rows on which the two differ, the chi-square distribution is not near enough.
FEW = 25


class Tested(NamedTuple):
    """What the test found."""

    statistic: float
    p_value: float
    method: str


def mcnemar(only_one: int, only_other: int) -> Tested:
    """Whether one model is right more often than the other.

    Rows that both get right, or both wrong, say nothing of that. If the models are equally good, the others fall to
    either side like a coin: the exact binomial for few of them, the chi-square with Edwards' correction (1948)
    for more. The statistic of the exact test is the smaller of the two counts.

    Args:
        only_one: rows that one model alone gets right.
        only_other: rows that the other alone gets right.
    """
    from scipy.special import bdtr, chdtrc

    differing = only_one + only_other
    if differing < FEW:
        fewer = min(only_one, only_other)
        p_value = min(1.0, 2 * float(bdtr(fewer, differing, 0.5))) if differing else 1.0
        return Tested(float(fewer), p_value, "exact binomial")
    statistic = (abs(only_one - only_other) - 1) ** 2 / differing if only_one != only_other else 0.0
    return Tested(float(statistic), float(chdtrc(1, statistic)), "chi-square, corrected for continuity")
