"""What calibration measures equals what it should be where the truth is known."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from sklearn.calibration import CalibratedClassifierCV
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss

from modelwright.evaluation.calibration.brier import brier_parts
from modelwright.evaluation.calibration.coverage import coverage, half_width
from modelwright.evaluation.calibration.error import error
from modelwright.evaluation.calibration.gain import gains
from modelwright.evaluation.calibration.grain import grain
from modelwright.evaluation.calibration.groups import covariance, groups, table, units
from modelwright.evaluation.calibration.slope import cox, linear, logits, temperature
from modelwright.evaluation.ground import Ground
from modelwright.evaluation.metrics import Floats, Scored
from modelwright.evidence import Estimate, Evaluation, read_evidence

WARPED: dict[str, Callable[[Floats], Floats]] = {
    "honest": lambda odds: odds,
    "too extreme": lambda odds: 0.6 * odds,
    "squashed": lambda odds: 1.8 * odds,
}


def chance(odds: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-odds)))


def drawn(
    seed: int, rows: int, way: str = "honest", *, blocks: int = 0
) -> tuple[Floats, Floats, npt.NDArray[np.intp] | None]:
    """What happened, what was predicted, and the block of each row; rows of a block share half of what they are."""
    draw = np.random.default_rng(seed)
    odds = -1.0 + 1.2 * draw.normal(size=rows)
    true = chance(WARPED[way](odds))
    if not blocks:
        return (draw.random(rows) < true).astype(float), chance(odds), None
    from scipy.special import ndtr

    of = np.arange(rows) // blocks
    shared = draw.normal(size=of.max() + 1)[of] * np.sqrt(0.5) + draw.normal(size=rows) * np.sqrt(0.5)
    return (ndtr(shared) < true).astype(float), chance(odds), of


def measured(truth: Floats, scores: Floats, of: npt.NDArray[np.intp] | None = None) -> Estimate:
    found = groups(truth, scores)
    spread = covariance(found, truth - scores, units(of))
    return error(found.gaps, found.shares, spread, confidence=0.95, rows=len(truth))


def true_error(way: str) -> float:
    odds = -1.0 + 1.2 * np.random.default_rng(0).normal(size=400_000)
    true, scores = chance(WARPED[way](odds)), chance(odds)
    found = groups(true, scores)
    return float(np.sqrt(found.shares @ found.gaps**2))


@pytest.mark.parametrize(("way", "blocks"), [("too extreme", 0), ("squashed", 0), ("too extreme", 10)])
def test_the_interval_of_the_error_covers_it_and_its_bias_is_gone(way: str, blocks: int) -> None:
    truth = true_error(way)
    found = [measured(*drawn(seed, 1500, way, blocks=blocks)) for seed in range(120)]

    assert 0.90 <= np.mean([one.low <= truth <= one.high for one in found]) < 1
    assert np.mean([one.value for one in found]) == pytest.approx(truth, rel=0.08)


def test_an_honest_model_is_not_shown_to_be_off() -> None:
    found = [measured(*drawn(seed, 500)) for seed in range(80)]

    assert np.mean([one.low == 0 for one in found]) >= 0.9
    assert max(one.low for one in found) < 0.05


@pytest.mark.parametrize(("way", "slope"), [("honest", 1.0), ("too extreme", 0.6), ("squashed", 1.8)])
def test_the_slope_is_that_of_the_log_odds(way: str, slope: float) -> None:
    found = [cox(*drawn(seed, 1000, way)[:2], 0.95, None)[0] for seed in range(80)]

    assert 0.90 <= np.mean([one is not None and one.low <= slope <= one.high for one in found]) < 1


def test_the_slope_is_that_of_a_logistic_regression() -> None:
    truth, scores, _ = drawn(3, 2000, "squashed")
    reference = LogisticRegression(C=np.inf, tol=1e-10).fit(logits(scores)[:, None], truth)

    slope, intercept = cox(truth, scores, 0.95, None)

    assert slope is not None
    assert intercept is not None
    assert slope.value == pytest.approx(reference.coef_[0, 0], abs=1e-5)
    assert intercept.value == pytest.approx(reference.intercept_[0], abs=1e-5)


def test_the_temperature_is_found_again() -> None:
    draw = np.random.default_rng(0)
    odds = draw.normal(size=(4000, 5)) * 1.5
    true = np.exp(0.5 * odds) / np.exp(0.5 * odds).sum(axis=1, keepdims=True)
    said = np.exp(odds) / np.exp(odds).sum(axis=1, keepdims=True)
    truth = (true.cumsum(axis=1) < draw.random((4000, 1))).sum(axis=1).clip(max=4).astype(float)

    slope, _ = temperature(truth, said, 0.95, None)

    assert slope is not None
    assert slope.low < 0.5 < slope.high < 0.6


@pytest.mark.parametrize("scores", [np.full(50, 0.3), np.linspace(0, 1, 50).round()])
def test_scores_that_are_equal_or_that_part_without_a_mistake_have_no_slope(scores: Floats) -> None:
    truth = np.linspace(0, 1, 50).round()

    assert cox(truth, scores, 0.95, None) == (None, None)


def test_equal_predictions_of_a_number_have_no_slope() -> None:
    assert linear(np.arange(50.0), np.full(50, 0.1), 0.95, None) == (None, None)


def test_the_parts_of_the_brier_score_add_up_to_it_where_groups_are_the_scores() -> None:
    draw = np.random.default_rng(0)
    scores = draw.choice([0.1, 0.3, 0.6, 0.8], size=5000)
    truth = (draw.random(5000) < scores).astype(float)
    found = groups(truth, scores)
    off = error(found.gaps, found.shares, covariance(found, truth - scores, None), confidence=0.95, rows=5000)

    parts = brier_parts(truth, found, off, 0.95, None)

    total = parts.reliability.value - parts.resolution.value + parts.uncertainty.value
    assert total == pytest.approx(brier_score_loss(truth, scores), abs=1e-3)
    assert parts.resolution.low < parts.resolution.value < parts.resolution.high


class Voting:
    def __init__(self, **settings: int) -> None:
        self.settings = settings

    def get_params(self, *, deep: bool) -> dict[str, int]:
        assert deep
        return self.settings


@pytest.mark.parametrize("decimals", [1, 2, 3])
def test_rounded_scores_are_noticed(decimals: int) -> None:
    truth, scores, _ = drawn(0, 2000)

    assert grain(truth, scores.round(decimals), Voting()).decimals == decimals
    assert grain(truth, scores.astype(np.float32).round(decimals).astype(float), Voting()).decimals == decimals
    assert grain(truth, scores, Voting()).decimals is None


@pytest.mark.parametrize("settings", [{"estimator__n_estimators": 100}, {"n_neighbors": 20}])
def test_votes_are_not_rounded_scores(settings: dict[str, int]) -> None:
    truth, scores, _ = drawn(0, 2000)
    [votes] = settings.values()
    voted = np.round(scores * votes) / votes

    assert grain(truth, voted, Voting(**settings)).decimals is None
    assert grain(truth, voted, Voting()).decimals == 2


def test_the_leaves_of_a_small_tree_and_constant_scores_are_not_rounded_scores() -> None:
    truth, _, _ = drawn(0, 2000)
    leaves = np.array([1 / 7, 0.25, 0.5, 11 / 18, 0.75, 0.9])[np.arange(2000) % 6]

    assert grain(truth, leaves, Voting()).decimals is None
    assert grain(truth, np.full(2000, 0.5), Voting()) == grain(truth, np.full(2000, 0.3), Voting())
    assert grain(truth, np.full(2000, 0.5), Voting()).tied_pairs == 1


def test_intervals_cover_what_they_say_and_notice_when_the_world_became_wilder() -> None:
    draw = np.random.default_rng(0)
    validation = Scored(draw.normal(size=4000), np.zeros(4000))
    honest, wilder = Scored(draw.normal(size=3000), np.zeros(3000)), Scored(2 * draw.normal(size=3000), np.zeros(3000))

    assert all(one.covered.low < one.level < one.covered.high for one in coverage(honest, validation, 0.99, None))
    assert all(one.covered.high < one.level for one in coverage(wilder, validation, 0.99, None))


def test_a_half_width_is_a_miss_that_enough_rows_do_not_exceed() -> None:
    assert half_width(np.arange(1.0, 10.0), 0.8) == 8
    assert half_width(np.array([3.0]), 0.9) == 3


def test_recalibration_gains_where_scores_are_squashed_and_nothing_where_they_are_not() -> None:
    squashed = {
        (one.method, one.metric): one.estimate for one in gains(Scored(*drawn(1, 5000, "squashed")[:2]), 0.95, None)
    }
    honest = [one.estimate for one in gains(Scored(*drawn(1, 5000)[:2]), 0.95, None)]

    assert set(squashed) == {(way, loss) for way in ("platt", "isotonic") for loss in ("brier_score", "log_loss")}
    assert squashed["platt", "log_loss"].low > 0
    assert squashed["isotonic", "brier_score"].low > 0
    assert all(one.low <= 0 for one in honest)


def test_what_is_gained_is_what_scikit_learn_gains(made_up: Ground) -> None:
    """`CalibratedClassifierCV` around the team's model is the cure; it is squashed here by shrinking it too much."""
    truth, scores, _ = drawn(2, 4000, "squashed")
    odds = logits(scores)[:, None]
    squashed = LogisticRegression(C=1e-3).fit(odds[:2000], truth[:2000])
    cured = CalibratedClassifierCV(squashed, method="sigmoid", cv=5).fit(odds[:2000], truth[:2000])

    before, after = (
        cox(truth[2000:], model.predict_proba(odds[2000:])[:, 1], 0.95, None)[0] for model in (squashed, cured)
    )

    assert before is not None
    assert after is not None
    assert before.low > 1
    assert after.low < 1.1
    assert made_up.out_of_fold


