"""Intervals of gaps cover, and equal groups are not called unequal."""

import numpy as np
import pytest

from modelwright.evaluation.closed import difference_of_proportions
from modelwright.evaluation.fairness.gaps import difference, estimate_of, means, ratio
from modelwright.evaluation.fairness.rates import Rate

TRIES = 1000


def shares(counts: list[int], hits: list[int]) -> Rate:
    values = np.concatenate(
        [np.r_[np.ones(hit), np.zeros(count - hit)] for count, hit in zip(counts, hits, strict=True)]
    )
    return Rate("selection_rate", (), values, None, "share")


def codes(counts: list[int]) -> "np.typing.NDArray[np.intp]":
    return np.repeat(np.arange(len(counts)), counts)


def test_of_two_groups_it_is_the_interval_of_newcombe() -> None:
    found = means(shares([120, 300], [60, 75]), codes([120, 300]), 2, None)

    gap, reference = difference([found], 1, 0.95), difference_of_proportions(60, 120, 75, 300, 0.95)

    assert gap is not None
    assert (gap.highest, gap.lowest) == (0, 1)
    assert (gap.estimate.value, gap.estimate.low, gap.estimate.high) == pytest.approx(
        (reference.value, reference.low, reference.high), abs=1e-12
    )


@pytest.mark.parametrize("chances", [(0.3, 0.5), (0.1, 0.2), (0.5, 0.8)])
def test_intervals_of_two_groups_cover(chances: tuple[float, float]) -> None:
    draw, counts = np.random.default_rng(4), [150, 250]
    covered, of_ratio = 0, 0
    for _ in range(TRIES):
        hits = [int(draw.binomial(count, chance)) for count, chance in zip(counts, chances, strict=True)]
        found = means(shares(counts, hits), codes(counts), 2, None)
        gap, quotient = difference([found], 1, 0.95), ratio([found], 1, 0.95)
        assert gap is not None
        assert quotient is not None
        covered += gap.estimate.low <= chances[1] - chances[0] <= gap.estimate.high
        of_ratio += quotient.estimate.low <= chances[0] / chances[1] <= quotient.estimate.high

    assert 0.93 <= covered / TRIES <= 0.975
    assert 0.93 <= of_ratio / TRIES <= 0.975


@pytest.mark.parametrize("groups", [2, 5, 12])
def test_equal_groups_are_seldom_shown_to_be_apart_however_many_there_are(groups: int) -> None:
    draw, counts = np.random.default_rng(groups), [100] * groups
    alarms = 0
    for _ in range(TRIES):
        found = means(shares(counts, draw.binomial(100, 0.3, groups).tolist()), codes(counts), groups, None)
        gap = difference([found], 1, 0.95)
        assert gap is not None
        alarms += gap.estimate.low > 0

    assert alarms / TRIES <= 0.06


def test_rows_of_a_block_count_for_less() -> None:
    draw, counts = np.random.default_rng(0), [400, 400]
    blocks = np.arange(800) // 20
    values = (draw.random(40) < 0.4).astype(float)[blocks]
    rate = Rate("selection_rate", (), values, None, "share")

    alone, together = (means(rate, codes(counts), 2, of) for of in (None, blocks))

    narrow, wide = (estimate_of(one, 0, 0.95) for one in (alone, together))
    assert narrow.value == wide.value
    assert wide.high - wide.low > 3 * (narrow.high - narrow.low)


def test_groups_with_too_few_rows_are_left_out() -> None:
    found = means(shares([100, 100, 3], [50, 52, 0]), codes([100, 100, 3]), 3, None)

    gap = difference([found], 50, 0.95)

    assert gap is not None
    assert gap.estimate.value == pytest.approx(0.02)
    assert difference([found], 101, 0.95) is None
    assert ratio([found], 101, 0.95) is None


def test_rates_of_nought_and_one_have_finite_ends() -> None:
    found = means(shares([60, 60, 60], [0, 60, 30]), codes([60] * 3), 3, None)

    for gap in (difference([found], 1, 0.95), ratio([found], 1, 0.95)):
        assert gap is not None
        assert np.isfinite([gap.estimate.value, gap.estimate.low, gap.estimate.high]).all()
        assert gap.estimate.low <= gap.estimate.value <= gap.estimate.high


def test_the_worst_of_two_rates_counts() -> None:
    counts = [200, 200]
    near, far = (means(shares(counts, hits), codes(counts), 2, None) for hits in ([100, 104], [40, 120]))

    gap = difference([near, far], 1, 0.95)

    assert gap is not None
    assert gap.estimate.value == pytest.approx(0.4)
    assert (gap.highest, gap.lowest) == (1, 0)


def test_nobody_selected_has_no_ratio() -> None:
    assert ratio([means(shares([60, 60], [0, 0]), codes([60, 60]), 2, None)], 1, 0.95) is None
