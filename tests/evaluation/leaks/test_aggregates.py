"""A mean of the target that stands in the file as a feature is named, and no honest feature is."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.compose import ColumnTransformer
from sklearn.pipeline import make_pipeline

from modelwright.evaluation.ground import Ground
from modelwright.evaluation.leaks.aggregates import aggregates
from tests.evaluation.grounds import RepoOf, rows, small
from tests.specs import regression, spec


@pytest.mark.parametrize("scale", [1.0, -250.0])
@pytest.mark.parametrize("task", ["binary", "regression"])
def test_a_mean_of_the_target_in_the_file_is_named(task: str, scale: float, tmp_path: Path) -> None:
    frame = rows()
    if task == "regression":
        frame["y"] = frame["a"] + frame["b"]
    group = np.random.default_rng(1).integers(0, 200, len(frame))
    frame["b"] = (scale * frame.groupby(group)["y"].transform("mean").to_numpy(dtype=float) + 3).round(6)
    ground = ground_of(tmp_path, frame, task)

    [found] = aggregates(ground)

    assert found.feature == "b"
    assert found.ratio < 1e-3


@pytest.mark.parametrize("kind", ["noise", "forecast", "coarse", "constant", "training only", "matched"])
def test_an_honest_feature_is_not_taken_for_a_mean_of_the_target(kind: str, tmp_path: Path) -> None:
    frame = rows(4000)
    draw = np.random.default_rng(2)
    group = np.arange(4000) // 10
    forecast = draw.random(400)[group]
    y = (draw.random(4000) < forecast).astype(int)
    frame["y"] = y if kind in {"forecast", "coarse"} else frame["y"]
    if kind == "matched":  # one case and nine controls in each set: the means are all alike by design
        frame["y"] = (np.arange(4000) % 10 == 0).astype(int)
    fitted = ~np.isin(np.arange(4000), draw.permutation(4000)[:800])
    known = pd.Series(frame["y"]).where(fitted).groupby(group).transform("mean").fillna(0.5)
    values: dict[str, Any] = {
        "noise": draw.normal(size=4000).round(1),
        "forecast": forecast,
        "coarse": forecast.round(2),
        "constant": np.ones(4000),
        "training only": known,
        "matched": group.astype(float),
    }
    frame["b"] = values[kind]
    if kind == "training only":
        ground = object.__new__(Ground)
        made = spec()
        ground.__dict__.update(repo=RepoOf(tmp_path, made), frame=frame, training=frame[fitted], holdout=frame[~fitted])
        assert aggregates(ground) == ()
    else:
        assert aggregates(small(tmp_path, frame)) == ()


def test_at_most_one_in_a_thousand_forecasts_is_taken_for_a_mean() -> None:
    from scipy.stats import chi2

    from modelwright.evaluation.leaks.aggregates import _misses

    draw = np.random.default_rng(0)
    chances = []
    for _ in range(400):
        forecast = draw.random(50)
        values = np.repeat(forecast, 20)
        found = _misses(values, (draw.random(1000) < values).astype(float))
        assert found is not None
        chances.append(chi2.cdf(found[0], found[1]))

    assert min(chances) > 1e-6
    assert 0.01 <= np.mean(np.array(chances) < 0.05) <= 0.1, "the lower tail is that of chi-square"


def ground_of(root: Path, frame: pd.DataFrame, task: str) -> Ground:
    if task == "binary":
        return small(root, frame)
    from sklearn.linear_model import LinearRegression

    numbers = ColumnTransformer([("n", "passthrough", ["a", "b"])])
    return small(root, frame, spec=regression(), model=make_pipeline(numbers, LinearRegression()))
