"""What `load` computes from rows or outcomes that are held out is named; honest features are not."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from modelwright.evaluation.leaks.rebuilt import dependence
from modelwright.evidence.leaks import Dependence
from tests.evaluation.grounds import rows
from tests.evaluation.leaks.teams import team

KEYED: dict[str, object] = {"keys": ["id"]}
BY_TIME: dict[str, object] = {"strategy": "time", "column": "day", "cut": 160}
NUMBER: dict[str, Any] = {
    "model": {"task": "regression"},
    "data": {"positive": None},
    "promises": {"headline": "r2", "quality": {"r2": {"at_least": 0.1}}},
}

RANKED = """frame = frame.assign(b=frame['y'].rank() + frame['b'])
    return frame[frame['a'] < 2].sample(frac=1, random_state=0)[['id', 'a', 'b', 'c', 'y']]"""


def table(count: int = 600) -> pd.DataFrame:
    frame = rows(count).assign(id=np.arange(count), day=np.arange(count) // 3)
    return frame.assign(group=np.arange(count) % 60)


def hourly() -> pd.DataFrame:
    frame = table()
    return frame.assign(y=np.round(10 * frame["a"] + frame["b"] + 100).astype(int))


def names(found: Dependence) -> set[str]:
    return {one.feature for one in found.changed}


@pytest.mark.parametrize("suffix", [".parquet", ".csv"])
def test_an_honest_load_depends_on_nothing(suffix: str, tmp_path: Path) -> None:
    of_targets, of_rows = dependence(team(tmp_path, "return frame", table(), suffix=suffix, data=KEYED))

    assert (of_targets.compared, of_targets.changed, of_targets.why_not) == (600, (), "")
    assert of_rows.compared > 400
    assert of_rows.changed == ()


@pytest.mark.parametrize("suffix", [".parquet", ".csv"])
@pytest.mark.parametrize(
    "body",
    [
        "return frame.assign(b=frame.groupby('group')['y'].transform('mean'))",
        "total = frame.groupby('group')['y'].transform('sum')\n    return frame.assign(b=(total - frame['y']) / 9)",
        "return frame.assign(b=frame['b'] + 0.01 * frame['y'])",
        RANKED,
    ],
    ids=["mean", "mean without the row", "a hint", "a rank, of some rows in another order, without other columns"],
)
def test_a_target_that_leaked_through_an_aggregate_is_named(body: str, suffix: str, tmp_path: Path) -> None:
    of_targets, _ = dependence(team(tmp_path, body, table(), suffix=suffix, data=KEYED))

    assert names(of_targets) == {"b"}


@pytest.mark.parametrize(
    "body",
    [
        "return frame.assign(b=(frame['b'] - frame['b'].mean()) / frame['b'].std())",
        "return frame.assign(b=frame['b'].fillna(frame['b'].median()))",
        "return frame.assign(b=frame['a'].rank(pct=True))",
    ],
    ids=["scaled", "imputed", "ranked"],
)
def test_what_is_computed_over_all_rows_is_named(body: str, tmp_path: Path) -> None:
    frame = table()
    frame.loc[::7, "b"] = np.nan
    of_targets, of_rows = dependence(
        team(
            tmp_path,
            f"{body.replace('return frame', 'frame = frame')}\n    return frame.assign(b=frame['b'].fillna(0))",
            frame,
            data=KEYED,
        )
    )

    assert names(of_rows) == {"b"}
    assert of_targets.changed == ()


@pytest.mark.parametrize(
    "body",
    [
        "return frame.assign(b=frame['y'].shift(3).fillna(0))",
        "return frame.assign(b=frame['y'].shift(1).rolling(30, min_periods=1).mean().fillna(0))",
        "return frame.assign(b=frame['y'].shift(1).expanding().mean().fillna(0))",
        "return frame.assign(b=frame['a'].diff().fillna(0))",
    ],
    ids=["yesterday's", "the last ten days'", "all before", "of features"],
)
def test_outcomes_of_the_past_may_be_known(body: str, tmp_path: Path) -> None:
    of_targets, of_rows = dependence(team(tmp_path, body, hourly(), **{"split": BY_TIME, **NUMBER}))

    assert (of_targets.changed, of_rows.changed) == ((), ())
    assert of_targets.compared > 0


@pytest.mark.parametrize(
    ("body", "by_target", "by_row"),
    [
        ("return frame.assign(b=frame['a'].shift(-1).fillna(0))", set(), {"b"}),
        ("return frame.assign(b=frame['a'].rolling(5, center=True, min_periods=1).mean())", set(), {"b"}),
        ("return frame.assign(b=frame['y'].shift(-3).fillna(0))", {"b"}, {"b"}),
        ("return frame.assign(b=frame.groupby('day')['y'].transform('mean'))", {"b"}, set()),
        ("return frame.assign(b=frame.groupby('group')['y'].transform('mean'))", {"b"}, {"b"}),
    ],
    ids=["shifted the wrong way", "centred", "tomorrow's outcome", "the day's outcome", "an aggregate"],
)
def test_time_travel_is_named(body: str, by_target: set[str], by_row: set[str], tmp_path: Path) -> None:
    of_targets, of_rows = dependence(team(tmp_path, body, hourly(), **{"split": BY_TIME, **NUMBER}))

    assert (names(of_targets), names(of_rows)) == (by_target, by_row)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("assert len(frame) == 600 and len(frame.columns) == 7, 'other rows'\n    return frame", "other rows"),
        ("return frame.assign(b=np.random.default_rng().normal(size=len(frame)))", "other rows each time"),
        ("return frame.assign(y=(frame['a'] > 0).astype(int))", "does not take the target from its file"),
        ("return frame.rename(columns={'y': 'x'}).assign(y=lambda one: one['x'])", ""),
    ],
)
def test_what_cannot_be_measured_is_said(body: str, reason: str, tmp_path: Path) -> None:
    of_targets, _ = dependence(team(tmp_path, body, table(), data=KEYED))

    assert reason in of_targets.why_not
    assert bool(of_targets.why_not) == bool(reason)


def test_a_load_that_ignores_its_file_is_not_taken_for_an_honest_one(tmp_path: Path) -> None:
    table().to_parquet(tmp_path / "other.parquet")
    body = f"return pd.read_parquet({str(tmp_path / 'other.parquet')!r})"

    of_targets, of_rows = dependence(team(tmp_path, body, table(), data=KEYED))

    assert "its file" in of_targets.why_not
    assert "its file" in of_rows.why_not


def test_a_load_that_reads_a_second_file_beside_the_first_is_measured(tmp_path: Path) -> None:
    body = "return frame.merge(pd.read_csv(path.parent / 'names.csv'), on='c')"
    (tmp_path / "data").mkdir()
    (tmp_path / "data/names.csv").write_text("c,n\nx,1\ny,2\nz,3\n", encoding="utf-8")

    of_targets, of_rows = dependence(team(tmp_path, body, table(), data=KEYED))

    assert (of_targets.why_not, of_rows.why_not, of_targets.changed) == ("", "", ())


def test_of_a_large_file_some_rows_are_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("modelwright.evaluation.leaks.copied.ROWS", 200)
    body = "return frame.assign(b=frame.groupby('group')['y'].transform('mean'))"

    of_targets, _ = dependence(team(tmp_path, body, table(), data=KEYED))

    assert of_targets.compared == 200
    assert names(of_targets) == {"b"}
