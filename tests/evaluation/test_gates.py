"""A gate compares a promise with the bound of an interval, and can fail."""

import msgspec
import pytest

from modelwright.evaluation.gates import Verdict, shown, verdicts
from modelwright.evaluation.gates.integrity import integrity
from modelwright.evaluation.gates.quality import margins, quality
from modelwright.evidence import (
    Estimate,
    Evaluation,
    Fingerprints,
    Holdout,
    Lead,
    Measured,
    SingleFeature,
)
from modelwright.spec import Bound, Spec
from modelwright.spec.contradictions import contradictions
from tests.specs import regression, spec

GOOD = Evaluation(
    commit=None,
    fingerprints=Fingerprints("d", "s", "c"),
    model="m",
    holdout=Holdout("random", 100, 400, "h", 0, 0, 0.0, 0, 1),
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
TWINS = "{} of 100 holdout rows have an equal row in training, and {} a near-duplicate: {}"
PROMISED = "promised: at most 1.0%, and no group"
REFITTED = "fitted again on the training rows alone, the model predicts within 0.25 of itself; promised: at most 1e-06"


def judged(evaluation: Evaluation, promised: Spec | None = None) -> list[Verdict]:
    """The verdicts of every tier: on the model as such, and not by theme."""
    promised = promised or spec()
    return [*integrity(promised, evaluation), *quality(promised, evaluation), *margins(promised, evaluation)]


def broken(evaluation: Evaluation) -> dict[str, Verdict]:
    return {one.gate: one for one in judged(evaluation) if not one.kept}


def test_the_verdicts_of_every_tier_come_first() -> None:
    ours = judged(GOOD)

    assert verdicts(spec(), GOOD)[: len(ours)] == ours


def test_a_good_model_keeps_every_promise() -> None:
    assert broken(GOOD) == {}
    assert [one.gate for one in judged(GOOD)] == [
        "leak-target-feature",
        "holdout-untouched",
        "holdout-overlap",
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
            {"holdout": Holdout("random", 100, 400, "h", 3, 0, 0.0, 0, 1)},
            "holdout-untouched",
            "3 of 100 holdout rows were used in training; promised: no holdout row is used in training",
        ),
        (
            {"holdout": Holdout("random", 100, 400, "h", 0, 400, 0.0, 0, 1)},
            "holdout-untouched",
            UNACCOUNTED,
        ),
        (
            {"holdout": Holdout("random", 100, 400, "h", 0, 0, 0.25, 0, 1)},
            "model-reproduced",
            REFITTED,
        ),
        (
            {"holdout": Holdout("random", 100, 400, "h", 0, 0, 0.0, 1, 1)},
            "holdout-overlap",
            f"{TWINS.format(1, 1, '2.0%')}; {PROMISED}",
        ),
        (
            {"holdout": Holdout("random", 100, 400, "h", 0, 0, 0.0, 0, 0, 2)},
            "holdout-overlap",
            f"{TWINS.format(0, 0, '0.0%')}; 2 groups have rows on both sides; {PROMISED}",
        ),
        ({"holdout": Holdout("random", 100, 400, "h", 0, 0, 0.0)}, "holdout-overlap", f"not measured; {PROMISED}"),
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

    assert [one.gate for one in judged(GOOD, leaking) if not one.kept] == ["leak-target-feature"]


def test_a_missing_interval_never_passes() -> None:
    nothing = msgspec.structs.replace(GOOD, metrics=(), leads=())

    assert set(broken(nothing)) == {"quality-roc-auc", "quality-brier-score", "beats-dummy", "beats-linear"}


def test_an_interval_that_is_not_a_number_never_passes() -> None:
    nan = float("nan")
    measured = (Measured("roc_auc", "model", Estimate(nan, nan, nan)), GOOD.metrics[1])

    assert set(broken(msgspec.structs.replace(GOOD, metrics=measured))) == {"quality-roc-auc"}


def test_the_margin_is_from_the_end_of_the_interval_to_the_bound() -> None:
    at_least, at_most = quality(spec(), GOOD)

    assert at_least.margin == pytest.approx(0.75 - 0.7)
    assert at_most.margin == pytest.approx(0.2 - 0.15)
    assert at_least.estimate == GOOD.metrics[0].estimate


@pytest.mark.parametrize(
    ("low", "high", "kept", "margin"),
    [(0.89, 0.91, True, 0.01), (0.87, 0.91, False, -0.01), (0.89, 0.93, False, -0.01)],
)
def test_a_coverage_may_be_neither_too_low_nor_too_high(low: float, high: float, kept: bool, margin: float) -> None:  # noqa: FBT001
    promised = msgspec.structs.replace(
        regression().promises, quality={"coverage_0_9": Bound(at_least=0.88, at_most=0.92)}
    )
    found = msgspec.structs.replace(GOOD, metrics=(Measured("coverage_0_9", "model", Estimate(0.9, low, high)),))
    [one] = quality(msgspec.structs.replace(regression(), promises=promised), found)

    assert (one.kept, one.promised) == (kept, "from 0.88 to 0.92")
    assert one.margin == pytest.approx(margin)


@pytest.mark.parametrize(
    ("name", "bound", "fact"),
    [
        ("roc_auk", {"at_least": 0.5}, "roc_auk does not fit a binary task; use roc_auc, average_precision, "),
        ("r2", {"at_least": 0.5}, "r2 does not fit a binary task; use "),
        ("f2", {"at_most": 0.5}, "give at_least, and nothing else"),
        ("mcc", {"at_least": float("inf")}, "inf promises nothing"),
        ("scorer:neg_log_loss", {"at_most": 0.5}, "higher is better for a scorer of scikit-learn; give at_least"),
        ("scorer:", {"at_least": 0.5}, "'' is no name of a scorer or a function"),
        ("metrics:a.b", {"at_least": 0.5}, "'a.b' is no name of a scorer or a function"),
        ("metrics:profit", {}, "give at_least or at_most, and nothing else"),
        ("mcc", {"at_least": 2.0}, "mcc.at_least: no model can keep 2"),
        ("log_loss", {"at_most": -1.0}, "log_loss.at_most: no model can keep -1"),
    ],
)
def test_a_promise_that_means_nothing_is_refused_in_one_line(name: str, bound: dict[str, float], fact: str) -> None:
    [(keys, said)] = contradictions(spec(promises={"quality": {name: bound}}))

    assert keys == ("promises", "quality", name)
    assert fact in said
    assert "\n" not in said


@pytest.mark.parametrize("name", ["f2", "scorer:neg_log_loss", "metrics:profit"])
def test_a_promise_of_another_metric_fits(name: str) -> None:
    assert not [*contradictions(spec(promises={"quality": {name: {"at_least": 0.1}}}))]


def test_a_coverage_has_both_ends() -> None:
    promised = msgspec.structs.replace(regression().promises, quality={"coverage_0_9": Bound(at_least=0.3)})

    [(_, said)] = contradictions(msgspec.structs.replace(regression(), promises=promised))

    assert said.endswith("too much of it is as wrong as too little; give at_least and at_most")


def test_a_coverage_is_no_headline() -> None:
    promised = msgspec.structs.replace(regression().promises, headline="coverage_0_9")

    [(keys, _)] = contradictions(msgspec.structs.replace(regression(), promises=promised))

    assert keys == ("promises", "headline")


def test_numbers_are_shown_with_the_digits_that_they_are_worth() -> None:
    assert shown(Estimate(0.78123, 0.76, 0.79)) == "0.781 (0.760 to 0.790)"
    assert shown(Estimate(41.6234, 39.1, 44.1)) == "41.6 (39.1 to 44.1)"
