"""Every metric equals scikit-learn's of the same name, with any weights."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics as sk

from modelwright.evaluation.metrics import METRICS, SCORERS, Floats, Scored, score
from modelwright.spec import LOWER_IS_BETTER
from modelwright.spec import METRICS as OF_TASK

BINARY: dict[str, Callable[..., float]] = {
    "roc_auc": sk.roc_auc_score,
    "average_precision": sk.average_precision_score,
    "log_loss": sk.log_loss,
    "brier_score": sk.brier_score_loss,
}
LABELS: dict[str, Callable[..., float]] = {
    "accuracy": sk.accuracy_score,
    "balanced_accuracy": sk.balanced_accuracy_score,
    "f1_macro": lambda y, p, sample_weight: sk.f1_score(y, p, average="macro", sample_weight=sample_weight),
}
NUMBERS: dict[str, Callable[..., float]] = {
    "mean_absolute_error": sk.mean_absolute_error,
    "root_mean_squared_error": sk.root_mean_squared_error,
    "r2": sk.r2_score,
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
    assert {*BINARY, *LABELS, *NUMBERS} == set(METRICS) == set(SCORERS)
    assert {metric for names in OF_TASK.values() for metric in names} == set(METRICS)


def test_direction_agrees_with_the_scorer() -> None:
    for name, scorer in SCORERS.items():
        assert METRICS[name].higher_is_better == (not scorer.startswith("neg_"))
        assert METRICS[name].higher_is_better == (name not in LOWER_IS_BETTER)


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


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_predictions_that_are_no_numbers_are_refused(value: float) -> None:
    with pytest.raises(ValueError, match="not finite"):
        score(Fixed([], np.array([value])), None, [1.0], task="regression", positive=None)
