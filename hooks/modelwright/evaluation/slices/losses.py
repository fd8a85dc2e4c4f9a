"""What each row costs the model, and what a guess would have cost that knows nothing but the slice."""

from typing import Literal

import numpy as np
import numpy.typing as npt

from modelwright.evaluation.metrics import Floats, Scored
from modelwright.spec import Spec

Loss = Literal[
    "squared error of the probability", "log loss", "share of wrong classes", "absolute error", "squared error"
]
_ABSOLUTE = {"mean_absolute_error", "median_absolute_error", "mean_pinball_loss"}
_SMALLEST = float(np.finfo(float).eps)


def loss_of(spec: Spec) -> Loss:
    """The loss whose mean over rows is nearest to the headline metric: most metrics are of no single row."""
    headline = spec.promises.headline
    if spec.model.task == "regression":
        return "absolute error" if headline in _ABSOLUTE else "squared error"
    if headline == "log_loss":
        return "log loss"
    return "squared error of the probability" if spec.model.task == "binary" else "share of wrong classes"


def losses(scored: Scored, loss: Loss) -> Floats:
    """What each row costs. Shape (rows,), not negative."""
    truth, scores = scored.truth, scored.scores
    match loss:
        case "absolute error":
            return np.abs(truth - scores)
        case "squared error" | "squared error of the probability":
            return np.asarray((truth - scores) ** 2, dtype=float)
        case "share of wrong classes":
            return np.asarray(scores.argmax(axis=1) != truth, dtype=float)
        case "log loss":
            if scores.ndim == 1:
                chosen = np.where(truth == 1, scores, 1 - scores)
            else:
                chosen = scores[np.arange(len(scores)), truth.astype(np.intp)]
            return -np.log(np.clip(chosen, _SMALLEST, 1))


def guessed(truth: Floats, loss: Loss) -> Floats:
    """What each row of a slice would cost if all were given the one best answer of the slice itself.

    That answer is the share, the shares, the median or the mean of what happened in these very rows, so it is a little
    better than anybody could know: to be behind it is a poor show.

    Args:
        truth: shape (rows of the slice,).
        loss: see `losses`.

    Returns:
        Shape (rows of the slice,).
    """
    match loss:
        case "absolute error":
            return np.abs(truth - np.median(truth))
        case "squared error" | "squared error of the probability":
            return np.asarray((truth - truth.mean()) ** 2, dtype=float)
    shares = np.bincount(truth.astype(np.intp)) / len(truth)
    if loss == "log loss":
        return np.asarray(-np.log(shares[truth.astype(np.intp)]), dtype=float)
    return np.asarray(truth != shares.argmax(), dtype=float)


def codes_of(blocks: npt.NDArray[np.generic] | None) -> npt.NDArray[np.intp] | None:
    """Blocks as whole numbers from 0 on."""
    return None if blocks is None else np.unique(blocks, return_inverse=True)[1].astype(np.intp)
