"""What the model says of rows that have no outcome, such as changed ones; and whether that can be a prediction."""

import warnings
from typing import TYPE_CHECKING

import numpy as np

from modelwright.evaluation.ground import Ground
from modelwright.evaluation.metrics import Floats

if TYPE_CHECKING:
    import pandas as pd

# Probabilities that were rounded to six digits still add up to one.
_SLACK = 1e-4


class RefusedRowsError(Exception):
    """The model raised an error for rows.

    Args:
        error: what it raised. Its words may hold values of rows, so only its type is evidence.
    """

    def __init__(self, error: Exception) -> None:
        self.error = error
        super().__init__(type(error).__name__)


def predicted(ground: Ground, rows: "pd.DataFrame") -> Floats:
    """What the model predicts, whatever it is.

    Args:
        ground: whose model.
        rows: the features, shape (rows, features).

    Returns:
        Shape (rows,) for a number; shape (rows, classes) for the probability of each class.

    Raises:
        RefusedRowsError: the model does not take such rows.
    """
    model = ground.model
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")  # that a category was never seen is what is tried
        try:
            found = model.predict(rows) if ground.spec.model.task == "regression" else model.predict_proba(rows)
            return np.asarray(found, dtype=float)
        except Exception as error:
            raise RefusedRowsError(error) from error


def scores(ground: Ground, found: Floats) -> Floats:
    """What metrics see of predictions: of two classes, the probability of the positive one."""
    if ground.spec.model.task != "binary":
        return found
    return found[:, [*ground.model.classes_].index(ground.spec.data.positive)]


def impossible(found: Floats) -> int:
    """How many rows have a prediction that is none: not finite, no probability, or not summing to one.

    Args:
        found: shape (rows,) or (rows, classes), as `predicted` gives it.
    """
    if found.ndim == 1:
        return int((~np.isfinite(found)).sum())
    with np.errstate(invalid="ignore"):
        sound = (found >= -_SLACK).all(axis=1) & (found <= 1 + _SLACK).all(axis=1)
        sound &= np.abs(found.sum(axis=1) - 1) <= _SLACK
    return int((~sound).sum())
