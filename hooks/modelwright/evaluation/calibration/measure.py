"""Whether probabilities, or intervals, can be taken at their word."""

from typing import Any

import numpy as np
import numpy.typing as npt

from modelwright.evaluation.calibration.brier import brier_parts
from modelwright.evaluation.calibration.coverage import coverage
from modelwright.evaluation.calibration.error import error
from modelwright.evaluation.calibration.gain import gains
from modelwright.evaluation.calibration.grain import grain
from modelwright.evaluation.calibration.groups import covariance, groups, table, units
from modelwright.evaluation.calibration.slope import cox, linear, temperature
from modelwright.evaluation.closed import mean
from modelwright.evaluation.ground import Ground
from modelwright.evaluation.metrics import Floats, Scored
from modelwright.evidence import Estimate
from modelwright.evidence.calibration import Calibration, ClassBias

# A class is listed where it is among those that are furthest off, for the size of their intervals.
_CLASSES = 20
# The lower end of this interval is passed by chance once in a thousand times.
_SURELY = 0.998


def measure(ground: Ground) -> Calibration | None:
    """Hold what the model predicted for the holdout against what happened, by groups of about equal prediction."""
    scored, confidence = ground.scored["model"], ground.spec.promises.confidence
    blocks = units(ground.blocks)
    if ground.spec.model.task == "regression":
        return _numbers(ground, scored, confidence, blocks)
    if ground.spec.model.task == "binary":
        truth, scores = scored.truth, scored.scores
        slope, intercept = cox(truth, scores, confidence, blocks)
    else:
        truth, scores = (scored.labels == scored.truth).astype(float), scored.scores.max(axis=1)
        slope, intercept = temperature(scored.truth, scored.scores, confidence, blocks)
    found = groups(truth, scores)
    spread = covariance(found, truth - scores, blocks)
    off = error(found.gaps, found.shares, spread, confidence=confidence, rows=len(truth))
    surely = error(found.gaps, found.shares, spread, confidence=_SURELY, rows=len(truth)).low
    several = _several(truth, blocks)
    return Calibration(
        of="positive" if ground.spec.model.task == "binary" else "likeliest",
        reliability=table(found, truth, confidence, blocks, shares=True),
        error=off,
        error_at_least=surely,
        slope=slope,
        intercept=intercept,
        bias=_mean(truth - scores, confidence, blocks),
        brier=brier_parts(truth, found, off, confidence, blocks) if several else None,
        classes=_classes(ground, scored, confidence, blocks),
        grain=grain(truth, scores, ground.model),
        gains=tuple(gains(ground.out_of_fold[1], confidence, _validation_units(ground))),
    )


def _numbers(ground: Ground, scored: Scored, confidence: float, blocks: npt.NDArray[np.intp] | None) -> Calibration:
    truth, scores = scored.truth, scored.scores
    slope, intercept = linear(truth, scores, confidence, blocks)
    return Calibration(
        of="number",
        reliability=table(groups(truth, scores), truth, confidence, blocks, shares=False),
        slope=slope,
        intercept=intercept,
        bias=_mean(truth - scores, confidence, blocks),
        coverage=tuple(coverage(scored, ground.out_of_fold[1], confidence, blocks)),
        spread=float(np.std(ground.training[ground.spec.data.target].to_numpy(dtype=float))),
    )


def _classes(
    ground: Ground, scored: Scored, confidence: float, blocks: npt.NDArray[np.intp] | None
) -> tuple[ClassBias, ...]:
    """The classes that come more or less often than their probabilities say, in the order of the model."""
    if scored.scores.ndim == 1 or not _several(scored.truth, blocks):
        return ()
    count = scored.scores.shape[1]
    gaps = np.bincount(scored.truth.astype(int), minlength=count) / len(scored.truth) - scored.scores.mean(axis=0)
    widths = np.sqrt(np.maximum((scored.scores * (1 - scored.scores)).sum(axis=0), 1e-12))
    furthest = sorted(np.argsort(-np.abs(gaps) / widths, kind="stable")[:_CLASSES].tolist())
    return tuple(
        ClassBias(
            ground.classes[one],
            mean((scored.truth == one).astype(float) - scored.scores[:, one], confidence, blocks),
        )
        for one in furthest
    )


def _validation_units(ground: Ground) -> npt.NDArray[np.intp] | None:
    """The blocks of validation rows, as codes."""
    if ground.together is None:
        return None
    return units(ground.training[ground.together].to_numpy()[ground.out_of_fold[0]])


def _several(values: Floats, blocks: npt.NDArray[Any] | None) -> bool:
    """Whether there are two rows, or blocks, that are independent of each other."""
    return (len(values) if blocks is None else len(np.unique(blocks))) > 1


def _mean(values: Floats, confidence: float, blocks: npt.NDArray[Any] | None) -> Estimate | None:
    return mean(values, confidence, blocks) if _several(values, blocks) else None
