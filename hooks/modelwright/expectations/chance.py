"""Whether so many of few rows may break an expectation by chance, where a share of all rows may."""

import math

# One batch in a thousand is stopped although nothing is wrong with it.
LEVEL = 0.001
_NEGLIGIBLE = 1e-12


def is_chance(unexpected: int, rows: int, share: float) -> bool:
    """Whether at least so many of the rows break an expectation more often than once in a thousand batches.

    The upper tail of a binomial distribution: each row breaks the expectation with the share that the suite tolerates.

    Args:
        unexpected: how many rows break it.
        rows: how many rows were looked at.
        share: the share of rows that may break it, 0 to 1.
    """
    if share <= 0 or unexpected > rows:
        return False
    if share >= 1 or unexpected <= rows * share:
        return True
    term = math.exp(
        math.lgamma(rows + 1)
        - math.lgamma(unexpected + 1)
        - math.lgamma(rows - unexpected + 1)
        + unexpected * math.log(share)
        + (rows - unexpected) * math.log1p(-share)
    )
    tail, odds = 0.0, share / (1 - share)
    for found in range(unexpected, rows + 1):
        tail += term
        if tail >= LEVEL or term < _NEGLIGIBLE:
            break
        term *= (rows - found) / (found + 1) * odds
    return tail >= LEVEL
