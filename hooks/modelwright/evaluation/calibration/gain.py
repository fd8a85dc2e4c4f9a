"""What recalibration would gain: measured on validation data that the recalibration was not fitted on."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from modelwright.evaluation.calibration.slope import cox, log_shares, logits, temperature
from modelwright.evaluation.closed import mean
from modelwright.evaluation.metrics import Floats, Scored
from modelwright.evidence.calibration import Gain

_FOLDS = 5
_MOST = 200_000
_FEWEST = 50
Recalibrate = Callable[[Scored, Floats], Floats]


def gains(validation: Scored, confidence: float, blocks: npt.NDArray[Any] | None) -> Iterator[Gain]:
    """By how much recalibration lowers the Brier score and the log loss of validation data; positive is better.

    Two classes: a logistic line of the log odds (Platt, 1999) and an isotonic step function (Zadrozny and Elkan,
    2002). Many: one temperature (Guo and others, 2017). Each is fitted on four fifths of the rows and applied to the
    last, five times; no block is on both sides. Of more than 200,000 rows, every so-manieth is taken.

    Args:
        validation: what happened and what was predicted, out of fold.
        confidence: such as 0.95.
        blocks: shape (rows,): codes of rows that are not independent of each other.
    """
    step = max(1, -(-len(validation.truth) // _MOST))
    scored = Scored(validation.truth[::step], validation.scores[::step])
    near = None if blocks is None else blocks[::step]
    independent = len(scored.truth) if near is None else len(np.unique(near))
    if len(scored.truth) < _FEWEST or independent < _FOLDS:
        return
    many = scored.scores.ndim > 1
    ways: dict[str, Recalibrate] = {"temperature": _temperature} if many else {"platt": _platt, "isotonic": _isotonic}
    before = _losses(scored)
    for way, recalibrate in ways.items():
        after = _losses(Scored(scored.truth, _crossed(scored, near, recalibrate)))
        for metric, losses in before.items():
            yield Gain(way, metric, mean(losses - after[metric], confidence, near))


def _crossed(scored: Scored, blocks: npt.NDArray[Any] | None, recalibrate: Recalibrate) -> Floats:
    """Scores, each recalibrated by the rows of other folds."""
    folds = (np.arange(len(scored.truth)) if blocks is None else np.unique(blocks, return_inverse=True)[1]) % _FOLDS
    crossed = np.empty_like(scored.scores)
    for fold in range(_FOLDS):
        others, own = folds != fold, folds == fold
        crossed[own] = recalibrate(Scored(scored.truth[others], scored.scores[others]), scored.scores[own])
    return crossed


def _platt(fitted: Scored, scores: Floats) -> Floats:
    slope, intercept = cox(fitted.truth, fitted.scores, 0.95, None)
    if slope is None or intercept is None:
        return scores
    return np.asarray(1 / (1 + np.exp(-(slope.value * logits(scores) + intercept.value))))


def _isotonic(fitted: Scored, scores: Floats) -> Floats:
    """A step of nothing but one class would promise certainty: it is held half a row away from 0 and 1."""
    from sklearn.isotonic import IsotonicRegression

    edge = 0.5 / len(fitted.truth)
    model = IsotonicRegression(y_min=edge, y_max=1 - edge, out_of_bounds="clip")
    return np.asarray(model.fit(fitted.scores, fitted.truth).predict(scores))


def _temperature(fitted: Scored, scores: Floats) -> Floats:
    slope, _ = temperature(fitted.truth, fitted.scores, 0.95, None)
    powers = log_shares(scores) * (1.0 if slope is None else slope.value)
    weights = np.exp(powers - powers.max(axis=1, keepdims=True))
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def _losses(scored: Scored) -> dict[str, Floats]:
    """Of each row. Shape (rows,)."""
    smallest = np.finfo(float).eps
    if scored.scores.ndim == 1:
        chosen = np.where(scored.truth == 1, scored.scores, 1 - scored.scores)
        squared = (1 - chosen) ** 2
    else:
        rows = np.arange(len(scored.truth))
        chosen = scored.scores[rows, scored.truth.astype(int)]
        squared = (scored.scores**2).sum(axis=1) - 2 * chosen + 1
    return {"brier_score": squared, "log_loss": -np.log(np.clip(chosen, smallest, 1))}
