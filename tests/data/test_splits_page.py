"""What the page about splits shows is what happens."""

import re
import tomllib
from typing import Any

import msgspec
import numpy as np
import pandas as pd
import pytest
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import RandomizedSearchCV

from modelwright.data.folds import folds
from modelwright.data.near import TOLERANCE
from modelwright.data.splits import split
from modelwright.spec.rows import Split
from modelwright.spec.tables import Tuning
from tests.data.rows import KEYED, rows
from tests.repos import ROOT

PAGE = (ROOT / "docs/splits.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}[^\n]*\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)


def test_the_tables_on_the_page_are_tables_of_the_spec() -> None:
    shown = [tomllib.loads(block) for block in blocks("toml")]

    assert len(shown) == 4
    for table in shown:
        named = {"strategy": "random", **table.get("split", {})}
        msgspec.convert(named, Split)
        msgspec.convert(table.get("tuning", {}), Tuning)
    assert f"{TOLERANCE:.0%}".replace("%", " %") in PAGE


@pytest.fixture(scope="module")
def nested_scores() -> Any:
    [block] = blocks("python")
    names: dict[str, Any] = {}
    exec(compile(block, "docs/splits.md", "exec"), names)  # noqa: S102 - the code of our own page
    return names["nested_scores"]


def of(trials: int) -> Any:
    features = msgspec.structs.replace(KEYED.features, categorical=())
    tuning = Tuning(trials=trials, folds=3, nested=3)
    return msgspec.structs.replace(KEYED, tuning=tuning, features=features)


def test_the_function_on_the_page_scores_each_outer_fold(nested_scores: Any) -> None:
    scores = nested_scores(of(2), rows(600), LogisticRegression(), {"C": [0.1, 1.0, 10.0]})

    assert len(scores) == 3
    assert all(score > 0.9 for score in scores)


class OneColumn(ClassifierMixin, BaseEstimator):  # type: ignore[misc] # scikit-learn has no types
    """Scores rows by one column, so that each setting is a trial of its own."""

    def __init__(self, column: int = 0) -> None:
        self.column = column

    def fit(self, X: pd.DataFrame, y: pd.Series) -> "OneColumn":
        values = X.iloc[:, self.column]
        self.classes_ = np.unique(y)
        self.sign_ = 1 if values[y == 1].mean() > values[y == 0].mean() else -1
        return self

    def decision_function(self, X: pd.DataFrame) -> Any:
        return self.sign_ * X.iloc[:, self.column].to_numpy()


def test_nested_scores_of_chance_are_chance_where_the_best_trial_is_not(nested_scores: Any) -> None:
    """The bias that nesting is for: of columns that know nothing, the best of twenty still looks better than a coin."""
    names = tuple(f"n{number}" for number in range(40))
    spec = of(20)
    spec = msgspec.structs.replace(spec, features=msgspec.structs.replace(spec.features, numeric=names))
    best, honest = [], []
    for seed in range(4):
        draw = np.random.default_rng(seed)
        frame = pd.DataFrame(draw.normal(size=(300, 40)), columns=names)
        frame = frame.assign(id=range(300), y=draw.integers(0, 2, 300))
        training, _ = split(frame, spec)
        search = RandomizedSearchCV(
            OneColumn(), {"column": range(40)}, n_iter=20, cv=folds(spec), scoring="roc_auc", random_state=0
        )
        best.append(search.fit(training[list(names)], training["y"]).best_score_)
        honest += nested_scores(spec, frame, OneColumn(), {"column": range(40)})

    # The best of 20 lies 1.9 standard deviations up, each of about 0.04; the mean of 12 outer folds strays by 0.02.
    assert np.mean(best) > 0.54
    assert np.mean(honest) < 0.54
