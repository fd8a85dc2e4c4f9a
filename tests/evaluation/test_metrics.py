"""Every metric equals scikit-learn's of the same name, with any weights."""

import tracemalloc
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics as sk

from modelwright.evaluation.intervals import measured
from modelwright.evaluation.metrics import METRICS, SCORERS, Floats, Scored, score
from modelwright.spec import LOWER_IS_BETTER
from modelwright.spec import METRICS as OF_TASK
from modelwright.spec.measures import BETWEEN, MORE, QUANTILES, TOPS

BINARY: dict[str, Callable[..., float]] = {
    "roc_auc": sk.roc_auc_score,
    "average_precision": sk.average_precision_score,
    "log_loss": sk.log_loss,
    "brier_score": sk.brier_score_loss,
}
NAMED: dict[str, Callable[..., float]] = {
    "accuracy": sk.accuracy_score,
    "balanced_accuracy": sk.balanced_accuracy_score,
    "precision": partial(sk.precision_score, zero_division=0.0),
    "recall": sk.recall_score,
    "f1": sk.f1_score,
    "f2": partial(sk.fbeta_score, beta=2),
    "f0_5": partial(sk.fbeta_score, beta=0.5),
    "mcc": sk.matthews_corrcoef,
}
LABELS: dict[str, Callable[..., float]] = {
    "accuracy": sk.accuracy_score,
    "balanced_accuracy": sk.balanced_accuracy_score,
    "f1_macro": partial(sk.f1_score, average="macro"),
    "mcc": sk.matthews_corrcoef,
}
NUMBERS: dict[str, Callable[..., float]] = {
    "mean_absolute_error": sk.mean_absolute_error,
    "root_mean_squared_error": sk.root_mean_squared_error,
    "r2": sk.r2_score,
    **{f"pinball_{name}": partial(sk.mean_pinball_loss, alpha=quantile) for name, quantile in QUANTILES.items()},
}


def weighted(name: str, scored: Scored, weights: Floats) -> float:
    return float(METRICS[name].compute(scored, weights[None, :])[0])


@given(seed=st.integers(0, 2**32), rows=st.integers(4, 60), ties=st.booleans())
@settings(max_examples=60, deadline=None)
def test_binary_metrics_equal_those_of_scikit_learn(seed: int, rows: int, ties: bool) -> None:  # noqa: FBT001
    draw = np.random.default_rng(seed)
    truth = draw.permutation(np.r_[0.0, 1.0, draw.integers(0, 2, rows - 2)]).astype(float)
    scores = draw.random(rows)
    scored = Scored(truth, scores.round(1) if ties else scores)
    weights = draw.integers(1, 5, rows).astype(float)

    for name, reference in BINARY.items():
        expected = reference(truth, scored.scores, sample_weight=weights)
        assert weighted(name, scored, weights) == pytest.approx(expected, abs=1e-9), name
    for name, reference in NAMED.items():
        expected = reference(truth, scored.scores >= 0.5, sample_weight=weights)
        assert weighted(name, scored, weights) == pytest.approx(expected, abs=1e-9), name


@given(seed=st.integers(0, 2**32), rows=st.integers(9, 60))
@settings(max_examples=60, deadline=None)
def test_class_metrics_equal_those_of_scikit_learn(seed: int, rows: int) -> None:
    draw = np.random.default_rng(seed)
    truth = draw.permutation(np.r_[0.0, 1.0, 2.0, draw.integers(0, 3, rows - 3)]).astype(float)
    scored = Scored(truth, draw.dirichlet([1, 1, 1], rows))
    weights = draw.integers(1, 5, rows).astype(float)

    for name, reference in LABELS.items():
        expected = reference(truth, scored.labels, sample_weight=weights)
        assert weighted(name, scored, weights) == pytest.approx(expected, abs=1e-9), name
    expected = sk.log_loss(truth, scored.scores, sample_weight=weights)
    assert weighted("log_loss", scored, weights) == pytest.approx(expected, abs=1e-9)
    tied = Scored(truth, scored.scores.round(1))
    expected = sk.top_k_accuracy_score(truth, tied.scores, k=2, sample_weight=weights)
    assert weighted("top_2_accuracy", tied, weights) == pytest.approx(expected, abs=1e-9)


@given(seed=st.integers(0, 2**32), rows=st.integers(3, 60))
@settings(max_examples=60, deadline=None)
def test_number_metrics_equal_those_of_scikit_learn(seed: int, rows: int) -> None:
    draw = np.random.default_rng(seed)
    scored = Scored(draw.normal(50, 10, rows), draw.normal(50, 10, rows))
    weights = draw.integers(1, 5, rows).astype(float)

    for name, reference in NUMBERS.items():
        expected = reference(scored.truth, scored.scores, sample_weight=weights)
        assert weighted(name, scored, weights) == pytest.approx(expected, rel=1e-7), name


def test_every_metric_is_compared_with_its_reference() -> None:
    others = {*TOPS, *BETWEEN}
    assert {*BINARY, *NAMED, *LABELS, *NUMBERS} | others == set(METRICS) == {*SCORERS} | BETWEEN
    assert {name for one in (OF_TASK, MORE) for names in one.values() for name in names} == set(METRICS)


def test_direction_agrees_with_the_scorer() -> None:
    for name, scorer in SCORERS.items():
        assert METRICS[name].higher_is_better == (not scorer.startswith("neg_"))
        assert METRICS[name].higher_is_better == (name not in LOWER_IS_BETTER)


def some(task: str, rows: int) -> Scored:
    draw = np.random.default_rng(0)
    if task == "binary":
        return Scored((draw.random(rows) < 0.3).astype(float), draw.random(rows).round(2))
    if task == "multiclass":
        return Scored(draw.integers(0, 5, rows).astype(float), draw.dirichlet(np.ones(6), rows))
    return Scored(draw.normal(5, 1, rows), draw.normal(5, 1, rows))


