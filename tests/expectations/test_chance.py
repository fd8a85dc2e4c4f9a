"""A few rows too many may be chance in a small batch, and are none in a large one."""

import pytest

from modelwright.expectations.chance import LEVEL, is_chance


@pytest.mark.parametrize(
    ("unexpected", "rows", "share", "expected"),
    [
        (1, 20, 0.01, True),  # one of twenty, where one of a hundred may
        (4, 20, 0.01, False),
        (12, 1_000, 0.01, True),
        (30, 1_000, 0.01, False),
        (10_500, 1_000_000, 0.01, False),
        (1, 20, 0.0, False),  # nothing is tolerated, so nothing is chance
        (20, 20, 1.0, True),
        (10, 1_000, 0.01, True),  # exactly what is tolerated
    ],
)
def test_chance_depends_on_the_number_of_rows(unexpected: int, rows: int, share: float, *, expected: bool) -> None:
    assert is_chance(unexpected, rows, share) == expected


@pytest.mark.parametrize("rows", [10, 3_000])
def test_the_tail_is_that_of_scipy(rows: int) -> None:
    from scipy.stats import binom

    for share in (0.001, 0.02, 0.3):
        for unexpected in range(0, min(rows, int(rows * share) + 200) + 1, 1 + rows // 300):
            tail = binom.sf(unexpected - 1, rows, share)
            if abs(tail / LEVEL - 1) > 1e-6:
                assert is_chance(unexpected, rows, share) == (tail >= LEVEL), (unexpected, rows, share)
