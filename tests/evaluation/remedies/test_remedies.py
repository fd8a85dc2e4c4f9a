"""What was measured becomes a list of what to do, in an order that never changes."""

import msgspec
import pytest

from modelwright.evaluation.ground import Ground
from modelwright.evaluation.remedies.measure import measure, ranked
from modelwright.evidence import Estimate, Evaluation, Measured
from modelwright.evidence.calibration import Calibration, Gain
from modelwright.evidence.importance import FeatureImportance, Importance
from modelwright.evidence.learning import Learning, Search, Setting, Size
from modelwright.evidence.remedies import LabelNoise, Remedy
from modelwright.evidence.slices import Slices, SliceSearch, WeakSlice
from tests.evaluation.test_gates import GOOD
from tests.specs import regression, spec

NOTHING = Estimate(0.0, -0.01, 0.01)
SOME = Estimate(0.02, 0.01, 0.03)
CURVE = Learning("roc_auc", (Size(400, 1, Estimate(0.8, 0.75, 0.85), 0.82),), doubled=SOME, halved=SOME)
NOISY = LabelNoise("1", "0", Estimate(0.3, 0.25, 0.35), 0.28)
BRIER = (
    Measured("brier_score", "dummy", Estimate(0.2, 0.15, 0.25)),
    Measured("roc_auc", "dummy", Estimate(0.5, 0.5, 0.5)),
)


def remedies(*noise: LabelNoise, **measured: object) -> list[Remedy]:
    metrics = (*GOOD.metrics, *BRIER)
    evaluation: Evaluation = msgspec.structs.replace(GOOD, **{"metrics": metrics, **measured})
    # A promise that the number keeps and its interval does not is a remedy of its own.
    kept = spec(promises={"quality": {"roc_auc": {"at_least": 0.7}}})
    return [*ranked(kept, evaluation, noise)]


def ids(found: list[Remedy]) -> list[str]:
    return [one.id for one in found]


def weak(name: str, value: float) -> WeakSlice:
    loss = Estimate(value, value - 0.05, value + 0.05, 10)
    return WeakSlice(name, ("a",), 10, loss, Estimate(value / 0.1, 1.0, 9.0), "linear", NOTHING)


def test_evidence_without_themes_asks_for_nothing() -> None:
    assert remedies() == []


def test_what_is_shown_to_gain_most_comes_first_whatever_the_metric() -> None:
    calibration = Calibration("model", (), gains=(Gain("isotonic", "brier_score", Estimate(0.05, 0.04, 0.06)),))
    found = remedies(NOISY, learning=CURVE, calibration=calibration)

    assert ids(found) == ["recalibrate", "more-rows", "check-labels"]
    # 0.05 of the 0.1 that the model is ahead of the dummy baseline in the Brier score; 0.02 of 0.3 in the area.
    assert [one.share for one in found] == [pytest.approx(0.5), pytest.approx(0.0667), None]


def test_recalibration_that_is_not_shown_to_help_is_not_advised() -> None:
    assert remedies(calibration=Calibration("model", (), gains=(Gain("platt", "log_loss", NOTHING),))) == []


def test_a_flat_curve_asks_for_no_rows() -> None:
    flat = msgspec.structs.replace(CURVE, doubled=Estimate(0.0, 0.0, 0.001))

    assert remedies(learning=flat) == []


def test_the_weakest_slices_gain_what_brings_them_up_to_the_average() -> None:
    search = SliceSearch(
        "squared error of the probability", Estimate(0.1, 0.09, 0.11), ("a",), 10, 5, 2, 2, (weak("a is 1", 0.3),)
    )

    (found,) = remedies(slices=Slices("roc_auc", (), search))

    assert found.gain
    assert found.gain.value == pytest.approx(0.1 * (0.3 - 0.1))
    assert found.metric == "brier_score"
    assert found.share == pytest.approx(0.2)
    assert "a is 1" in found.what


def test_a_search_that_rises_at_its_edge_is_widened_and_one_that_still_gains_goes_on() -> None:
    edge = Setting("tree__rate", (1.0, 2.0, 3.0), ((0.1,), (0.2,), (0.3,)), 1.0, best_at_edge=True)
    found = remedies(learning=Learning("roc_auc", (), search=Search("roc_auc", 3, SOME, (edge,))))

    assert ids(found) == ["more-trials", "widen-search"]
    assert found[1].what == "Widen the range of rate"


def test_features_that_buy_nothing_and_dear_ones_are_dropped() -> None:
    dear = FeatureImportance("b", NOTHING, False, 0.0, 1, cost=0.1, worth_its_cost=False)
    found = remedies(importance=Importance("roc_auc", 100, 3, 0.003, (dear,), idle=("a",), without_idle=NOTHING))

    assert found[0].what == "Train without b, a, and compare"


@pytest.mark.parametrize(
    ("gap", "remedy"), [(Estimate(0.2, 0.15, 0.25), "regularise"), (Estimate(0.0, -0.005, 0.005), "richer-features")]
)
def test_the_gap_between_training_and_holdout_says_which_way_to_go(gap: Estimate, remedy: str) -> None:
    assert ids(remedies(learning=Learning("roc_auc", (), gap=gap))) == [remedy]


def test_a_linear_model_that_is_nearly_as_good_is_the_last_resort() -> None:
    close = tuple(
        msgspec.structs.replace(one, estimate=Estimate(0.01, 0.005, 0.015)) if one.baseline == "linear" else one
        for one in GOOD.leads
    )

    (found,) = remedies(leads=close)

    assert (found.id, found.gain) == ("simpler-model", Estimate(-0.01, -0.015, -0.005))


def test_a_promise_that_only_the_interval_breaks_says_how_many_rows_it_takes() -> None:
    close = spec(promises={"quality": {"roc_auc": {"at_least": 0.775}}})

    (found,) = ranked(close, GOOD, ())

    assert found.what == "Hold out about 400 rows to show what is promised of roc_auc"


def test_numbers_far_from_their_prediction_are_read_again() -> None:
    far = LabelNoise("", "", Estimate(0.02, 0.015, 0.025))

    (found,) = ranked(regression(), msgspec.structs.replace(GOOD, leads=()), (far,))

    assert "y is far from every expectation" in found.what


def test_a_real_ground_gives_the_same_list_twice(made_up: Ground) -> None:
    assert measure(made_up, GOOD) == measure(made_up, GOOD)
