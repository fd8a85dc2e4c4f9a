"""`modelwright validate --propose` of a table reads the table, and not the file that lies beside it."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from modelwright.cli import main
from modelwright.expectations.suite import Suite, read_suite
from modelwright.expectations.validation import validate
from modelwright.proposals import rows as reading
from modelwright.repo import Repo
from tests.engines import places
from tests.engines.postgres import shared_server
from tests.proposals.examples import only
from tests.repos import ROOT

IN_TABLE, IN_FILE, FETCHED = 1_000, 300, 600
Put = Callable[[pl.DataFrame], None]


def rows(count: int, offset: int = 0) -> pl.DataFrame:
    place = pl.int_range(count, eager=True)
    scattered = (place * 7919) % 401
    texts = pl.Series([f"code-{number % 4}" for number in range(count)])
    return pl.DataFrame(
        {"id": place, "a": scattered + offset, "b": scattered / 401, "c": texts, "y": (scattered > 200).cast(pl.Int64)}
    )


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """A repository whose spec names a table; the file of `data.path` says something else."""
    text = (ROOT / "tests" / "expectations" / "model.toml").read_text(encoding="utf-8").replace("NAME", "rows")
    named = 'engine = "sql"\nconnection = "ROWS_URL"\ntable = "customers"\nkeys = ["id"]\ntarget = "y"'
    (tmp_path / "model.toml").write_text(text.replace('target = "y"', named), encoding="utf-8")
    (tmp_path / "data").mkdir()
    rows(IN_FILE, offset=1_000_000).drop("c").write_parquet(tmp_path / "data" / "rows.parquet")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(reading, "MOST", FETCHED)
    return Repo(tmp_path)


@pytest.fixture(params=["sqlite", "postgresql"])
def put(
    request: pytest.FixtureRequest, repo: Repo, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[pl.DataFrame], None]:
    """Puts rows into the table."""

    def into(frame: pl.DataFrame) -> None:
        if request.param == "sqlite":
            url = places.in_sqlite(frame, repo.root / "rows.db", "customers")
        else:
            url = places.in_postgres(frame, shared_server(shared), "customers")
        monkeypatch.setenv("ROWS_URL", url)

    return into


def proposed(repo: Repo) -> Suite:
    assert main(["validate", "--propose"]) == 0
    return read_suite(repo.suite_path, repo.suite_path)


def test_a_table_is_proposed_from_and_not_the_file_beside_it(
    repo: Repo, put: Put, capsys: pytest.CaptureFixture[str]
) -> None:
    put(rows(500))

    suite = proposed(repo)

    shown = capsys.readouterr().err
    assert "validate  proposed from the 500 rows of the table customers\n" in shown
    columns = only(suite.expectations, "table_columns_to_match_set").kwargs["column_set"]
    assert columns == ["id", "a", "b", "c", "y"]  # the file has no "c"
    count = only(suite.expectations, "table_row_count_to_be_between").kwargs
    assert (count["min_value"], count["max_value"]) == (370, 750)
    assert {one.kwargs.get("max_value", 0) < 1_000_000 for one in suite.expectations if one.column == "a"} == {True}
    assert all(one.met for one in validate(repo).results)


def test_the_file_alone_would_have_said_something_else(repo: Repo) -> None:
    """The negative control of the test above."""
    text = (repo.root / "model.toml").read_text(encoding="utf-8")
    without = text.replace('engine = "sql"\nconnection = "ROWS_URL"\ntable = "customers"\n', "")
    (repo.root / "model.toml").write_text(without, encoding="utf-8")

    suite = proposed(Repo(repo.root))

    assert only(suite.expectations, "table_row_count_to_be_between").kwargs["max_value"] == 450
    assert only(suite.expectations, "table_columns_to_match_set").kwargs["column_set"] == ["id", "a", "b", "y"]


def test_of_a_large_table_a_sample_is_read_and_all_rows_are_counted(
    repo: Repo, put: Put, capsys: pytest.CaptureFixture[str]
) -> None:
    put(rows(IN_TABLE))

    suite = proposed(repo)

    assert "validate  proposed from 600 of 1,000 rows of the table customers\n" in capsys.readouterr().err
    count = only(suite.expectations, "table_row_count_to_be_between")
    assert (count.kwargs["min_value"], count.kwargs["max_value"]) == (750, 1_500)
    assert count.reason.startswith("1,000 rows")
    assert all(one.met for one in validate(repo).results)
    first = repo.suite_path.read_bytes()
    assert proposed(repo)
    assert repo.suite_path.read_bytes() == first


def test_what_the_sample_suggests_and_another_row_breaks_is_not_proposed(
    repo: Repo, put: Put, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = rows(IN_TABLE)
    put(whole)
    sample = fetched(repo)
    other = next(number for number in range(IN_TABLE) if number not in sample)
    put(whole.with_columns(pl.when(pl.col("id") == other).then(None).otherwise(pl.col("b")).alias("b")))
    capsys.readouterr()

    suite = proposed(repo)

    assert "left out: other rows of the table break" in capsys.readouterr().err
    made = {(one.type, one.column) for one in suite.expectations}
    assert ("expect_column_values_to_not_be_null", "a") in made
    assert ("expect_column_values_to_not_be_null", "b") not in made
    assert all(one.met for one in validate(repo).results)


def fetched(repo: Repo) -> set[int]:
    return {*reading.read_rows(repo).frame["id"]}


def test_an_empty_table_is_one_line_though_the_file_has_rows(
    repo: Repo, put: Put, capsys: pytest.CaptureFixture[str]
) -> None:
    put(rows(5).clear())

    assert main(["validate", "--propose"]) == 2

    errors = [line for line in capsys.readouterr().err.splitlines() if line.startswith("error: ")]
    assert len(errors) == 1
    assert "data.table: customers: holds no rows: there is nothing to propose from" in errors[0]
    assert not repo.suite_path.exists()


def test_types_are_those_of_the_database_where_it_hands_over_others(
    repo: Repo, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import psycopg

    server = shared_server(shared)
    with psycopg.connect(server.url().replace("+psycopg", "")) as connection:
        connection.execute("DROP TABLE IF EXISTS customers")
        connection.execute(
            "CREATE TABLE customers AS SELECT id, gen_random_uuid() AS token, id::numeric AS amount,"
            " '\\x00'::bytea AS raw, id % 7 AS a, id % 2 AS y FROM generate_series(1, 1000) AS id"
        )
    monkeypatch.setenv("ROWS_URL", server.url())

    suite = proposed(repo)

    typed = {one.column: one.kwargs["type_list"] for one in suite.expectations if "type_list" in one.kwargs}
    assert "token" not in typed  # a UUID, which comes as text
    assert "NUMERIC" in typed["amount"]
    assert "raw" in only(suite.expectations, "table_columns_to_match_set").kwargs["column_set"]
    assert all(one.met for one in validate(repo).results)
