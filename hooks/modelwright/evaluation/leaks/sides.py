"""Whether holdout and training rows are told apart: adversarial validation."""

import warnings
from typing import Any

import numpy as np

from modelwright.evaluation.ground import Ground
from modelwright.evaluation.leaks.jackknife import SURE, reach
from modelwright.evaluation.metrics import Floats
from modelwright.evidence import Estimate
from modelwright.evidence.leaks import Sides, Telling

# Rows of each side: enough for an interval of 0.03.
_ROWS = 3000
_FOLDS = 2
_SHOWN = 5
_FEWEST = 50


def sides(ground: Ground) -> Sides | None:
    """How well trees tell the two sides apart, out of fold, and the features that lie furthest apart.

    Rows that the split keeps together are in one fold and are one draw of the interval: a classifier that recognises
    a group has not found a difference of the sides. None with too few rows or groups.
    """
    import pandas as pd
    from sklearn.ensemble import HistGradientBoostingClassifier
    from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold, cross_val_predict

    seed = ground.seed
    some = [side.sample(min(_ROWS, len(side)), random_state=seed) for side in (ground.training, ground.holdout)]
    if min(map(len, some)) < _FEWEST:
        return None
    rows = pd.concat(some)
    is_held = np.repeat([0, 1], [len(one) for one in some])
    X = numbers(rows, ground)
    groups = None
    if ground.together:
        groups = np.unique(rows[ground.together].to_numpy(), return_inverse=True)[1]
        if any(len(np.unique(groups[is_held == side])) < _FEWEST for side in (0, 1)):
            return None
    kind = StratifiedKFold if groups is None else StratifiedGroupKFold
    cv = kind(_FOLDS, shuffle=True, random_state=seed)
    trees = HistGradientBoostingClassifier(max_iter=30, max_leaf_nodes=8, early_stopping=False, random_state=seed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        scores = cross_val_predict(trees, X, is_held, cv=cv, groups=groups, method="predict_proba")[:, 1]
    apart = [
        Telling(name, distance(X[is_held == 0, place], X[is_held == 1, place]))
        for place, name in enumerate(ground.spec.features.names)
    ]
    apart.sort(key=lambda one: (-one.distance, one.feature))
    return Sides(auc(is_held, scores, groups), tuple(apart[:_SHOWN]))


def numbers(rows: Any, ground: Ground) -> Floats:
    """The features as numbers; names as codes, the frequent ones first; no value is missing. Shape (rows, features)."""
    columns = []
    for name in ground.spec.features.names:
        if name in ground.spec.features.categorical:
            counts = rows[name].astype(str).value_counts(sort=False)
            codes = {value: code for code, value in enumerate(sorted(counts.index, key=lambda v: (-counts[v], v)))}
            columns.append(rows[name].astype(str).map(codes).to_numpy(dtype=float))
        else:
            # Trees cannot bin a column that is missing altogether; a number below all others says the same.
            values = rows[name].to_numpy(dtype=float)
            known = values[np.isfinite(values)]
            # modelwright: allow[leak-fit-before-split] a number that means missing, the same for both sides
            columns.append(np.where(np.isfinite(values), values, known.min() - 1 if known.size else 0.0))
    return np.column_stack(columns)


def distance(one: Floats, other: Floats) -> float:
    """The largest difference of two distribution functions (Kolmogorov-Smirnov)."""
    one, other = np.sort(one), np.sort(other)
    at = np.concatenate([one, other])
    below = [np.searchsorted(side, at, side="right") / len(side) for side in (one, other)]
    return float(np.abs(below[0] - below[1]).max())


def auc(truth: Any, scores: Floats, groups: Any = None) -> Estimate:
    """The AUC, its error from the placements of rows (DeLong, 1988), or of groups (Obuchowski, 1997)."""
    from scipy.stats import rankdata

    positive = np.asarray(truth) == 1
    above, below = scores[positive], scores[~positive]
    ranks = rankdata(scores)
    value = np.empty(len(scores))
    value[positive] = (ranks[positive] - rankdata(above)) / len(below)
    value[~positive] = 1 - (ranks[~positive] - rankdata(below)) / len(above)
    area = float(value[positive].mean())
    influence = (value - area) / np.where(positive, len(above), len(below))
    sums = influence if groups is None else np.bincount(groups, influence)
    units = len(sums)
    half = reach(units - 1) * float(np.sqrt(units / (units - 1) * (sums**2).sum()))
    method = f"{'DeLong' if groups is None else 'Obuchowski, by groups'}, {SURE:.1%}"
    return Estimate(area, max(0.0, area - half), min(1.0, area + half), len(scores), method)
