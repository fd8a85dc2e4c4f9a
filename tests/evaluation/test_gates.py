"""A gate compares a promise with the bound of an interval, and can fail."""

import msgspec
import pytest

from modelwright.evaluation.gates import Verdict, shown, verdicts
from modelwright.evidence import (
    Estimate,
    Evaluation,
    Fingerprints,
    Holdout,
    Lead,
    Measured,
    SingleFeature,
)
from tests.specs import spec

GOOD = Evaluation(
    commit=None,
    fingerprints=Fingerprints("d", "s", "c"),
    model="m",
    holdout=Holdout("random", 100, 400, "h", 0, 0, 0.0),
    interval="percentile bootstrap of rows",
    confidence=0.95,
    replicates=1000,
    metrics=(
        Measured("roc_auc", "model", Estimate(0.8, 0.75, 0.85)),
        Measured("brier_score", "model", Estimate(0.1, 0.05, 0.15)),
    ),
    leads=(
        Lead("roc_auc", "dummy", Estimate(0.3, 0.2, 0.4)),
        Lead("roc_auc", "linear", Estimate(0.05, 0.02, 0.08)),
    ),
    single_feature_score="roc_auc",
    single_features=(SingleFeature("a", 0.7), SingleFeature("b", 0.6)),
    figures={},
)


UNACCOUNTED = (
    "0 of 100 holdout rows were used in training, and 400 rows are not accounted for; "
    "promised: no holdout row is used in training"
)
REFITTED = "fitted again on the training rows alone, the model predicts within 0.25 of itself; promised: at most 1e-06"


def broken(evaluation: Evaluation) -> dict[str, Verdict]:
    return {one.gate: one for one in verdicts(spec(), evaluation) if not one.kept}


def test_a_good_model_keeps_every_promise() -> None:
    assert broken(GOOD) == {}
    assert [one.gate for one in verdicts(spec(), GOOD)] == [
        "leak-target-feature",
        "holdout-untouched",
        "model-reproduced",
        "single-feature-leak",
        "quality-roc-auc",
        "quality-brier-score",
        "beats-dummy",
        "beats-linear",
    ]


@pytest.mark.parametrize(
    ("changed", "gate", "fact"),
    [
        (
            {"metrics": (Measured("roc_auc", "model", Estimate(0.8, 0.69, 0.85)), GOOD.metrics[1])},
            "quality-roc-auc",
            "roc_auc 0.800 (0.690 to 0.850) on 100 rows; promised: at least 0.7",
        ),
        (
            {"metrics": (GOOD.metrics[0], Measured("brier_score", "model", Estimate(0.1, 0.05, 0.21)))},
            "quality-brier-score",
            "brier_score 0.100 (0.050 to 0.210) on 100 rows; promised: at most 0.2",
        ),
        ({"metrics": GOOD.metrics[:1]}, "quality-brier-score", "brier_score not measured; promised: at most 0.2"),
        (
            {"leads": (Lead("roc_auc", "dummy", Estimate(0.3, 0.1, 0.4)), GOOD.leads[1])},
            "beats-dummy",
            "roc_auc ahead of the dummy baseline by 0.300 (0.100 to 0.400); promised: more than 0.1",
        ),
        (
            {"leads": (GOOD.leads[0], Lead("roc_auc", "linear", Estimate(0.05, -0.02, 0.08)))},
            "beats-linear",
            "roc_auc ahead of the linear baseline by 0.050 (-0.020 to 0.080); promised: more than 0.01",
        ),
        ({"leads": GOOD.leads[:1]}, "beats-linear", "not measured; promised: more than 0.01"),
        (
            {"holdout": Holdout("random", 100, 400, "h", 3, 0, 0.0)},
            "holdout-untouched",
            "3 of 100 holdout rows were used in training; promised: no holdout row is used in training",
        ),
        (
            {"holdout": Holdout("random", 100, 400, "h", 0, 400, 0.0)},
            "holdout-untouched",
            UNACCOUNTED,
        ),
        (
            {"holdout": Holdout("random", 100, 400, "h", 0, 0, 0.25)},
            "model-reproduced",
            REFITTED,
        ),
        (
            {"single_features": (SingleFeature("arrears", 0.99),)},
            "single-feature-leak",
            "'arrears' alone explains the target with roc_auc 0.990; promised: no feature alone reaches 0.95",
        ),
    ],
)
def test_one_broken_promise_breaks_one_gate(changed: dict[str, object], gate: str, fact: str) -> None:
    found = broken(msgspec.structs.replace(GOOD, **changed))

    assert list(found) == [gate]
    assert found[gate].fact == fact


def test_a_feature_that_is_declared_as_leaking_breaks_its_gate() -> None:
    leaking = spec(data={"leaking": ["a"]})

    assert [one.gate for one in verdicts(leaking, GOOD) if not one.kept] == ["leak-target-feature"]


def test_a_missing_interval_never_passes() -> None:
    nothing = msgspec.structs.replace(GOOD, metrics=(), leads=())

    assert set(broken(nothing)) == {"quality-roc-auc", "quality-brier-score", "beats-dummy", "beats-linear"}


def test_an_interval_that_is_not_a_number_never_passes() -> None:
    nan = float("nan")
    measured = (Measured("roc_auc", "model", Estimate(nan, nan, nan)), GOOD.metrics[1])

    assert set(broken(msgspec.structs.replace(GOOD, metrics=measured))) == {"quality-roc-auc"}


def test_numbers_are_shown_with_the_digits_that_they_are_worth() -> None:
    assert shown(Estimate(0.78123, 0.76, 0.79)) == "0.781 (0.760 to 0.790)"
    assert shown(Estimate(41.6234, 39.1, 44.1)) == "41.6 (39.1 to 44.1)"
