"""A feature that gives the target away is first on the list; an honest one is not near it."""

import numpy as np
import pandas as pd
import pytest

from modelwright.evaluation.leaks.alone import single_features
from modelwright.spec import Spec
from tests.specs import regression, spec


def rows(draw: np.random.Generator) -> pd.DataFrame:
    y = draw.integers(0, 2, 600)
    return pd.DataFrame({"a": y * 3.0 + 1, "b": draw.normal(size=600), "c": draw.choice(list("xyz"), 600), "y": y})


@pytest.mark.parametrize("task_spec", [spec(), regression()], ids=["binary", "regression"])
def test_a_copy_of_the_target_stands_out(task_spec: Spec) -> None:
    leak, *honest = single_features(task_spec, rows(np.random.default_rng(0)))

    assert (leak.feature, round(leak.score, 3)) == ("a", 1.0)
    assert all(one.score < 0.6 for one in honest)


@pytest.mark.parametrize("shape", ["lognormal", "mostly zero", "pareto"])
def test_a_copy_of_a_skewed_target_stands_out(shape: str) -> None:
    draw = np.random.default_rng(0)
    target = {
        "lognormal": draw.lognormal(sigma=2, size=2000),
        "mostly zero": np.where(draw.random(2000) < 0.9, 0, draw.lognormal(sigma=2, size=2000)),
        "pareto": draw.pareto(1.5, size=2000),
    }[shape]
    frame = pd.DataFrame({"a": target, "b": draw.normal(size=2000), "c": "x", "y": target})

    leak = single_features(regression(), frame)[0]

    assert leak.feature == "a"
    assert leak.score > regression().promises.single_feature


def test_a_category_that_gives_the_target_away_stands_out() -> None:
    frame = rows(np.random.default_rng(0)).assign(a=0.0)
    frame["c"] = np.where(frame["y"] == 1, "paid late", "paid")

    assert single_features(spec(), frame)[0].feature == "c"


def test_missing_values_are_no_obstacle() -> None:
    frame = rows(np.random.default_rng(0))
    frame.loc[::3, ["a", "b"]] = np.nan

    assert single_features(spec(), frame)[0].score > 0.8


@pytest.mark.parametrize("task_spec", [spec(), regression()], ids=["binary", "regression"])
def test_one_of_many_names_that_gives_the_target_away_stands_out(task_spec: Spec) -> None:
    draw = np.random.default_rng(0)
    frame = pd.DataFrame({"a": draw.normal(size=3000), "b": draw.normal(size=3000), "y": draw.integers(0, 2, 3000)})
    codes = draw.permutation(400)
    frame["c"] = [
        f"code {codes[2 * number + y]}" for number, y in zip(draw.integers(0, 200, 3000), frame["y"], strict=True)
    ]

    leak, *honest = single_features(task_spec, frame)

    assert leak.feature == "c"
    assert leak.score > 0.95
    assert all(one.score < 0.6 for one in honest)


def test_many_names_that_say_nothing_do_not_stand_out() -> None:
    draw = np.random.default_rng(0)
    frame = pd.DataFrame({"a": draw.normal(size=3000), "b": draw.normal(size=3000), "y": draw.integers(0, 2, 3000)})
    frame["c"] = draw.integers(0, 1500, 3000).astype(str)

    assert all(one.score < 0.6 for one in single_features(spec(), frame))
