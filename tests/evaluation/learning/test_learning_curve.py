"""The curve rises where rows help, is flat where they do not, and says what twice the rows are worth."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from modelwright.evaluation.ground import Ground
from modelwright.evaluation.learning.extrapolation import doubled
from modelwright.evaluation.learning.measure import measure
from modelwright.evaluation.learning.sizes import Grown
from modelwright.evaluation.metrics import Scored
from modelwright.evaluation.paired import Paired
from tests.evaluation.grounds import rows, small
from tests.specs import regression, spec


def made(scores_of: Any, *, seed: int, held: int = 2000, noise: float = 0.0) -> Grown:
    """A curve of a known law: the absolute error of a clone is what `scores_of` says of its rows."""
    draw = np.random.default_rng(seed)
    sizes = np.array([100.0, 100, 200, 200, 400, 400, 800, 1600])
    shared = np.abs(draw.normal(size=held))
    scored = [
        Scored(np.zeros(held), scores_of(size) + noise * draw.normal() / np.sqrt(size) + shared) for size in sizes
    ]
    return Grown(Paired("mean_absolute_error", scored), sizes, (), None)


def test_rows_that_help_make_a_curve_that_rises(tmp_path: Path) -> None:
    from sklearn.neighbors import KNeighborsRegressor
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import FunctionTransformer

    draw = np.random.default_rng(0)
    frame = rows(4000).assign(y=lambda one: np.sin(3 * one["a"]) * one["b"] + draw.normal(size=len(one)) / 10)
    numbers = FunctionTransformer(lambda table: table[["a", "b"]])

    found = measure(small(tmp_path, frame, spec=regression(), model=make_pipeline(numbers, KNeighborsRegressor(1))))

    assert [one.clones for one in found.sizes] == [2, 2, 2, 1, 1]
    assert [one.holdout.value for one in found.sizes] == sorted(one.holdout.value for one in found.sizes)
    assert found.doubled
    assert found.doubled.low > 0
    assert found.halved
    assert found.halved.value > 0
    assert found.gap
    assert found.gap.low > 0


def test_a_linear_model_of_three_features_has_learned_all(made_up: Ground) -> None:
    found = measure(made_up)

    assert found.sizes[-1].rows == len(made_up.training)
    assert found.doubled
    assert found.doubled.high < 0.03
    assert found == measure(made_up)


@pytest.mark.parametrize("rate", [0.3, 0.5, 1.0])
def test_what_twice_the_rows_are_worth_is_within_the_interval(rate: float) -> None:
    """Of curves that follow the law, with clones that scatter as the choice of rows makes them."""
    covered = 0
    for seed in range(100):
        found = doubled(
            made(lambda size: 1 + 3 * size**-rate, seed=seed, noise=0.3),
            seed=seed,
            confidence=0.95,
        )
        assert found
        covered += found.low <= 3 * 1600**-rate * (1 - 2**-rate) <= found.high

    assert covered >= 92


def test_a_flat_curve_promises_nothing_worth_having() -> None:
    found = doubled(made(lambda _: 1.0, seed=0, noise=0.3), seed=0, confidence=0.95)

    assert found
    assert found.low == 0
    assert found.high < 0.02


def test_a_class_that_a_share_lacks_leaves_that_size_out(tmp_path: Path) -> None:
    frame = rows(400)
    frame.loc[frame["y"] == 1, "c"] = "x"
    rare = frame[frame["y"] == 1].iloc[:12]
    few = pd.concat([frame[frame["y"] == 0], rare])

    found = measure(small(tmp_path, few, spec=spec(split={"strategy": "random", "seed": 1})))

    assert len(found.sizes) >= 1
    assert all(one.rows >= 30 for one in found.sizes)


def test_a_handful_of_rows_has_no_curve(tmp_path: Path) -> None:
    found = measure(small(tmp_path, rows(40)))

    assert found.sizes == ()
    assert found.doubled is None
