"""Whether a threshold that a team fixed was chosen on the holdout."""

from typing import Any

import numpy as np
import numpy.typing as npt

from modelwright.evaluation.decision.threshold import worth_of_acting
from modelwright.evaluation.ground import Ground
from modelwright.evaluation.metrics import Floats, Scored
from modelwright.spec.promised.decision import Values

# A threshold that nobody chose by the holdout hits its best one at most this often.
_BY_CHANCE = 0.005
# Where the model decides at one half on so many rows, it does on all.
_ENOUGH = 20_000


def is_best_on(scored: Scored, values: Values, threshold: float, *, low: float, high: float) -> bool:
    """Whether no threshold is better on these rows, where few between `low` and `high` are as good.

    Args:
        scored: rows of two classes that must not choose a threshold.
        values: what each outcome is worth.
        threshold: the one in question.
        low: from where validation data show no threshold to be better.
        high: up to where.
    """
    order = np.argsort(-scored.scores, kind="stable")
    scores = scored.scores[order]
    total = np.r_[0.0, np.cumsum(worth_of_acting(scored.truth, values)[order])]
    ends = np.r_[0, np.flatnonzero(np.r_[scores[1:] != scores[:-1], True]) + 1]
    best = int(np.argmax(total[ends]))
    # The same rows are acted on from just above the next score up to the last one that is acted on.
    top = scores[ends[best] - 1] if ends[best] else 1.0
    bottom = scores[ends[best]] if ends[best] < len(scores) else 0.0
    near = 1e-6  # as many digits as evidence, and a spec that was copied from it, keep
    inside = bottom - near < threshold <= top + near
    return bool(inside and top - bottom <= _BY_CHANCE * max(high - low, near))


def decided_at(ground: Ground) -> float | None:
    """The threshold at which the model itself decides, where it is another one than one half.

    A team may wrap its estimator in scikit-learn's `FixedThresholdClassifier`.
    """
    scores, positive = ground.scored["model"].scores, ground.spec.data.positive
    rows = ground.holdout[ground.spec.features.names]
    some = slice(None, None, max(1, len(rows) // _ENOUGH))
    predicted: Any = np.asarray(ground.model.predict(rows.iloc[some]))
    if boundary(scores[some], predicted == positive) is None:
        return None
    predicted = np.asarray(ground.model.predict(rows))
    return boundary(scores, predicted == positive)


def boundary(scores: Floats, acted: npt.NDArray[np.bool_]) -> float | None:
    """The lowest score that is acted on, where every higher one is, and one half would decide otherwise."""
    if not acted.any() or acted.all() or np.array_equal(acted, scores > 0.5):  # noqa: PLR2004
        return None
    lowest = float(scores[acted].min())
    # At a score of exactly one half, either class may be named.
    if float(scores[~acted].max()) >= lowest or np.array_equal(acted, scores >= 0.5):  # noqa: PLR2004
        return None
    return lowest
