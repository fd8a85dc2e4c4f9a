"""Intervals around a predicted number, from how far validation data were off, and what they cover of the holdout."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from modelwright.evaluation.closed import mean, proportion
from modelwright.evaluation.metrics import Floats, Scored
from modelwright.evidence.calibration import Coverage

LEVELS = (0.8, 0.9)


def coverage(
    holdout: Scored, validation: Scored, confidence: float, blocks: npt.NDArray[Any] | None
) -> Iterator[Coverage]:
    """Conformal intervals of 80 and 90 %, held against the holdout.

    An interval reaches as far to each side as that share of validation rows was off (Vovk, Gammerman and Shafer, 2005;
    Lei and others, 2018). Each validation row was predicted by a clone that was not fitted on it.

    Args:
        holdout: what happened, and what the model predicted.
        validation: the same of training rows, out of fold.
        confidence: of the interval of the share that is covered.
        blocks: shape (holdout rows,): rows of equal value are not independent of each other.
    """
    off: Floats = np.abs(validation.truth - validation.scores)
    misses = np.abs(holdout.truth - holdout.scores)
    for level in LEVELS:
        half = half_width(off, level)
        inside = (misses <= half).astype(float)
        several = blocks is not None and len(np.unique(blocks)) > 1
        found = mean(inside, confidence, blocks) if several else proportion(inside.sum(), len(inside), confidence)
        yield Coverage(level, half, found)


def half_width(misses: Floats, level: float) -> float:
    """How far an interval must reach to each side to cover a share of rows like these.

    With n rows it is the smallest miss that at least (n + 1) times the share of them do not exceed, or the largest.

    Args:
        misses: shape (rows,): how far predictions of rows that were not fitted on were off.
        level: such as 0.9.
    """
    rank = min(len(misses), int(np.ceil((len(misses) + 1) * level)))
    return float(np.partition(misses, rank - 1)[rank - 1])
