"""Shuffled labels: what a model can still do when there is nothing to learn."""

import warnings
from typing import Any

import numpy as np

from modelwright.errors import InputError
from modelwright.evaluation.ground import Ground, scored_by
from modelwright.evaluation.leaks.jackknife import SURE, reach, taken
from modelwright.evaluation.metrics import METRICS, Scored
from modelwright.evidence import Estimate
from modelwright.evidence.leaks import LeadLeft

_TIMES = 5
# Few rows do: what is known beforehand does not have to be learnt.
_FITTED, _SCORED = 500, 2000


def permuted(ground: Ground) -> LeadLeft | None:
    """Fit clones on shuffled labels and see how far they are ahead of the dummy baseline on the holdout.

    A clone that still predicts did not learn from its labels: a part of it was fitted before, on rows or outcomes that
    it should not know. The interval is of Student's t over the shuffles, for a shuffle may by chance lean towards the
    truth. None where the model is not ahead of the baseline itself, or cannot be fitted on so few rows.
    """
    from sklearn.base import clone

    spec, draw = ground.spec, np.random.default_rng(ground.seed)
    X, y = ground.training[spec.features.names], ground.training[spec.data.target]
    chosen = _some(y, draw)
    held = np.sort(draw.permutation(len(ground.holdout))[:_SCORED])
    if spec.model.task != "regression":
        known = set(y.iloc[chosen].tolist())
        held = held[[one in known for one in ground.holdout[spec.data.target].iloc[held]]]
    metric = METRICS[spec.promises.headline]
    sign = 1 if metric.higher_is_better else -1

    def worth(scored: Scored) -> float:
        return float(sign * metric.compute(scored, np.ones((1, len(scored.truth))))[0])

    chance = worth(taken(ground.scored["dummy"], held))
    lead = worth(taken(ground.scored["model"], held)) - chance
    left = []
    try:
        for _ in range(_TIMES):
            shuffled = y.iloc[draw.permutation(chosen)].set_axis(y.index[chosen])
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                model = clone(ground.model).fit(X.iloc[chosen], shuffled)
                left.append(worth(scored_by(ground.repo, model, ground.holdout.iloc[held])) - chance)
    except (ValueError, InputError):
        return None
    if not lead > 0 or not np.isfinite(left).all():
        return None
    share = np.array(left) / lead
    half = reach(_TIMES - 1) * float(share.std(ddof=1) / np.sqrt(_TIMES))
    value = float(share.mean())
    estimate = Estimate(value, value - half, value + half, len(held), f"t of {_TIMES} shuffles, {SURE:.1%}")
    return LeadLeft(spec.promises.headline, estimate, lead)


def _some(y: Any, draw: np.random.Generator) -> "np.typing.NDArray[np.intp]":
    """Places of at most so many rows, with a row of each class as far as they go."""
    order = draw.permutation(len(y))
    first = ~y.iloc[order].duplicated().to_numpy()
    if first.sum() > _FITTED // 2:
        return order[:_FITTED]
    return np.concatenate([order[first], order[~first]])[:_FITTED]
