"""Rows that are to be scored are held against what of the suite can hold of them."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from modelwright.errors import InputError, Refused
from modelwright.expectations.scoring import for_scoring, validate_scoring
from modelwright.expectations.suite import Expectation, Suite
from modelwright.progress import Stage
from modelwright.repo import Repo
from tests.expectations.small import expect, repo_of
from tests.specs import spec

SUITE = (
    expect("table_row_count_to_be_between", min_value=4, max_value=4),
    expect("column_values_to_not_be_null", "y", reason="the outcome"),
    expect("column_values_to_be_between", "a", min_value=1, max_value=4, reason="four grades"),
    expect("column_mean_to_be_between", "a", min_value=2, max_value=3),
)


def scored(repo: Repo, rows: dict[str, Any], name: str = "batch.parquet") -> Stage:
    path = repo.root / name
    frame = pl.DataFrame(rows)
    if path.suffix == ".csv":
        frame.write_csv(path)
    else:
        frame.write_parquet(path)
    now = Stage("validate", bar=None)
    validate_scoring(repo, str(path), now)
    return now


@pytest.mark.parametrize("name", ["batch.parquet", "batch.csv"])
def test_a_good_batch_passes_and_what_was_left_out_is_said(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    now = scored(repo_of(tmp_path, *SUITE), {"a": [1, 1]}, name)

    assert now.fact == "2 of 2 expectations met on 2 rows; 3 left out"
    said = capsys.readouterr().err
    assert "left out  y: never missing (the outcome): the outcome is not known yet" in said
    assert "left out  the table: rows exactly 4: of the training data as a whole" in said
    assert not (tmp_path / "reports").exists()


@pytest.mark.parametrize(
    ("rows", "fact"),
    [
        ({"a": [1, 9]}, r"column 'a': 1 of 2 rows break the expectation: between 1 and 4 \(four grades\)"),
        ({"b": [1, 2]}, "column 'a': the data break the expectation: the model asks for this feature"),
    ],
)
def test_a_bad_batch_is_refused(tmp_path: Path, rows: dict[str, Any], fact: str) -> None:
    with pytest.raises(Refused, match=f"batch.parquet: {fact}"):
        scored(repo_of(tmp_path, *SUITE), rows)


def test_a_warning_lets_a_batch_pass(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repo = repo_of(tmp_path, expect("column_values_to_be_between", "a", max_value=4, severity="warning"))

    assert scored(repo, {"a": [1, 9]}).fact == "1 of 2 expectations met on 2 rows; 0 left out"
    assert "warning   " in capsys.readouterr().err


def test_a_few_rows_too_many_of_a_small_batch_only_warn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repo = repo_of(tmp_path, expect("column_values_to_not_be_null", "a", mostly=0.99))

    scored(repo, {"a": [None, *range(19)]})

    assert "1 of 20 rows break the expectation" in capsys.readouterr().err
    with pytest.raises(Refused, match="10 of 20 rows"):
        scored(repo, {"a": [None, 1] * 10})


@pytest.mark.parametrize(
    ("rows", "fact"),
    [({"a": []}, "holds no rows"), (None, "no such file")],
)
def test_a_file_without_rows_is_an_error(tmp_path: Path, rows: dict[str, Any] | None, fact: str) -> None:
    repo = repo_of(tmp_path, *SUITE)

    with pytest.raises(InputError, match=rf"batch\.parquet: {fact}"):
        validate_scoring(repo, str(tmp_path / "batch.parquet"), Stage("v", bar=None)) if rows is None else scored(
            repo, rows
        )


def test_a_file_of_another_kind_is_an_error(tmp_path: Path) -> None:
    repo = repo_of(tmp_path, *SUITE)
    (tmp_path / "batch.xlsx").write_bytes(b"")

    with pytest.raises(InputError, match=r"batch\.xlsx: is neither \.parquet nor \.csv"):
        validate_scoring(repo, str(tmp_path / "batch.xlsx"), Stage("v", bar=None))


BATCH = spec(
    data={"target": "y", "leaking": ["late"], "keys": ["id"], "time": "day", "max_age_days": 7},
    features={"numeric": ["a"], "categorical": []},
)


@pytest.mark.parametrize(
    ("expectation", "reason"),
    [
        (expect("column_values_to_not_be_null", "late"), "only known once the outcome is"),
        (expect("column_pair_values_to_be_equal", column_A="a", column_B="y"), "the outcome is not known yet"),
        (expect("column_values_to_be_unique", "id"), "the rows have no id, which is no feature"),
        (expect("table_columns_to_match_set", column_set=["a"]), "of the training data as a whole"),
        (expect("column_values_to_be_between", "day", max_value="2026-01-01"), "rows that are to be scored are newer"),
        (expect("column_values_to_be_between", "day", min_value="2020-01-01"), None),
        (expect("column_max_to_be_between", "day", min_value={"$PARAMETER": "fresh_since"}), None),
        (expect("column_max_to_be_between", "a", max_value=9), "of the training data as a whole"),
        (expect("column_values_to_be_in_set", "a", value_set=[1]), None),
    ],
)
def test_what_cannot_hold_of_a_batch_is_left_out(expectation: dict[str, Any], reason: str | None) -> None:
    one = Expectation(expectation["type"], expectation["kwargs"])

    part = for_scoring(Suite("s", (one,)), BATCH, {"a", "day"})

    assert [why for _, why in part.left_out] == [] if reason is None else [part.left_out[0][1]]
    if reason is not None:
        assert reason in part.left_out[0][1]
    assert (one in part.kept) == (reason is None)
