"""The metrics of each task, for many weightings of the same rows at once.

A bootstrap replicate is nothing but a weight for each row, so each metric is computed for a whole matrix of weights.
With weights of one, and with any others, a metric equals scikit-learn's of the same name and `sample_weight`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

SCORERS = {
    "roc_auc": "roc_auc",
    "average_precision": "average_precision",
    "log_loss": "neg_log_loss",
    "brier_score": "neg_brier_score",
    "accuracy": "accuracy",
    "balanced_accuracy": "balanced_accuracy",
    "f1_macro": "f1_macro",
    "mean_absolute_error": "neg_mean_absolute_error",
    "root_mean_squared_error": "neg_root_mean_squared_error",
    "r2": "r2",
}
"""scikit-learn's scorer for each metric of the spec; higher is better."""


@dataclass(frozen=True)
class Scored:
    """The holdout as metrics see it.

    Args:
        truth: shape (rows,): 0 or 1, the code of the class, or the number itself.
        scores: shape (rows,): the probability of the positive class, or the predicted number; or shape
            (rows, classes): the probability of each class.
    """

    truth: Floats
    scores: Floats

    @property
    def labels(self) -> Floats:
        """Shape (rows,): the code of the likeliest class."""
        return self.scores.argmax(axis=1).astype(float)


Weighted = Callable[[Scored, Floats], Floats]


@dataclass(frozen=True)
class Metric:
    """A metric.

    Args:
        compute: takes what was scored and weights of shape (replicates, rows); gives shape (replicates,).
        higher_is_better: which direction is good.
    """

    compute: Weighted
    higher_is_better: bool


def _mean_loss(loss: Callable[[Scored], Floats]) -> Weighted:
    """A metric that is the mean of a loss over rows."""

    def mean(scored: Scored, weights: Floats) -> Floats:
        return (weights @ loss(scored)) / weights.sum(axis=1)

    return mean


def _log_loss(scored: Scored) -> Floats:
    smallest = np.finfo(float).eps
    scores = scored.scores
    if scores.ndim == 1:
        chosen = np.where(scored.truth == 1, scores, 1 - scores)
    else:
        chosen = scores[np.arange(len(scores)), scored.truth.astype(int)] / scores.sum(axis=1)
    return -np.log(np.clip(chosen, smallest, 1 - smallest))


def _by_threshold(scored: Scored, weights: Floats) -> tuple[Floats, Floats]:
    """The weight of positives and of negatives from the highest score down to each distinct one, highest first."""
    order = np.argsort(-scored.scores, kind="stable")
    scores = scored.scores[order]
    ends = np.flatnonzero(np.r_[scores[1:] != scores[:-1], True])
    ordered = np.take(weights, order, axis=1)
    positives = ordered * scored.truth[order]
    negatives = ordered - positives
    return np.take(positives.cumsum(axis=1), ends, axis=1), np.take(negatives.cumsum(axis=1), ends, axis=1)


def _roc_auc(scored: Scored, weights: Floats) -> Floats:
    """The share of pairs that are ranked right; a tie counts one half (Hanley and McNeil, 1982)."""
    positives, negatives = _by_threshold(scored, weights)
    pairs = positives[:, -1] * negatives[:, -1]
    ranked_above = positives - np.diff(positives, axis=1, prepend=0) / 2
    return (ranked_above * np.diff(negatives, axis=1, prepend=0)).sum(axis=1) / pairs


def _average_precision(scored: Scored, weights: Floats) -> Floats:
    found, alarms = _by_threshold(scored, weights)
    flagged = found + alarms
    precision = np.divide(found, flagged, out=np.zeros_like(found), where=flagged > 0)
    return (np.diff(found, axis=1, prepend=0) * precision).sum(axis=1) / found[:, -1]


def _per_class(scored: Scored, weights: Floats) -> tuple[Floats, Floats, Floats]:
    """For each class, the weight that is truly it, is predicted it, and is both. Shape (replicates, classes)."""
    classes = np.arange(scored.scores.shape[1])
    truly = (scored.truth[:, None] == classes).astype(float)
    predicted = (scored.labels[:, None] == classes).astype(float)
    return weights @ truly, weights @ predicted, weights @ (truly * predicted)


def _balanced_accuracy(scored: Scored, weights: Floats) -> Floats:
    truly, _, both = _per_class(scored, weights)
    recall = np.divide(both, truly, out=np.full_like(both, np.nan), where=truly > 0)
    return np.nanmean(recall, axis=1)


def _f1_macro(scored: Scored, weights: Floats) -> Floats:
    truly, predicted, both = _per_class(scored, weights)
    seen = truly + predicted
    f1 = np.divide(2 * both, seen, out=np.full_like(both, np.nan), where=seen > 0)
    return np.nanmean(f1, axis=1)


def _r2(scored: Scored, weights: Floats) -> Floats:
    total = weights.sum(axis=1)
    mean = (weights @ scored.truth) / total
    spread = weights @ scored.truth**2 - total * mean**2
    return 1 - (weights @ (scored.truth - scored.scores) ** 2) / spread


_squared = _mean_loss(lambda scored: (scored.truth - scored.scores) ** 2)

METRICS: dict[str, Metric] = {
    "roc_auc": Metric(_roc_auc, higher_is_better=True),
    "average_precision": Metric(_average_precision, higher_is_better=True),
    "log_loss": Metric(_mean_loss(_log_loss), higher_is_better=False),
    "brier_score": Metric(_squared, higher_is_better=False),
    "accuracy": Metric(_mean_loss(lambda scored: (scored.labels == scored.truth).astype(float)), higher_is_better=True),
    "balanced_accuracy": Metric(_balanced_accuracy, higher_is_better=True),
    "f1_macro": Metric(_f1_macro, higher_is_better=True),
    "mean_absolute_error": Metric(
        _mean_loss(lambda scored: np.abs(scored.truth - scored.scores)), higher_is_better=False
    ),
    "root_mean_squared_error": Metric(
        lambda scored, weights: np.sqrt(_squared(scored, weights)), higher_is_better=False
    ),
    "r2": Metric(_r2, higher_is_better=True),
}


def score(model: Any, X: Any, y: Any, *, task: str, positive: Any) -> Scored:
    """Predict rows with a fitted model.

    Args:
        model: anything with scikit-learn's `predict`, and `predict_proba` and `classes_` for a class.
        X: features, shape (rows, features).
        y: the target, shape (rows,).
        task: the task of the spec.
        positive: the positive class of a binary task.

    Raises:
        ValueError: the holdout has a class that the model does not know, or the model predicts something that is not
            a finite number.
    """
    truth = np.asarray(y)
    if task == "regression":
        scored = Scored(truth.astype(float), np.asarray(model.predict(X), dtype=float))
    else:
        classes = list(model.classes_)
        probabilities = np.asarray(model.predict_proba(X), dtype=float)
        if len(set(truth.tolist())) == 1:
            raise ValueError(f"every holdout row is of class {truth.tolist()[0]!r}")
        unknown = sorted(set(truth.tolist()) - set(classes), key=str)
        if unknown:
            raise ValueError(f"the model was never shown class {unknown[0]!r}")
        if task == "binary":
            scored = Scored((truth == positive).astype(float), probabilities[:, classes.index(positive)])
        else:
            codes = {name: code for code, name in enumerate(classes)}
            scored = Scored(np.array([codes[name] for name in truth.tolist()], dtype=float), probabilities)
    if not np.isfinite(scored.scores).all():
        raise ValueError("the model predicts values that are not finite numbers")
    return scored
