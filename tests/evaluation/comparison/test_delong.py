"""DeLong's comparison of two areas equals published implementations, and is not fooled by ties."""

import math
from itertools import product

import numpy as np
import pytest

from modelwright.evaluation.comparison.delong import areas, components, midranks, z_and_p
from modelwright.evaluation.metrics import METRICS, Floats, Scored


def rows(count: int, seed: int, step: int) -> tuple[Floats, Floats, Floats]:
    """Rows that any library can make anew, without a random generator; coarse scores tie."""
    i = np.arange(count)
    truth = ((i * 37) % 101 < 40).astype(int)
    one = np.floor(((i * 7919 + seed) % 1009) / 1009 * step + truth * step * 0.25) / step
    other = np.floor(((i * 6271 + 3 * seed) % 997) / 997 * step * 0.8 + truth * step * 0.15 + one * step * 0.2) / step
    return truth.astype(float), one, other


# By MLstatkit 0.1.91: Delong_test(truth, other, one), which gives z as the second less the first.
PUBLISHED = [
    ((40, 1, 1000), 0.441433399366374, 0.6588992671697284),
    ((300, 2, 8), -0.127900127622604, 0.8982280100481072),
    ((2000, 3, 1000), 0.5043312975720093, 0.6140285875967622),
]


@pytest.mark.parametrize(("made", "z", "p"), PUBLISHED)
def test_the_statistic_is_that_of_a_published_implementation(made: tuple[int, int, int], z: float, p: float) -> None:
    found = z_and_p(*rows(*made))

    assert found == pytest.approx((z, p), abs=1e-9)


def test_the_components_are_the_shares_of_pairs_that_are_ranked_right() -> None:
    truth, scores, _ = rows(60, 5, 6)
    positives, negatives = scores[truth == 1], scores[truth == 0]

    def share(above: float, below: float) -> float:
        return float(above > below) + float(above == below) / 2

    found = components(truth, scores)

    assert found.positives == pytest.approx([np.mean([share(a, b) for b in negatives]) for a in positives])
    assert found.negatives == pytest.approx([np.mean([share(a, b) for a in positives]) for b in negatives])
    assert found.area == pytest.approx(np.mean([share(a, b) for a, b in product(positives, negatives)]))


def test_equal_values_share_the_mean_of_their_ranks() -> None:
    assert midranks(np.array([3.0, 1.0, 3.0, 2.0, 3.0])).tolist() == [4, 1, 4, 2, 4]


def test_the_difference_is_that_of_the_two_areas() -> None:
    truth, one, other = rows(500, 4, 20)
    ones = np.ones((1, len(truth)))
    area = [float(METRICS["roc_auc"].compute(Scored(truth, scores), ones)[0]) for scores in (one, other)]

    found = areas(truth, one, other, confidence=0.95)

    assert found is not None
    assert found.value == pytest.approx(area[0] - area[1], abs=1e-12)
    assert (found.rows, found.method) == (500, "DeLong")


def drawn(generator: np.random.Generator, count: int) -> tuple[Floats, Floats, Floats]:
    """Two models that see the same signal through noise of their own, so neither is better."""
    truth = (generator.random(count) < 0.3).astype(float)
    common = truth + generator.normal(size=count)
    return truth, common + generator.normal(size=count) / 2, common + generator.normal(size=count) / 2


def test_two_models_that_are_equally_good_differ_by_chance_in_one_of_twenty() -> None:
    generator = np.random.default_rng(0)

    misses = []
    for _ in range(1000):
        found = areas(*drawn(generator, 300), confidence=0.95)
        assert found is not None
        misses.append(not found.low <= 0 <= found.high)

    assert 0.03 <= np.mean(misses) <= 0.07


def test_rows_that_come_in_blocks_do_not_make_an_interval_too_narrow() -> None:
    generator = np.random.default_rng(1)
    misses, narrow = [], []
    for _ in range(800):
        truth, one, other = (np.repeat(values, 5) for values in drawn(generator, 120))
        blocks = np.repeat(np.arange(120), 5)
        robust, naive = (areas(truth, one, other, confidence=0.95, blocks=b) for b in (blocks, None))
        assert robust is not None
        assert naive is not None
        misses.append(not robust.low <= 0 <= robust.high)
        narrow.append(not naive.low <= 0 <= naive.high)

    assert 0.02 <= np.mean(misses) <= 0.07
    assert np.mean(narrow) > 0.2


def test_one_row_of_a_class_tells_nothing() -> None:
    truth = np.array([1.0, 0.0, 0.0, 0.0])
    scores = np.array([0.9, 0.1, 0.2, 0.3])

    assert areas(truth, scores, scores, confidence=0.95) is None
    assert z_and_p(truth, scores, scores) is None


def test_models_that_rank_alike_do_not_differ_at_all() -> None:
    truth, one, _ = rows(100, 1, 50)

    found = areas(truth, one, 2 * one + 1, confidence=0.95)

    assert found is not None
    assert (found.value, found.low, found.high) == (0, 0, 0)
    assert z_and_p(truth, one, 2 * one + 1) == (0.0, 1.0)


def test_constant_scores_are_chance() -> None:
    truth, one, _ = rows(100, 1, 50)

    found = areas(truth, np.full(100, 0.5), one, confidence=0.95)

    assert found is not None
    assert found.value == pytest.approx(0.5 - components(truth, one).area)
    assert all(math.isfinite(end) for end in (found.low, found.high))
