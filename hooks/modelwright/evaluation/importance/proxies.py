"""How well the features tell a protected column that is none of them."""

from typing import TYPE_CHECKING, Any

import numpy as np

from modelwright.data.hashing import mixed, row_ids
from modelwright.evaluation.ground import Ground
from modelwright.evaluation.metrics import Scored
from modelwright.evaluation.paired import Paired
from modelwright.evidence.importance import Proxy

if TYPE_CHECKING:
    import pandas as pd

_ROWS = 5000
_VALUES = 10
_DEPTH = 5
_LEAF = 20


def proxies(ground: Ground) -> tuple[Proxy, ...]:
    """A small tree tells each protected column from the features: fitted on training rows, scored on the holdout.

    A column of few values is told as a class, and the tree weighs classes alike; one of many numbers as a number. A
    column of many names, or of one value, is left out. What the tree finds is a lower bound: a larger model finds more.
    """
    found = (_proxy(ground, column) for column in ground.spec.data.protected)
    return tuple(one for one in found if one)


def _proxy(ground: Ground, column: str) -> Proxy | None:
    from pandas.api.types import is_numeric_dtype
    from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

    spec = ground.spec
    training, holdout = (_rows(rows, column, ground) for rows in (ground.training, ground.holdout))
    X, known = _codes(ground, training), training[column]
    if min(len(training), len(holdout)) < 2 * _LEAF or known.nunique() < 2:  # noqa: PLR2004
        return None
    few = known.nunique() <= _VALUES
    if not few and not is_numeric_dtype(known):
        return None
    tree: Any
    if few:
        tree = DecisionTreeClassifier(max_depth=_DEPTH, min_samples_leaf=_LEAF, class_weight="balanced", random_state=0)
        tree.fit(X, known.astype(str))
        holdout = holdout[holdout[column].astype(str).isin(tree.classes_)]
        truth = np.searchsorted(tree.classes_, holdout[column].astype(str).to_numpy(dtype=tree.classes_.dtype))
        scored = Scored(truth.astype(float), tree.predict_proba(_codes(ground, holdout)))
    else:
        tree = DecisionTreeRegressor(max_depth=_DEPTH, min_samples_leaf=_LEAF, random_state=0)
        tree.fit(X, known.astype(float))
        scored = Scored(holdout[column].to_numpy(dtype=float), tree.predict(_codes(ground, holdout)))
    if len(np.unique(scored.truth)) < 2:  # noqa: PLR2004
        return None
    metric = "balanced_accuracy" if few else "r2"
    blocks = holdout[ground.together].to_numpy() if ground.together else None
    paired = Paired(metric, [scored], blocks)
    if paired.units < 2:  # noqa: PLR2004
        return None
    strongest = spec.features.names[int(np.argmax(tree.feature_importances_))]
    nothing = 1 / len(np.unique(scored.truth)) if few else 0.0
    return Proxy(column, metric, nothing, paired.combined(np.ones(1), spec.promises.confidence), strongest)


def _rows(rows: "pd.DataFrame", column: str, ground: Ground) -> "pd.DataFrame":
    """Those whose protected value is known, at most some thousand, drawn by their hash."""
    known = rows[rows[column].notna()]
    order = np.argsort(mixed(row_ids(known, ground.spec), ground.seed + 3), kind="stable")[:_ROWS]
    return known.iloc[np.sort(order)]


def _codes(ground: Ground, rows: "pd.DataFrame") -> Any:
    """Features as a tree takes them: names as numbers, the same number for the same name on both sides."""
    import pandas as pd

    spec, columns = ground.spec, []
    for name in spec.features.names:
        if name in spec.features.categorical:
            names = pd.Index(ground.training[name].dropna().unique())
            columns.append(names.get_indexer(rows[name]).astype(float))
        else:
            values = rows[name].to_numpy(dtype=float, na_value=np.nan)
            columns.append(np.where(np.isfinite(values), values, np.nan))
    return np.column_stack(columns).astype(np.float32)
