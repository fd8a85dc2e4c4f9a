"""Intervals hold the truth as often as they say, and the same seed gives the same interval."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pytest

from modelwright.evaluation.evaluate import _compare
from modelwright.evaluation.ground import Ground
from modelwright.evaluation.intervals import REPLICATES, estimates, lead, measured, resample
from modelwright.evaluation.metrics import METRICS, Floats, Scored
from modelwright.spec import METRICS as METRICS_OF
from modelwright.spec.measures import MORE


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


def test_intervals_of_dependent_rows_need_blocks() -> None:
    """Ten equal rows a day hold no more than one: without blocks the interval is too narrow by far."""
    days = np.random.default_rng(2).normal(size=40)
    scored = Scored(np.repeat(days, 10), np.zeros(400))

    def squared(weights: Floats) -> Floats:
        return METRICS["root_mean_squared_error"].compute(scored, weights)

    [alone] = estimates([squared], 400, seed=0, confidence=0.95)
    [blocked] = estimates([squared], 400, seed=0, confidence=0.95, blocks=np.repeat(np.arange(40.0), 10))

    assert blocked.high - blocked.low > 2.5 * (alone.high - alone.low)


def drawn(task: str, rows: int, *, seed: int = 0) -> Scored:
    draw = np.random.default_rng(seed)
    if task == "binary":
        truth = (draw.random(rows) < 0.3).astype(float)
        return Scored(truth, 1 / (1 + np.exp(0.8 - 1.5 * (truth + draw.normal(size=rows) - 0.5))))
    if task == "multiclass":
        truth = draw.integers(0, 4, rows)
        return Scored(truth.astype(float), 0.8 * draw.dirichlet(np.ones(4), rows) + 0.2 * np.eye(4)[truth])
    truth = draw.normal(50, 10, rows)
    return Scored(truth, truth + draw.normal(0, 5, rows))


@pytest.mark.parametrize("task", ["binary", "multiclass", "regression"])
def test_without_draws_of_rows_the_interval_is_that_of_the_bootstrap(task: Any) -> None:
    """At 3,000 rows nothing is skewed any more, so both ends agree to a tenth of the width."""
    scored = drawn(task, 3_000)
    names = [*METRICS_OF[task], *MORE[task][:2]]
    computes = [partial(METRICS[name].compute, scored) for name in names]
    bootstrapped = estimates(computes, 3_000, seed=0, confidence=0.95)
    for name, ours, theirs in zip(names, measured(names, scored, confidence=0.95, seed=0), bootstrapped, strict=True):
        width = theirs.high - theirs.low
        assert ours.value == pytest.approx(theirs.value), name
        assert ours.low == pytest.approx(theirs.low, abs=0.12 * width), name
        assert ours.high == pytest.approx(theirs.high, abs=0.12 * width), name
        assert ours.method, name


@pytest.mark.parametrize("name", ["roc_auc", "average_precision", "log_loss", "mcc", "f1"])
def test_a_lead_is_paired_and_its_interval_is_that_of_the_bootstrap(name: str) -> None:
    model = drawn("binary", 3_000)
    noise = np.random.default_rng(1).normal(size=3_000) / 2
    other = Scored(model.truth, 1 / (1 + np.exp(-np.log(model.scores / (1 - model.scores)) - noise)))
    sign = 1 if METRICS[name].higher_is_better else -1

    def ahead(weights: Floats) -> Floats:
        return sign * (METRICS[name].compute(model, weights) - METRICS[name].compute(other, weights))

    [theirs] = estimates([ahead], 3_000, seed=0, confidence=0.95)
    ours = lead(name, model, other, confidence=0.95, seed=0)
    alone = measured([name], model, confidence=0.95, seed=0)[0]

    assert (ours.value, ours.low, ours.high) == pytest.approx(
        (theirs.value, theirs.low, theirs.high), abs=0.12 * (theirs.high - theirs.low)
    )
    assert ours.high - ours.low < 0.8 * (alone.high - alone.low)


def test_equal_rows_of_a_day_count_as_one_in_every_metric() -> None:
    for task in METRICS_OF:
        days = drawn(task, 200)
        rows = Scored(np.repeat(days.truth, 24), np.repeat(days.scores, 24, axis=0))
        blocks = np.repeat(np.arange(200), 24)
        names = [*METRICS_OF[task], *MORE[task][:2]]
        blocked = measured(names, rows, confidence=0.95, seed=0, blocks=blocks)
        alone = measured(names, rows, confidence=0.95, seed=0)
        for name, wide, narrow in zip(names, blocked, alone, strict=True):
            assert wide.high - wide.low > 3.5 * (narrow.high - narrow.low), name
            assert "200 blocks" in wide.method, name


@pytest.mark.parametrize("rows", [2, 3, 5])
def test_a_handful_of_rows_that_are_all_right_shows_next_to_nothing(rows: int) -> None:
    truth = np.r_[0.0, 1.0, np.zeros(rows - 2)]
    perfect = Scored(truth, 0.2 + 0.6 * truth)
    constant = Scored(truth, np.full(rows, 0.3))
    for name in METRICS_OF["binary"]:
        [found] = measured([name], perfect, confidence=0.95, seed=0)
        assert np.isfinite([found.value, found.low, found.high]).all(), name
        if METRICS[name].scale != "positive":
            assert found.high - found.low > 0.4, name
    assert lead("roc_auc", perfect, constant, confidence=0.95, seed=0).low < 0.1
    assert lead("accuracy", perfect, perfect, confidence=0.95, seed=0).low < 0


def test_constant_scores_rank_nothing() -> None:
    scored = Scored(np.repeat([0.0, 1.0], 50), np.full(100, 0.3))

    [found] = measured(["roc_auc"], scored, confidence=0.95, seed=0)

    assert (found.value, found.low, found.high) == (0.5, 0.5, 0.5)


@pytest.mark.parametrize("blocks", [None, np.zeros(1)])
def test_an_interval_of_one_row_is_refused(blocks: Any) -> None:
    with pytest.raises(ValueError, match="has 1 row, and an interval needs two"):
        measured(["accuracy"], Scored(np.ones(1), np.ones(1)), confidence=0.95, seed=0, blocks=blocks)


def test_an_interval_of_one_block_is_refused() -> None:
    with pytest.raises(ValueError, match="is one block of rows"):
        measured(["accuracy"], drawn("binary", 9), confidence=0.95, seed=0, blocks=np.zeros(9))


def test_every_number_of_an_evaluation_names_its_rows_and_its_method(made_up: Ground) -> None:
    metrics, leads = _compare(made_up)

    for found in [*(one.estimate for one in metrics), *(one.estimate for one in leads)]:
        assert found.rows == len(made_up.holdout)
        assert found.method
        assert found.low <= found.value <= found.high
    assert (metrics, leads) == _compare(made_up), "the same inputs give the same numbers"


def test_blocks_that_are_all_right_count_as_one_row_each() -> None:
    truth = np.repeat([0.0, 1.0] * 10, 100)

    [rows] = measured(["accuracy"], Scored(truth, truth), confidence=0.95, seed=0)
    [blocked] = measured(["accuracy"], Scored(truth, truth), confidence=0.95, seed=0, blocks=np.repeat(range(20), 100))

    assert rows.low > 0.99
    assert blocked.low < 0.85


def missed(skewed: Callable[[int], Floats], middle: float, rows: int) -> tuple[float, float]:
    """How often the truth lies below, and above, the interval of a lead in which the losses of one model are skewed."""
    below = above = 0
    for seed in range(400):
        losses = skewed(seed)
        truth = np.zeros(rows)
        found = lead("mean_absolute_error", Scored(truth, truth), Scored(truth, losses), confidence=0.95, seed=0)
        below, above = below + (middle < found.low), above + (middle > found.high)
    return below / 400, above / 400


def test_the_lead_over_a_model_of_skewed_losses_is_missed_on_both_sides_alike() -> None:
    def skewed(seed: int) -> Floats:
        return np.random.default_rng(seed).lognormal(size=300)

    below, above = missed(skewed, float(np.exp(0.5)), 300)

    assert 0.005 <= below <= 0.04
    assert 0.01 <= above <= 0.05


def test_one_row_that_the_other_model_got_terribly_wrong_does_not_hide_the_lead() -> None:
    draw = np.random.default_rng(0)
    truth = np.zeros(2_700)
    model, other = 0.2 + draw.normal(size=2_700) / 40, 0.225 + draw.normal(size=2_700) / 8

    before = lead("mean_absolute_error", Scored(truth, model), Scored(truth, other), confidence=0.95, seed=0)
    other[0] = 36
    found = lead("mean_absolute_error", Scored(truth, model), Scored(truth, other), confidence=0.95, seed=0)

    assert before.low > 0
    assert found.low > before.low / 2  # its error alone is as large as the lead
    assert found.high - found.value > 2 * (found.value - found.low)
    assert found.method == "paired influence function, skewness removed"
