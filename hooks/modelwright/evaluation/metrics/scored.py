"""The holdout as metrics see it: what happened, and what was said."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
THRESHOLD = 0.5
"""A score of at least this counts as positive wherever a metric of labels is asked of a binary task."""
_ROUNDING = 1e-6


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

    @cached_property
    def labels(self) -> Floats:
        """Shape (rows,): the code of the likeliest class; of two, positive from `THRESHOLD` on."""
        if self.scores.ndim == 1:
            return (self.scores >= THRESHOLD).astype(float)
        return self.scores.argmax(axis=1).astype(float)

    @cached_property
    def order(self) -> npt.NDArray[np.intp]:
        """Shape (rows,): the rows from the highest score to the lowest."""
        return np.argsort(-self.scores, kind="stable")


def score(model: Any, X: Any, y: Any, *, task: str, positive: Any) -> Scored:
    """Predict rows with a fitted model.

    Args:
        model: anything with scikit-learn's `predict`, and `predict_proba` and `classes_` for a class.
        X: features, shape (rows, features).
        y: the target, shape (rows,).
        task: the task of the spec.
        positive: the positive class of a binary task.

    Raises:
        ValueError: all rows have one target, one is of a class that the model does not know, or the model predicts
            something that is no finite number, or no probability.
    """
    truth = np.asarray(y)
    if task == "regression":
        _refuse_one_value(truth, "has the target")
        said = np.asarray(model.predict(X), dtype=float)
        if said.shape != truth.shape:
            raise ValueError(f"the model predicts {' x '.join(map(str, said.shape))} numbers for {len(truth)} rows")
        scored = Scored(truth.astype(float), said)
        _refuse_no_numbers(scored.scores)
        return scored
    classes = list(model.classes_)
    _refuse_one_value(truth, "is of class")
    codes = {name: code for code, name in enumerate(classes)}
    unknown = sorted(set(truth.tolist()) - set(classes), key=str)
    if unknown:
        raise ValueError(f"the model was never shown class {unknown[0]!r}")
    said = np.asarray(model.predict_proba(X))
    if said.shape != (len(truth), len(classes)):
        shown = " x ".join(map(str, said.shape))
        raise ValueError(f"the model predicts {shown} probabilities for {len(truth)} rows and {len(classes)} classes")
    probabilities = said.astype(float)
    _refuse_no_numbers(probabilities)
    _refuse_no_probabilities(probabilities, np.finfo(said.dtype).eps if said.dtype.kind == "f" else 0)
    if task == "binary":
        return Scored((truth == positive).astype(float), probabilities[:, classes.index(positive)])
    return Scored(np.array([codes[name] for name in truth.tolist()], dtype=float), probabilities)


def _refuse_one_value(truth: npt.NDArray[Any], words: str) -> None:
    if len(truth) and (truth == truth[0]).all():
        raise ValueError(f"every holdout row {words} {truth[:1].tolist()[0]!r}")


def _refuse_no_numbers(scores: Floats) -> None:
    if not np.isfinite(scores).all():
        raise ValueError("the model predicts values that are not finite numbers")


def _refuse_no_probabilities(scores: Floats, epsilon: float) -> None:
    """scikit-learn warns at the square root of the precision, and goes on; a log loss of such numbers means nothing."""
    if (scores < 0).any() or (scores > 1 + _ROUNDING).any():
        outside = scores[(scores < 0) | (scores > 1 + _ROUNDING)][0]
        raise ValueError(f"the model predicts a probability of {outside:.6g}")
    sums = scores.sum(axis=1)
    wrong = np.abs(sums - 1) > max(_ROUNDING, epsilon**0.5)
    if wrong.any():
        raise ValueError(f"the model predicts probabilities that sum to {sums[wrong][0]:.6g} in a row, not to 1")
