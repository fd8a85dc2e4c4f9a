"""The slope of what happens on what is predicted: one where predictions are neither too extreme nor squashed."""

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from modelwright.evaluation.closed import quantile
from modelwright.evaluation.metrics import Floats
from modelwright.evidence import Estimate

_STEPS = 50
_STEEPEST = 100.0
_FEWEST = 10
Lines = tuple[Estimate | None, Estimate | None]


def logits(scores: Floats) -> Floats:
    """The log odds; probabilities of 0 and 1 are taken for half a row of these.

    Args:
        scores: shape (rows,), from 0 to 1.
    """
    edge = 0.5 / max(len(scores), 2)
    clipped = np.clip(scores, edge, 1 - edge)
    return np.asarray(np.log(clipped / (1 - clipped)))


def cox(truth: Floats, scores: Floats, confidence: float, blocks: npt.NDArray[np.intp] | None) -> Lines:
    """Slope and intercept of the log odds of what happens on those that are predicted (Cox, 1958).

    Args:
        truth: shape (rows,): 0 or 1.
        scores: shape (rows,): probabilities.
        confidence: such as 0.95.
        blocks: shape (rows,): codes of rows that are not independent of each other.

    Returns:
        None for both where there is no line: equal scores, scores that part the classes without a mistake, few rows.
    """
    x = logits(scores)
    if len(x) < _FEWEST or np.ptp(x) <= 0:
        return None, None
    design = np.column_stack([x, np.ones_like(x)])
    beta = np.array([1.0, 0.0])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(design @ beta, -700, 700)))
        bread = (design * (chance * (1 - chance))[:, None]).T @ design
        try:
            step = np.linalg.solve(bread, design.T @ (truth - chance))
        except np.linalg.LinAlgError:
            return None, None
        # A full step from far away overshoots.
        beta = beta + step * min(1.0, 2.0 / max(float(np.abs(step).max()), 1e-300))
        if not np.isfinite(beta).all() or abs(beta[0]) > _STEEPEST:
            return None, None
        if float(np.abs(step).max()) < 1e-9:  # noqa: PLR2004
            return _sandwich(beta, bread, design * (truth - chance)[:, None], confidence, blocks)
    return None, None


def linear(truth: Floats, scores: Floats, confidence: float, blocks: npt.NDArray[np.intp] | None) -> Lines:
    """Slope and intercept of what happens on what is predicted, by least squares (Mincer and Zarnowitz, 1969).

    Returns:
        None for both where there is no line: equal predictions, or few rows.
    """
    spread = float(np.ptp(scores)) if len(scores) else 0.0
    if len(scores) < _FEWEST or spread <= 1e-12 * max(1.0, float(np.abs(scores).max())):
        return None, None
    design = np.column_stack([scores, np.ones_like(scores)])
    bread = design.T @ design
    beta: Floats = np.linalg.lstsq(design, truth, rcond=None)[0].astype(float)
    return _sandwich(beta, bread, design * (truth - design @ beta)[:, None], confidence, blocks)


def temperature(truth: Floats, scores: Floats, confidence: float, blocks: npt.NDArray[np.intp] | None) -> Lines:
    """The exponent that probabilities of many classes need: one over the temperature of Guo and others (2017).

    Args:
        truth: shape (rows,): codes of classes.
        scores: shape (rows, classes): probabilities.
        confidence: such as 0.95.
        blocks: see `cox`.

    Returns:
        The slope, and no intercept.
    """
    logs, right = log_shares(scores), truth.astype(int)
    if len(logs) < _FEWEST or float(np.ptp(logs)) <= 0:
        return None, None
    rows, beta = np.arange(len(logs)), 1.0
    chosen = logs[rows, right]
    for _ in range(_STEPS):
        expected, spread = _moments(logs, beta)
        bread = float(spread.sum())
        if bread <= 0:
            return None, None
        step = float((chosen - expected).sum()) / bread
        beta += float(np.clip(step, -max(beta, 1e-3) / 2, 2.0))
        if not math.isfinite(beta) or beta > _STEEPEST:
            return None, None
        if abs(step) < 1e-9:  # noqa: PLR2004
            influences = (chosen - expected)[:, None]
            return _sandwich(np.array([beta]), np.array([[bread]]), influences, confidence, blocks)[0], None
    return None, None


def log_shares(scores: Floats) -> Floats:
    """Logarithms of probabilities of classes; none is smaller than half a row. Shape (rows, classes)."""
    return np.asarray(np.log(np.clip(scores, 0.5 / max(len(scores), 2), 1)))


def _moments(logs: Floats, beta: float) -> tuple[Floats, Floats]:
    """The mean and the variance of the logarithms under probabilities raised to a power."""
    powers = beta * logs
    weights = np.exp(powers - powers.max(axis=1, keepdims=True))
    weights /= weights.sum(axis=1, keepdims=True)
    expected = (weights * logs).sum(axis=1)
    return expected, (weights * logs**2).sum(axis=1) - expected**2


def _sandwich(beta: Floats, bread: Floats, scores: Floats, confidence: float, blocks: npt.NDArray[Any] | None) -> Lines:
    """Numbers with intervals that hold whatever the errors are like (Huber, 1967), and by block (Liang and Zeger)."""
    rows, numbers = scores.shape
    sums = scores
    if blocks is not None:
        count = int(blocks.max()) + 1
        columns = [np.bincount(blocks, scores[:, one], minlength=count) for one in range(numbers)]
        sums = np.column_stack(columns)
    count = len(sums)
    if count <= numbers:
        return None, None
    inverse = np.linalg.pinv(bread)
    spread = inverse @ (sums.T @ sums) @ inverse * count / (count - numbers)
    half = quantile(confidence, count - numbers) * np.sqrt(np.maximum(np.diag(spread), 0))
    method = "sandwich t interval" if blocks is None else f"sandwich t interval, {count:,} blocks"
    found = [
        Estimate(float(one), float(one - width), float(one + width), rows, method)
        for one, width in zip(beta, half, strict=True)
    ]
    return found[0], found[1] if numbers > 1 else None
