"""Tables that stay in their database: asked in SQL, read-only, from one snapshot, and never fetched."""

import math
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import polars as pl
import psycopg
import pytest
import sqlalchemy as sa

from modelwright.engines.duck import DuckFileSource
from modelwright.engines.sql import SqlSource
from modelwright.errors import InputError
from modelwright.expectations import reference
from modelwright.expectations.suite import Suite
from tests.engines import places, rows
from tests.engines.postgres import Server

SUITE = Path("suite.json")
SOME = Suite(
    "some",
    (
        rows.expectation("column_values_to_be_unique", column="id"),
        rows.expectation("column_values_to_be_between", column="x", min_value=0, max_value=10),
        rows.expectation("compound_columns_to_be_unique", column_list=["id", "x"]),
        rows.expectation("column_distinct_values_to_be_in_set", column="id", value_set=[1]),
        rows.expectation("column_values_to_be_in_set", column="id", value_set=[1]),
        rows.expectation("column_quantile_values_to_be_between", column="x", quantile_ranges=rows.MEDIAN),
        rows.expectation("column_median_to_be_between", column="x", min_value=0),
    ),
)


def numbers(count: int) -> pl.DataFrame:
    return pl.DataFrame({"id": range(count), "x": [number % 1000 / 10 for number in range(count)]})


def put(place: str, frame: pl.DataFrame, folder: Path, server: Server) -> SqlSource | DuckFileSource:
    if place == "postgresql":
        return SqlSource(places.in_postgres(frame, server, folder.name), folder.name, place="ROWS_URL")
    if place == "sqlite":
        return SqlSource(places.in_sqlite(frame, folder / "rows.db"), "rows", place="ROWS_URL")
    if place == "duckdb":
        return SqlSource(places.in_duckdb(frame, folder / "rows.duckdb"), "rows", place="ROWS_URL")
    frame.write_parquet(folder / "rows.parquet")
    return DuckFileSource(folder / "rows.parquet")


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many rows each query gives back, whatever the driver."""
    counts: list[int] = []

    def counted(name: str) -> Any:
        plain = getattr(sa.CursorResult, name)

        def call(self: Any, *given: Any, **named: Any) -> Any:
            found = plain(self, *given, **named)
            counts.append(len(found) if isinstance(found, list) else 1)
            return found

        return call

    for name in ("fetchall", "fetchmany", "fetchone", "scalar", "one", "first", "all"):
        monkeypatch.setattr(sa.CursorResult, name, counted(name), raising=True)
    return counts


@pytest.mark.parametrize("place", ["sqlite", "postgresql", "duckdb", "duckdb over Parquet"])
def test_a_table_is_never_fetched(place: str, fetched: list[int], tmp_path: Path, postgres: Server) -> None:
    source = put(place, numbers(100_000), tmp_path, postgres)

    with source.batch() as batch:
        found = reference.run(SOME, batch, SUITE)

    assert [one.unexpected for one in found[:2]] == [0, 89_900]
    assert found[3].unexpected == 99_999
    # Columns, counts and quantiles. A single failing row that is fetched would be among 89,900.
    assert 0 < sum(fetched) < 60


def test_fetching_is_counted(fetched: list[int], tmp_path: Path) -> None:
    """The negative control of the test above."""
    source = SqlSource(places.in_sqlite(numbers(500), tmp_path / "rows.db"), "rows", place="ROWS_URL")

    with source.opened() as (connection, table):
        connection.execute(sa.select(sa.text("*")).select_from(table)).fetchall()

    assert sum(fetched) >= 500


@pytest.mark.parametrize("missing", [None, math.nan])
@pytest.mark.parametrize("place", ["postgresql", "duckdb", "duckdb over Parquet"])
def test_what_is_not_a_number_is_missing_as_it_is_to_pandas(
    place: str, missing: float | None, tmp_path: Path, postgres: Server
) -> None:
    frame = pl.DataFrame({"x": [1.0, math.nan, missing, 3.0], "n": [1, 2, 3, 4]})
    suite = Suite(
        "numbers",
        (
            rows.expectation("column_values_to_not_be_null", column="x"),
            rows.expectation("column_max_to_be_between", column="x", max_value=3),
            rows.expectation("column_mean_to_be_between", column="x", min_value=2, max_value=2),
        ),
    )

    with put(place, frame, tmp_path, postgres).batch() as batch:
        found = reference.run(suite, batch, SUITE)

    assert found[0].unexpected == 2
    assert found[1].met
    assert found[2].met


def test_a_table_that_changes_meanwhile_is_read_as_it_was(tmp_path: Path, postgres: Server) -> None:
    source = put("postgresql", numbers(50), tmp_path, postgres)
    count = Suite("count", (rows.expectation("table_row_count_to_equal", value=50),))

    with source.batch() as batch:
        before = reference.run(count, batch, SUITE)
        with psycopg.connect(postgres.url().replace("+psycopg", "")) as other:
            other.execute(f"DELETE FROM {places.quoted(tmp_path.name)}")  # noqa: S608 - quoted
        after = reference.run(
            Suite("count", (rows.expectation("column_unique_value_count_to_be_between", column="id", min_value=50),)),
            batch,
            SUITE,
        )

    assert before[0].met
    assert after[0].met
    with source.batch() as batch:
        assert not reference.run(count, batch, SUITE)[0].met


@pytest.mark.parametrize("place", ["sqlite", "postgresql", "duckdb"])
def test_nothing_can_be_written(place: str, tmp_path: Path, postgres: Server) -> None:
    with put(place, numbers(3), tmp_path, postgres).opened() as (connection, table), pytest.raises(InputError):  # noqa: SIM117
        with reading_errors():
            connection.exec_driver_sql(f"DELETE FROM {places.quoted(table.name)}")  # noqa: S608 - quoted


class reading_errors:  # noqa: N801 - reads as a function
    """A statement that a database refuses, as the error that `opened` makes of it."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, sa.exc.SQLAlchemyError):
            raise InputError("ROWS_URL", "refused") from None


