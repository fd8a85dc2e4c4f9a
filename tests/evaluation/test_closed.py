"""Intervals in closed form agree with published ones and with scipy's."""

import numpy as np
import pytest
from scipy import stats

from modelwright.evaluation.closed import difference, difference_of_proportions, mean, proportion


@pytest.mark.parametrize(("successes", "rows"), [(8, 10), (0, 10), (10, 10), (81, 263), (1, 1)])
def test_a_proportion_has_the_interval_of_wilson(successes: int, rows: int) -> None:
    found = proportion(successes, rows, 0.95)
    reference = stats.binomtest(successes, rows).proportion_ci(method="wilson")

    assert (found.low, found.high) == pytest.approx((reference.low, reference.high), abs=1e-12)
    assert (found.rows, found.method) == (rows, "Wilson")


def test_a_proportion_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="no row"):
        proportion(0, 0, 0.95)


def test_a_difference_of_proportions_has_the_published_interval() -> None:
    """Newcombe (1998), table II, method 10: 56 of 70 less 48 of 80, and 9 of 10 less 3 of 10."""
    found = difference_of_proportions(56, 70, 48, 80, 0.95)
    few = difference_of_proportions(9, 10, 3, 10, 0.95)

    assert (found.low, found.high) == pytest.approx((0.0524, 0.3339), abs=1e-4)
    assert (few.low, few.high) == pytest.approx((0.1705, 0.8090), abs=1e-4)


def test_a_mean_has_the_interval_of_t() -> None:
    values = np.random.default_rng(0).exponential(size=30)
    found = mean(values, 0.9)
    reference = stats.ttest_1samp(values, 0).confidence_interval(0.9)

    assert (found.low, found.high) == pytest.approx((reference.low, reference.high))


def test_the_mean_of_equal_rows_in_blocks_is_the_mean_of_one_of_each() -> None:
    days = np.random.default_rng(0).normal(size=20)
    blocked = mean(np.repeat(days, 7), 0.95, np.repeat(np.arange(20), 7))
    alone = mean(days, 0.95)

    assert (blocked.value, blocked.low, blocked.high) == pytest.approx((alone.value, alone.low, alone.high))


def test_the_difference_of_two_groups_has_the_interval_of_welch() -> None:
    draw = np.random.default_rng(0)
    one, other = draw.normal(1, 2, 20), draw.normal(0, 1, 50)
    found = difference(one, other, 0.95)
    reference = stats.ttest_ind(one, other, equal_var=False).confidence_interval(0.95)

    assert (found.low, found.high) == pytest.approx((reference.low, reference.high))


@pytest.mark.parametrize("blocks", [None, np.zeros(1)])
def test_one_row_says_nothing_about_the_next(blocks: object) -> None:
    with pytest.raises(ValueError, match="fewer than two"):
        mean(np.ones(1), 0.95, blocks)  # type: ignore[arg-type]


def test_rows_of_one_block_say_nothing_about_the_next_block() -> None:
    with pytest.raises(ValueError, match="fewer than two"):
        mean(np.arange(5.0), 0.95, np.zeros(5))
