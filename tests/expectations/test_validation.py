"""Rows are held against the suite where they lie: what is wrong with the rows is a finding, with the suite an error."""

import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from modelwright.errors import InputError, Refused
from modelwright.expectations import fast
from modelwright.expectations.holding import hold
from modelwright.expectations.suite import Suite
from modelwright.expectations.validation import describe, findings, validate
from modelwright.progress import Stage
from modelwright.run import validate as validate_stage
from tests.engines.places import in_sqlite
from tests.expectations.small import ROWS, expect, repo_of
from tests.repos import run

WITHIN = expect("column_values_to_be_between", "a", min_value=1, max_value=4, reason="four grades")


def test_what_the_fast_path_knows_is_held_by_it(tmp_path: Path) -> None:
    found = validate(repo_of(tmp_path, WITHIN))

    assert (found.path, found.why, found.engine) == ("fast", "", "pandas")
    assert (found.rows, found.columns) == (4, 3)
    assert found.content is not None
    assert found.content.rows == found.rows
    assert [(one.met, one.rows, one.unexpected) for one in found.results] == [(True, 4, 0)]


def test_the_fast_path_does_not_import_great_expectations(tmp_path: Path) -> None:
    repo_of(tmp_path, WITHIN)
    code = (
        "import sys; from modelwright.cli import main; code = main(['validate']);"
        "assert 'great_expectations' not in sys.modules; sys.exit(code)"
    )

    answer = run(tmp_path, sys.executable, "-c", code)

    assert answer.returncode == 0, answer.stderr
    assert "1 of 1 expectations met on 4 rows, on the fast path" in answer.stderr