def test_rows_of_one_block_are_no_more_than_one_row() -> None:
    truth, scores, _ = drawn(0, 400)
    twice = np.repeat(np.arange(400), 5)
    alone, together = measured(truth, scores), measured(np.repeat(truth, 5), np.repeat(scores, 5), twice)

    assert together.value == pytest.approx(alone.value, abs=0.01)
    assert together.high == pytest.approx(alone.high, rel=0.1)


@pytest.mark.parametrize("rows", [2, 3, 19, 41])
def test_a_few_rows_give_numbers_and_no_warning(rows: int) -> None:
    truth, scores, _ = drawn(0, rows)
    found = groups(truth, scores)

    assert np.isfinite(measured(truth, scores).high)
    assert sum(one.observed.rows for one in table(found, truth, 0.95, None, shares=True)) == rows
    assert list(gains(Scored(truth, scores), 0.95, None)) == []


@pytest.mark.parametrize("task", ["binary", "multiclass", "regression"])
def test_the_model_of_the_template_is_calibrated(trained: Callable[[str], Path], task: str) -> None:
    found = read_evidence(trained(task) / "reports/evaluation.json", Evaluation).calibration

    assert found is not None
    assert found.slope is not None
    assert 0.7 < found.slope.value < 1.4
    assert len(found.reliability) == 10
    assert (found.error is None) == (task == "regression")
    assert len(found.coverage) == (2 if task == "regression" else 0)
