"""How fine the scores are: whether somebody rounded them."""

from typing import Any

import numpy as np

from modelwright.evaluation.metrics import Floats
from modelwright.evidence.calibration import Grain

_FINEST = 4
_FEWEST = 5
# Numbers of 32 bits, as some libraries give them, are that close to the decimal they stand for.
_NEAR = 1e-7


def grain(truth: Floats, scores: Floats, model: Any) -> Grain:
    """How many distinct scores there are, and to how many decimals they are rounded, if they are.

    Scores are taken for rounded where at least five that are neither 0 nor 1 all lie on a grid of one to four decimals.
    A vote of 100 trees, or of 5 neighbours, lies on such a grid by itself: it is known by the settings of the model.

    Args:
        truth: shape (rows,): 0 or 1; where the score is that of the likeliest class, whether it was right.
        scores: shape (rows,): from 0 to 1.
        model: whatever predicted them.
    """
    distinct, of = np.unique(scores, return_inverse=True)
    positives = np.bincount(of, truth)
    negatives = np.bincount(of) - positives
    pairs = float(positives.sum() * negatives.sum())
    tied = float(positives @ negatives) / pairs if pairs else 1.0
    return Grain(len(distinct), tied, _decimals(distinct, model))


def _decimals(distinct: Floats, model: Any) -> int | None:
    between = distinct[(distinct > _NEAR) & (distinct < 1 - _NEAR)]
    if len(between) < _FEWEST:
        return None
    for decimals in range(1, _FINEST + 1):
        steps = between * 10**decimals
        if np.abs(steps - np.round(steps)).max() < _NEAR * 10**decimals:
            return None if any(10**decimals % votes == 0 for votes in _votes(model)) else decimals
    return None


def _votes(model: Any) -> list[int]:
    """How many members of the model vote, and how many neighbours."""
    try:
        settings = model.get_params(deep=True)
    except (AttributeError, TypeError):
        return []
    named = (value for name, value in settings.items() if name.endswith(("n_estimators", "n_neighbors")))
    return [value for value in named if isinstance(value, int) and value > 1]
