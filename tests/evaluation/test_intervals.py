"""Intervals hold the truth as often as they say, and the same seed gives the same interval."""

from functools import partial

import numpy as np
import pytest

from modelwright.evaluation.intervals import REPLICATES, estimates, resample
from modelwright.evaluation.metrics import METRICS, Floats, Scored


def test_each_replicate_draws_as_many_rows_as_there_are() -> None:
    drawn = np.concatenate(list(resample(50, seed=0)))

    assert drawn.shape == (REPLICATES, 50)
    assert (drawn.sum(axis=1) == 50).all()
    assert drawn.mean() == 1


def test_rows_of_one_block_are_drawn_together() -> None:
    blocks = np.repeat(np.arange(10.0), 5)

    drawn = np.concatenate(list(resample(50, seed=0, blocks=blocks)))

    assert (drawn.reshape(REPLICATES, 10, 5) == drawn.reshape(REPLICATES, 10, 5)[:, :, :1]).all()


def test_the_same_seed_gives_the_same_interval() -> None:
    draw = np.random.default_rng(0)
    scored = Scored(draw.normal(size=100), draw.normal(size=100))

    def error(weights: Floats) -> Floats:
        return METRICS["mean_absolute_error"].compute(scored, weights)

    [one] = estimates([error], 100, seed=3, confidence=0.9)

    assert [one] == estimates([error], 100, seed=3, confidence=0.9)
    assert [one] != estimates([error], 100, seed=4, confidence=0.9)
    assert one.low < one.value < one.high


def test_higher_confidence_widens_the_interval() -> None:
    scored = Scored(np.random.default_rng(0).normal(size=100), np.zeros(100))

    def error(weights: Floats) -> Floats:
        return METRICS["mean_absolute_error"].compute(scored, weights)

    [narrow], [wide] = (estimates([error], 100, seed=0, confidence=level) for level in (0.8, 0.99))

    assert wide.low < narrow.low < narrow.high < wide.high


def test_intervals_cover_the_truth_as_often_as_they_say() -> None:
    """200 samples of a known AUC: 95 % of the intervals hold it, give or take three standard errors."""
    separation = 1.0
    truth_auc = 0.7602499  # of two normal distributions one standard deviation apart: Phi(1 / sqrt(2))
    draw = np.random.default_rng(1)
    held = 0
    for seed in range(200):
        truth = np.repeat([0.0, 1.0], 150)
        scored = Scored(truth, draw.normal(size=300) + separation * truth)
        compute = partial(METRICS["roc_auc"].compute, scored)
        [interval] = estimates([compute], 300, seed=seed, confidence=0.95)
        held += interval.low <= truth_auc <= interval.high

    assert held / 200 == pytest.approx(0.95, abs=3 * (0.95 * 0.05 / 200) ** 0.5)


def test_intervals_of_dependent_rows_need_blocks() -> None:
    """Ten equal rows a day hold no more than one: without blocks the interval is too narrow by far."""
    days = np.random.default_rng(2).normal(size=40)
    scored = Scored(np.repeat(days, 10), np.zeros(400))

    def squared(weights: Floats) -> Floats:
        return METRICS["root_mean_squared_error"].compute(scored, weights)

    [alone] = estimates([squared], 400, seed=0, confidence=0.95)
    [blocked] = estimates([squared], 400, seed=0, confidence=0.95, blocks=np.repeat(np.arange(40.0), 10))

    assert blocked.high - blocked.low > 2.5 * (alone.high - alone.low)