@pytest.mark.parametrize("task", ["binary", "multiclass", "regression"])
def test_what_a_row_adds_is_the_slope_of_the_metric_in_its_weight(task: Any) -> None:
    rows = 150
    scored = some(task, rows)
    step = 1e-6 * rows
    for name in (*OF_TASK[task], *MORE[task]):
        value, influences = METRICS[name].influence(scored)
        moved = METRICS[name].compute(scored, np.ones((rows, rows)) + step * np.eye(rows))
        slopes = (moved - value) / step * rows
        if name == "roc_auc":  # whose rows count a little more, as DeLong's do
            counts = np.where(scored.truth == 1, scored.truth.sum(), (1 - scored.truth).sum())
            slopes *= (counts / (counts - 1)) ** 0.5
        assert influences.mean() == pytest.approx(0, abs=1e-9), name
        assert value == pytest.approx(weighted(name, scored, np.ones(rows)), abs=1e-9), name
        assert np.abs(influences - slopes).max() < 1e-3 * max(1, np.abs(slopes).max()), name


def test_coverage_is_the_share_of_rows_below_their_prediction() -> None:
    scored = Scored(np.array([1.0, 2.0, 3.0, 4.0]), np.array([2.0, 2.0, 2.0, 5.0]))

    assert METRICS["coverage_0_9"].influence(scored)[0] == 0.75


def test_ten_thousand_classes_need_no_column_for_each_pair_of_row_and_class() -> None:
    """A table of rows by classes would take 400 MB for each of three, and one of classes by classes 800."""
    draw = np.random.default_rng(0)
    truth = np.arange(5_000.0) % 10_000
    scores = np.full((5_000, 10_000), np.float32(1e-4))
    scores[np.arange(5_000), draw.integers(0, 10_000, 5_000)] = 0.5
    scored = Scored(truth, scores)  # type: ignore[arg-type]
    assert scored.labels.max() < 10_000
    tracemalloc.start()
    found = measured(["balanced_accuracy", "f1_macro", "mcc", "accuracy"], scored, confidence=0.95, seed=0)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert all(np.isfinite([one.low, one.high]).all() for one in found)
    assert peak < 20_000_000


class Fixed:
    """A model that says what it is told to."""

    def __init__(self, classes: list[Any], probabilities: Floats) -> None:
        self.classes_ = classes
        self._probabilities = probabilities

    def predict_proba(self, X: object) -> Floats:  # noqa: ARG002
        return self._probabilities

    def predict(self, X: object) -> Floats:  # noqa: ARG002
        return self._probabilities


def test_the_positive_class_is_found_wherever_it_stands() -> None:
    model = Fixed(["yes", "no"], np.array([[0.9, 0.1], [0.2, 0.8]]))

    scored = score(model, None, ["yes", "no"], task="binary", positive="yes")

    assert scored.truth.tolist() == [1, 0]
    assert scored.scores.tolist() == [0.9, 0.2]


def test_a_class_that_training_never_saw_is_named() -> None:
    model = Fixed(["a", "b"], np.array([[0.5, 0.5], [0.5, 0.5]]))

    with pytest.raises(ValueError, match="never shown class 'c'"):
        score(model, None, ["a", "c"], task="multiclass", positive=None)


def test_a_holdout_of_one_class_is_refused() -> None:
    model = Fixed(["a", "b"], np.array([[0.5, 0.5]]))

    with pytest.raises(ValueError, match="every holdout row is of class 'a'"):
        score(model, None, ["a"], task="binary", positive="a")


@pytest.mark.parametrize(("rows", "columns"), [(2, 3), (1, 2), (3, 2)])
def test_predictions_of_another_shape_are_refused(rows: int, columns: int) -> None:
    model = Fixed(["a", "b"], np.full((rows, columns), 1 / columns))

    with pytest.raises(ValueError, match=f"predicts {rows} x {columns} probabilities for 2 rows and 2 classes"):
        score(model, None, ["a", "b"], task="binary", positive="a")


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_predictions_that_are_no_numbers_are_refused(value: float) -> None:
    with pytest.raises(ValueError, match="not finite"):
        score(Fixed([], np.array([value, 1.0])), None, [1.0, 2.0], task="regression", positive=None)


def test_numbers_that_are_all_the_same_are_refused() -> None:
    with pytest.raises(ValueError, match=r"every holdout row has the target 3\.0"):
        score(Fixed([], np.array([1.0, 2.0])), None, [3.0, 3.0], task="regression", positive=None)


@pytest.mark.parametrize(
    ("row", "fact"),
    [([0.5, 0.4], "sum to 0.9 in a row, not to 1"), ([1.5, -0.5], "a probability of 1.5"), ([np.nan, 1], "not finite")],
)
@pytest.mark.parametrize("task", ["binary", "multiclass"])
def test_scores_that_are_no_probabilities_are_refused(row: list[float], fact: str, task: str) -> None:
    model = Fixed(["a", "b"], np.array([row, [0.5, 0.5]]))

    with pytest.raises(ValueError, match=fact):
        score(model, None, ["a", "b"], task=task, positive="a")


def test_probabilities_of_half_the_precision_may_sum_to_one_as_well_as_they_can() -> None:
    rows = np.random.default_rng(0).dirichlet(np.ones(100), 5).astype(np.float32) * np.float32(1 + 3e-5)
    model = Fixed([str(number) for number in range(100)], rows)  # type: ignore[arg-type]

    assert score(model, None, ["1", "2", "3", "4", "5"], task="multiclass", positive=None).scores.shape == (5, 100)
