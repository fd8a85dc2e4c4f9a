"""Features that know the answer."""

from typing import TYPE_CHECKING, Any

from modelwright.evidence import SingleFeature
from modelwright.spec import Spec

if TYPE_CHECKING:
    import pandas as pd

# Enough rows to see a feature that gives the target away, few enough to look at every feature in a second.
_ROWS = 4000
# A tree finds its way among so many codes.
_MANY = 16
SCORE = {"binary": "roc_auc", "multiclass": "balanced_accuracy", "regression": "r2"}


def single_features(spec: Spec, training: "pd.DataFrame") -> tuple[SingleFeature, ...]:
    """How well each feature alone explains the target: a small tree, cross-validated on training rows.

    Returns:
        Best first. The score is ROC AUC, balanced accuracy or R2.
    """
    from sklearn.model_selection import cross_val_score
    from sklearn.utils import shuffle

    rows = shuffle(training, random_state=spec.split.seed, n_samples=min(_ROWS, len(training)))
    y = rows[spec.data.target]
    if spec.model.task == "binary":
        y = (y == spec.data.positive).astype(int)
    # A few huge values hide a copy of the target from R2; among ranks nothing is huge.
    targets = [y, y.rank(pct=True)] if spec.model.task == "regression" else [y]
    scored = []
    for feature in spec.features.names:
        X = rows[[feature]]
        tree = _tree(spec)
        if feature in spec.features.categorical:
            X = X.apply(lambda column: column.astype("category").cat.codes)
            tree = _by_name(tree) if X[feature].nunique() > _MANY else tree
        scores = [cross_val_score(tree, X, one, cv=3, scoring=SCORE[spec.model.task]).mean() for one in targets]
        scored.append(SingleFeature(feature, float(max(scores))))
    return tuple(sorted(scored, key=lambda one: (-one.score, one.feature)))


def _by_name(tree: Any) -> Any:
    """The mean of the target for each name, of rows that are not scored: codes of many names have no useful order."""
    from sklearn.model_selection import KFold
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import TargetEncoder

    return make_pipeline(TargetEncoder(cv=KFold(3, shuffle=True, random_state=0)), tree)


def _tree(spec: Spec) -> Any:
    from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

    if spec.model.task == "regression":
        return DecisionTreeRegressor(max_leaf_nodes=256, min_samples_leaf=5, random_state=0)
    return DecisionTreeClassifier(max_leaf_nodes=64, min_samples_leaf=5, random_state=0)
