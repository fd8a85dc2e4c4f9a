"""McNemar's test equals a published implementation."""

import pytest

from modelwright.evaluation.comparison.mcnemar import mcnemar

# By statsmodels 0.15.0: contingency_tables.mcnemar([[5, one], [other, 5]], exact=one + other < 25, correction=True).
PUBLISHED = [
    (3, 9, 3.0, 0.14599609375),
    (0, 0, 0.0, 1.0),
    (12, 12, 12.0, 1.0),
    (1, 20, 1.0, 2.09808349609375e-05),
    (30, 55, 6.776470588235294, 0.009236735486806593),
    (400, 520, 15.392391304347827, 8.733926588357831e-05),
    (13, 12, 0.0, 1.0),
]


@pytest.mark.parametrize(("one", "other", "statistic", "p_value"), PUBLISHED)
def test_it_is_that_of_a_published_implementation(one: int, other: int, statistic: float, p_value: float) -> None:
    found = mcnemar(one, other)

    assert (found.statistic, found.p_value) == pytest.approx((statistic, p_value), abs=1e-9)


def test_many_rows_to_either_side_alike_show_no_difference() -> None:
    assert mcnemar(500, 500).p_value == 1
    assert mcnemar(500, 500).method.startswith("chi-square")


def test_few_rows_are_held_against_the_exact_distribution() -> None:
    assert mcnemar(2, 3).method == "exact binomial"