def test_one_expectation_that_it_does_not_know_leaves_the_whole_suite_to_great_expectations(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def unknown(_: Suite, __: pl.LazyFrame) -> list[str]:
        return ["expect_something is not known"]

    monkeypatch.setattr(fast, "unknown", unknown)
    now = Stage("validate", bar=None)

    validate_stage(repo_of(tmp_path, WITHIN), now)

    said = capsys.readouterr().err
    assert "validate  Great Expectations holds the whole suite: expect_something is not known" in said
    assert now.fact == "1 of 1 expectations met on 4 rows, by Great Expectations on pandas"


def test_a_column_that_the_spec_names_and_the_rows_lack_is_a_finding(tmp_path: Path) -> None:
    rows = {key: values for key, values in ROWS.items() if key != "a"}
    repo = repo_of(tmp_path, WITHIN, rows=rows)

    found = validate(repo)

    [line] = findings(repo, found)
    assert "column 'a': the data have no column 'a', so this does not hold: between 1 and 4 (four grades)" in line
    with pytest.raises(Refused):
        validate_stage(repo, Stage("validate", bar=None))


def test_a_column_that_the_suite_itself_says_must_be_there_is_a_finding(tmp_path: Path) -> None:
    missing = expect("column_values_to_not_be_null", "gone")
    listed = expect("table_columns_to_match_set", column_set=["a", "gone", "mail", "y"])
    repo = repo_of(tmp_path, listed, missing)

    assert [one.met for one in validate(repo).results] == [False, False]


def test_a_column_that_nobody_else_knows_is_a_slip_in_the_suite(tmp_path: Path) -> None:
    repo = repo_of(tmp_path, expect("column_values_to_not_be_null", "aa"))

    with pytest.raises(
        InputError, match=r"rows\.json: expectations\[0\] expect_column_values_to_not_be_null on 'aa': cannot run"
    ):
        validate(repo)


@pytest.mark.parametrize(
    ("expectation", "fact"),
    [
        (expect("column_to_be_nice", "a"), "expect_column_to_be_nice"),
        (expect("column_values_to_be_between", "a", minimum=1), "minimum"),
        (expect("column_values_to_be_between", "a", min_value={"$PARAMETER": "luck"}), "parameter 'luck'"),
        (expect("column_max_to_be_between", "a", min_value={"$PARAMETER": "fresh_since"}), r"give data\.max_age_days"),
    ],
)
def test_a_suite_that_is_wrong_is_an_error_and_nothing_is_written(tmp_path: Path, expectation: Any, fact: str) -> None:
    repo = repo_of(tmp_path, WITHIN, expectation)

    with pytest.raises(InputError, match=fact):
        validate_stage(repo, Stage("validate", bar=None))
    assert not repo.evidence_path("validation").exists()


def test_the_log_of_great_expectations_is_not_heard(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    repo = repo_of(tmp_path, expect("column_to_be_nice", "a"))

    with pytest.raises(InputError, match="Great Expectations knows no expect_column_to_be_nice"):
        validate(repo)

    assert caplog.records == []


def test_a_table_without_rows_is_an_error(tmp_path: Path) -> None:
    repo = repo_of(tmp_path, WITHIN)
    pl.DataFrame(ROWS).clear().write_parquet(repo.data_path)

    with pytest.raises(InputError, match=r"rows\.parquet: holds no rows"):
        validate(repo)


def test_text_where_a_number_was_is_a_finding_that_shows_no_value(tmp_path: Path) -> None:
    repo = repo_of(tmp_path, WITHIN, rows={**ROWS, "a": ["secret", "2", "3", "4"]})

    found = validate(repo)

    assert [one.met for one in found.results] == [False]
    assert "secret" not in describe(found.results[0])


def test_of_personal_data_no_argument_and_no_statistic_is_kept(tmp_path: Path) -> None:
    named = expect("column_values_to_be_in_set", "mail", value_set=["a@example.com"], severity="warning")
    repo = repo_of(tmp_path, named, WITHIN, data='personal = ["mail"]\n')

    of_mail, of_a = validate(repo).results

    assert (of_mail.met, of_mail.unexpected, of_mail.missing, of_mail.arguments) == (False, 2, 1, {})
    assert of_a.arguments == {"min_value": 1, "max_value": 4}


@pytest.mark.parametrize(
    ("now", "is_fresh"), [(datetime(2026, 3, 8, tzinfo=UTC), True), (datetime(2026, 3, 9, tzinfo=UTC), False)]
)
def test_rows_grow_old(tmp_path: Path, now: datetime, *, is_fresh: bool) -> None:
    fresh = expect("column_max_to_be_between", "day", min_value={"$PARAMETER": "fresh_since"})
    days = ["2026-02-26", "2026-02-27", "2026-02-28", "2026-03-01"]
    repo = repo_of(tmp_path, fresh, rows={**ROWS, "day": days}, data='time = "day"\nmax_age_days = 7\n')

    [found] = validate(repo, now=now).results

    assert found.met == is_fresh
    assert found.arguments == {"min_value": {"$PARAMETER": "fresh_since"}}


def test_warnings_are_said_and_stop_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repo = repo_of(
        tmp_path, expect("column_values_to_be_between", "a", max_value=3, severity="warning", reason="so far")
    )

    validate_stage(repo, Stage("validate", bar=None))

    assert "column 'a': 1 of 4 rows break the expectation: at most 3 (so far)" in capsys.readouterr().err
    assert repo.evidence_path("validation").is_file()


def test_undeclared_personal_data_stop_a_run_of_the_tier_limited(tmp_path: Path) -> None:
    addresses = [f"person{number}@example.com" for number in range(40)]
    rows = {"a": [1, 2] * 20, "y": [1.0, 2.0] * 20, "email": addresses}
    repo = repo_of(tmp_path, WITHIN, rows=rows)
    spec = (tmp_path / "model.toml").read_text(encoding="utf-8")
    (tmp_path / "model.toml").write_text(spec.replace('risk = "minimal"', 'risk = "limited"'), encoding="utf-8")

    with pytest.raises(Refused, match=r"'email'.*undeclared-personal-data"):
        validate_stage(repo, Stage("validate", bar=None))
    assert not repo.evidence_path("validation").exists()


def test_the_engine_frame_holds_what_load_returns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("modelwright.data.frames.team_module", lambda *_: Loads)
    repo = repo_of(tmp_path, expect("column_values_to_be_between", "a", min_value=10), data='engine = "frame"\n')

    assert [one.met for one in validate(repo).results] == [True]


class Loads:
    """A team's `data.py` whose `load` returns other values than the file holds."""

    @staticmethod
    def load(path: Path) -> Any:
        import pandas as pd

        return pd.read_parquet(path).assign(a=[10, 20, 30, 40])


def test_a_table_that_changes_while_it_is_read_is_refused_and_no_evidence_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "rows.db"
    monkeypatch.setenv("ROWS_URL", in_sqlite(pl.DataFrame(ROWS), table))
    of_a_table = 'engine = "sql"\nconnection = "ROWS_URL"\ntable = "rows"\n'
    repo = repo_of(tmp_path, expect("column_values_to_not_be_null", "a"), data=of_a_table)

    def held_while_a_row_comes(*given: Any, **named: Any) -> Any:
        found = hold(*given, **named)
        with closing(sqlite3.connect(table)) as connection, connection:
            connection.execute("INSERT INTO rows (a, y) VALUES (5, 5.0)")
        return found

    assert validate(repo).rows == 4
    monkeypatch.setattr("modelwright.expectations.validation.hold", held_while_a_row_comes)

    with pytest.raises(InputError, match=r"data\.table: rows: the rows changed while they were read"):
        validate(repo)
