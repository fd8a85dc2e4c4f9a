"""A split that ignores time is named."""

from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.pipeline import make_pipeline

from modelwright.evaluation.leaks.order import order
from tests.evaluation.grounds import rows, small
from tests.specs import spec


def drifting(count: int = 3000) -> pd.DataFrame:
    """A week's mood decides on the outcome, and the features say which week it is."""
    frame = rows(count)
    week = np.arange(count) // 50
    mood = np.random.default_rng(5).choice([0.1, 0.9], week.max() + 1)
    y = (np.random.default_rng(6).random(count) < mood[week]).astype(int)
    return frame.assign(a=week + frame["a"] / 10, t=np.arange(count), y=y)


def test_a_random_split_of_rows_that_time_ties_together_is_named(tmp_path: Path) -> None:
    from sklearn.ensemble import RandomForestClassifier

    numbers = ColumnTransformer([("n", "passthrough", ["a", "b"])])
    model = make_pipeline(numbers, RandomForestClassifier(30, random_state=0))
    timed = spec(data={"time": "t"})

    tied = order(small(tmp_path, drifting(), spec=timed, model=model)).inflation
    free = order(small(tmp_path, rows(3000).assign(t=np.arange(3000)), spec=timed)).inflation

    assert tied is not None
    assert tied.low > 0.1
    assert free is not None
    assert free.low < 0.1


def test_rows_that_were_fitted_although_they_came_later_are_counted(tmp_path: Path) -> None:
    from modelwright.data.hashing import row_ids

    by_time = spec(split={"strategy": "time", "column": "t", "cut": 1600})
    ground = small(tmp_path, rows().assign(t=np.arange(2000)), spec=by_time)
    (tmp_path / "models").mkdir()

    def late_of(fitted: pd.DataFrame) -> int | None:
        pd.DataFrame({"row": row_ids(fitted, by_time)}).to_parquet(ground.repo.training_rows_path)
        return order(ground).late

    assert order(ground).late is None
    assert late_of(ground.training) == 0
    assert late_of(pd.concat([ground.training, ground.holdout.head(3)])) == 3
