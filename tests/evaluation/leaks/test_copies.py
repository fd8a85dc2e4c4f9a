"""Rows that a join doubled are counted, and classes that a side lacks are named."""

from pathlib import Path

import numpy as np
import pandas as pd

from modelwright.evaluation.leaks.classes import classes
from modelwright.evaluation.leaks.copies import copies
from tests.evaluation.grounds import rows, small
from tests.evaluation.leaks.teams import team
from tests.specs import spec


def test_a_join_that_doubles_rows_is_counted(tmp_path: Path) -> None:
    twice = (
        "names = pd.DataFrame({'c': ['x', 'y', 'z', 'z'], 'n': [1, 2, 3, 4]})\n    return frame.merge(names, on='c')"
    )
    frame = rows().assign(id=np.arange(2000))

    found = copies(team(tmp_path / "one", twice, frame))
    keyed = copies(team(tmp_path / "two", twice, frame, data={"keys": ["id"]}))

    assert found.rows_in_file == 2000
    assert found.rows > 2000
    assert keyed.repeated_keys == keyed.rows - 2000 == (frame["c"] == "z").sum()


def test_copies_within_the_holdout_are_counted(tmp_path: Path) -> None:
    frame = rows().assign(id=np.arange(2000))
    before = small(tmp_path, frame, spec=spec(data={"keys": ["id"]}))
    copied = pd.concat([frame, before.holdout.assign(id=lambda one: one["id"] + 10_000)], ignore_index=True)
    frozen = spec(split={"strategy": "time", "column": "id", "cut": 1600}, data={"keys": ["id"]})

    assert copies(before).repeated_in_holdout == 0
    assert copies(small(tmp_path, copied, spec=frozen)).repeated_in_holdout > 80


def test_a_file_of_another_kind_is_no_obstacle(tmp_path: Path) -> None:
    assert copies(small(tmp_path)).rows_in_file is None


def test_a_class_that_a_side_lacks_is_named(tmp_path: Path) -> None:
    frame = rows().assign(t=np.arange(2000))
    frame["y"] = np.where(frame["t"] < 50, "rare", np.where(frame["a"] > 0, "high", "low"))
    by_time = spec(
        model={"task": "multiclass"},
        data={"positive": None},
        split={"strategy": "time", "column": "t", "cut": 1600},
        promises={"headline": "log_loss", "quality": {"log_loss": {"at_most": 1.0}}},
    )

    found = classes(small(tmp_path, frame, spec=by_time))

    assert found is not None
    assert (found.known, found.not_in_training, found.not_in_holdout) == (3, (), ("rare",))
