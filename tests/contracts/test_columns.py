"""The columns of a contract are those of the rows where they lie, with the types that they have there."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from modelwright.contracts.columns import FAMILY_OF, Column, _of_table, logical_type, stored_columns
from modelwright.engines.sql import SqlSource
from modelwright.engines.types import FAMILIES, family_of
from modelwright.errors import InputError
from tests.contracts.contracts import repo_of
from tests.specs import spec

ROWS = pl.DataFrame(
    {
        "a": [1],
        "b": [0.5],
        "c": ["x"],
        "day": [date(2026, 1, 1)],
        "at": [datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)],
        "y": [True],
    }
)


def logical(columns: list[Column]) -> dict[str, str]:
    return {one.name: one.logical for one in columns}


@pytest.mark.parametrize("engine", ["pandas", "spark", "sql"])
def test_a_file_has_the_same_columns_whatever_engine_reads_it(tmp_path: Path, engine: str) -> None:
    (tmp_path / "data").mkdir()
    ROWS.write_parquet(tmp_path / "data" / "rows.parquet")

    found = stored_columns(repo_of(tmp_path, spec(data={"engine": engine})))

    assert logical(found) == {
        "a": "integer",
        "b": "number",
        "c": "string",
        "day": "date",
        "at": "timestamp",
        "y": "boolean",
    }
    assert [one.physical for one in found][:3] == ["Int64", "Float64", "String"]


def test_a_csv_knows_no_days(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    ROWS.write_csv(tmp_path / "data" / "rows.csv")

    found = logical(stored_columns(repo_of(tmp_path, spec(data={"path": "data/rows.csv"}))))

    assert found == {"a": "integer", "b": "number", "c": "string", "day": "string", "at": "string", "y": "boolean"}


def test_a_table_has_the_types_of_its_database(tmp_path: Path) -> None:
    path = tmp_path / "rows.sqlite"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute('CREATE TABLE t ("a b" BIGINT, c VARCHAR(18), "d""e" NUMERIC(9, 2), f TIMESTAMP)')

    found = _of_table(SqlSource(f"sqlite:///{path}", "t", place="WAREHOUSE_URL"))

    assert found == [
        Column("a b", "BIGINT"),
        Column("c", "VARCHAR(18)"),
        Column('d"e', "NUMERIC(9, 2)"),
        Column("f", "TIMESTAMP"),
    ]
    assert [one.logical for one in found] == ["integer", "string", "number", "timestamp"]


def test_every_type_that_an_engine_knows_has_a_name_in_the_standard_of_its_own_family() -> None:
    names = [name for several in FAMILIES.values() for name in several]

    assert {name: FAMILY_OF[logical_type(name) or ""] for name in names} == {name: family_of(name) for name in names}


@pytest.mark.parametrize(
    ("physical", "logical"),
    [
        ("VARCHAR(18)", "string"),
        ("NUMERIC(9, 2)", "number"),
        ("Datetime(time_unit='us', time_zone=None)", "timestamp"),
        ("LongType", "integer"),
        ("decimal(18,2)", "number"),
        ("array<int>", "array"),
        ("time", "time"),
        ("geography", None),
    ],
)
def test_a_type_that_is_in_no_list_is_known_by_its_first_word_or_not_at_all(physical: str, logical: str | None) -> None:
    assert logical_type(physical) == logical


def test_a_file_that_is_cut_short_has_no_columns(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    path = tmp_path / "data" / "rows.parquet"
    ROWS.write_parquet(path)
    path.write_bytes(path.read_bytes()[:-20])

    with pytest.raises(InputError, match=r"data/rows\.parquet: "):
        stored_columns(repo_of(tmp_path))