def test_a_query_that_fails_leaves_the_others_alone(tmp_path: Path, postgres: Server) -> None:
    suite = Suite(
        "one that fails",
        (
            rows.expectation("column_values_to_match_regex", column="id", regex="1"),
            rows.expectation("column_values_to_not_be_null", column="id"),
            rows.expectation("column_values_to_be_unique", column="id"),
        ),
    )

    with put("postgresql", numbers(5), tmp_path, postgres).batch() as batch:
        failed, *others = reference.run(suite, batch, SUITE)

    assert failed.error is not None
    assert failed.error.startswith("the database cannot run the query: operator does not exist")
    assert [one.met for one in others] == [True, True]


def test_a_connection_that_breaks_off_is_one_line(tmp_path: Path, postgres: Server) -> None:
    source = put("postgresql", numbers(5), tmp_path, postgres)

    with pytest.raises(InputError) as error, source.batch() as batch:  # noqa: PT012
        with psycopg.connect(postgres.url().replace("+psycopg", ""), autocommit=True) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'modelwright'"
            )
        reference.run(SOME, batch, SUITE)

    assert str(error.value) in {
        "ROWS_URL: the database shut down, or ended the connection",
        "ROWS_URL: the connection broke",
    }


def test_a_query_that_takes_too_long_is_one_line(tmp_path: Path, postgres: Server) -> None:
    places.in_postgres(numbers(5), postgres, tmp_path.name)
    url = f"{postgres.url()}?options=-c%20statement_timeout%3D1"
    source = SqlSource(url, "pg_catalog.pg_proc", place="ROWS_URL")

    with pytest.raises(InputError, match="the database cancelled a query") as error, source.opened() as (connection, _):
        connection.exec_driver_sql("SELECT pg_sleep(5)")

    assert postgres.password not in str(error.value)


def test_a_table_that_is_locked_is_waited_for_and_then_one_line(tmp_path: Path, postgres: Server) -> None:
    places.in_postgres(numbers(5), postgres, tmp_path.name)
    source = SqlSource(f"{postgres.url()}?options=-c%20lock_timeout%3D200", tmp_path.name, place="ROWS_URL")
    assert source.statistics().rows == 5

    with psycopg.connect(postgres.url().replace("+psycopg", "")) as other:
        other.execute(f'LOCK TABLE "{tmp_path.name}" IN ACCESS EXCLUSIVE MODE'.encode())
        with pytest.raises(InputError, match=r"^ROWS_URL: another process holds a lock on the table[^\n]*$") as error:
            source.statistics()
        assert postgres.password not in str(error.value)

    assert source.statistics().rows == 5


