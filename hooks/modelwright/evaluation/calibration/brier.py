"""The Brier score in parts: how honest probabilities are, how far they tell cases apart, and how uncertain all is."""

from typing import Any

import numpy as np
import numpy.typing as npt

from modelwright.evaluation.calibration.groups import Groups
from modelwright.evaluation.closed import around, summed
from modelwright.evaluation.metrics import Floats
from modelwright.evidence import Estimate
from modelwright.evidence.calibration import BrierParts


def brier_parts(
    truth: Floats, found: Groups, error: Estimate, confidence: float, blocks: npt.NDArray[Any] | None
) -> BrierParts:
    """Reliability, resolution and uncertainty (Murphy, 1973), their bias removed (Ferro and Fricker, 2012).

    Reliability is the square of the calibration error, with its interval. The others have delta-method intervals.

    Args:
        truth: shape (rows,): 0 or 1.
        found: the rows in groups of about equal score.
        error: the calibration error of the same groups.
        confidence: such as 0.95.
        blocks: shape (rows,): rows of equal value are not independent of each other.
    """
    rows, base = len(truth), float(truth.mean())
    uncertainty = base * (1 - base)
    within = float(found.shares @ (found.observed * (1 - found.observed) / np.maximum(found.rows - 1, 1)))
    spare = uncertainty / max(rows - 1, 1)
    resolution = float(found.shares @ found.observed**2) - base**2 - within + spare
    shares = found.observed[found.of]
    moves = 2 * shares * truth - shares**2 - 2 * base * truth
    return BrierParts(
        Estimate(error.value**2, error.low**2, error.high**2, rows, error.method),
        _delta(max(0.0, resolution), moves, confidence, blocks),
        _delta(uncertainty + spare, (1 - 2 * base) * truth, confidence, blocks),
    )


def _delta(value: float, influences: Floats, confidence: float, blocks: npt.NDArray[Any] | None) -> Estimate:
    count, spread = summed(influences - influences.mean(), blocks)
    found = around(value, spread, count, confidence, rows=len(influences), method="delta method")
    return Estimate(value, max(0.0, found.low), found.high, found.rows, found.method)
