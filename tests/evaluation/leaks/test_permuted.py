"""A model that learned beforehand keeps its lead on shuffled labels."""

from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.compose import ColumnTransformer
from sklearn.frozen import FrozenEstimator
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

from modelwright.evaluation.ground import Ground
from modelwright.evaluation.leaks.permuted import permuted
from tests.evaluation.grounds import RepoOf, rows, small


class Prefitted(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Looks at no label: what it says was learnt before."""

    def __init__(self, known: Any = None) -> None:
        self.known = known

    def fit(self, _X: Any, y: Any) -> "Prefitted":
        self.classes_ = np.unique(y)
        return self

    def predict_proba(self, X: Any) -> Any:
        return FrozenEstimator(self.known).predict_proba(X)


def test_a_model_that_was_fitted_beforehand_keeps_its_lead_on_shuffled_labels(tmp_path: Path) -> None:
    frame = rows()
    encode = ColumnTransformer([("n", "passthrough", ["a", "b"]), ("c", OneHotEncoder(), ["c"])])
    known = make_pipeline(encode, LogisticRegression()).fit(frame[["a", "b", "c"]], frame["y"])

    left = permuted(small(tmp_path, frame, model=FrozenEstimator(known)))

    assert left is not None
    assert left.share.value == pytest.approx(1.0, abs=0.01)
    assert left.share.low > 0.9


def test_a_model_that_learns_keeps_nothing_in_a_hundred_shuffles(made_up: Ground) -> None:
    alarms = 0
    for seed in range(20):
        ground = object.__new__(Ground)
        ground.__dict__.update(made_up.__dict__)
        split = msgspec.structs.replace(made_up.spec.split, seed=seed)
        ground.__dict__["repo"] = RepoOf(made_up.repo.root, msgspec.structs.replace(made_up.spec, split=split))
        left = permuted(ground)
        assert left is not None
        alarms += left.share.low > 0 and left.share.value > 0.1
    assert alarms == 0