@pytest.mark.parametrize(
    ("options", "seconds"),
    [("", "1min"), ("?options=-c%20lock_timeout%3D200", "200ms")],
    ids=["of its own", "of the URL"],
)
def test_a_lock_is_never_waited_for_without_end(options: str, seconds: str, tmp_path: Path, postgres: Server) -> None:
    places.in_postgres(numbers(5), postgres, tmp_path.name)

    with SqlSource(postgres.url() + options, tmp_path.name, place="ROWS_URL").opened() as (connection, _):
        connection.exec_driver_sql("SAVEPOINT later")
        connection.exec_driver_sql("ROLLBACK TO SAVEPOINT start")
        assert connection.exec_driver_sql("SHOW lock_timeout").scalar() == seconds


@pytest.mark.parametrize("place", ["sqlite", "postgresql", "duckdb"])
def test_names_with_quotes_spaces_and_sql_in_them_are_quoted(place: str, tmp_path: Path, postgres: Server) -> None:
    name = 'x" ; DROP TABLE rows; -- é 🙂'
    frame, table = pl.DataFrame({name: [1, 1, None]}), 'a "table"; --'
    made = {
        "sqlite": lambda: places.in_sqlite(frame, tmp_path / "rows.db", table),
        "postgresql": lambda: places.in_postgres(frame, postgres, table),
        "duckdb": lambda: places.in_duckdb(frame, tmp_path / "rows.duckdb", table),
    }
    suite = Suite(
        "names",
        tuple(
            rows.expectation(kind, column=name)
            for kind in ("column_values_to_be_unique", "column_values_to_not_be_null")
        ),
    )

    with SqlSource(made[place](), table, place="ROWS_URL").batch() as batch:
        found = reference.run(suite, batch, SUITE)

    assert [one.unexpected for one in found] == [2, 1]


def test_a_table_in_a_schema_is_found_after_the_dot(postgres: Server) -> None:
    with psycopg.connect(postgres.url().replace("+psycopg", "")) as connection:
        connection.execute('CREATE SCHEMA IF NOT EXISTS "risk"')
        connection.execute('CREATE TABLE IF NOT EXISTS "risk"."customers" (id int)')
        connection.execute('CREATE OR REPLACE VIEW "risk"."seen" AS SELECT * FROM "risk"."customers"')

    for name in ("risk.customers", "risk.seen"):
        with SqlSource(postgres.url(), name, place="ROWS_URL").opened() as (_, table):
            assert (table.schema, table.name) == tuple(name.split("."))


@pytest.mark.parametrize("place", ["sqlite", "duckdb"])  # PostgreSQL's own limit is 1,600
def test_two_thousand_columns_are_held(place: str, tmp_path: Path, postgres: Server) -> None:
    width = 2_000
    frame = pl.DataFrame({f"c{number}": [number, None] for number in range(width)}).cast(pl.Int32)
    suite = Suite(
        "wide",
        tuple(rows.expectation("column_values_to_not_be_null", column=f"c{number}") for number in range(0, width, 200)),
    )
    source = put(place, frame, tmp_path, postgres)

    with source.batch() as batch:
        found = reference.run(suite, batch, SUITE)

    assert {one.unexpected for one in found} == {1}
    assert len(source.statistics().columns) == width


def test_a_value_that_sqlite_keeps_as_text_is_no_number(tmp_path: Path) -> None:
    """SQLite takes any value into any column: what it says of the type is not what is there."""
    url = places.in_sqlite(numbers(3), tmp_path / "rows.db")
    with closing(sqlite3.connect(tmp_path / "rows.db")) as connection, connection:
        connection.execute("UPDATE rows SET x = 'three' WHERE id = 2")
    suite = Suite("between", (rows.expectation("column_values_to_be_between", column="x", max_value=100),))

    with SqlSource(url, "rows", place="ROWS_URL").batch() as batch:
        assert reference.run(suite, batch, SUITE)[0].unexpected == 1
