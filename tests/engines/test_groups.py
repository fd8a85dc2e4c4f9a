"""k-anonymity and l-diversity where the rows lie: the figures of the file, from one row of counts."""

import math
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from modelwright.data.disclosure import anonymity
from modelwright.data.suppression import FLOOR
from modelwright.engines.source import Asked
from modelwright.engines.sql import SqlSource
from modelwright.errors import InputError
from modelwright.evidence import Anonymity
from tests.engines.postgres import Server
from tests.engines.test_sql import put
from tests.repos import ROOT

PLACES = ("sqlite", "postgresql", "duckdb", "duckdb over Parquet")
CREDIT = ["SEX", "AGE", "MARRIAGE", "EDUCATION"]


def persons() -> pl.DataFrame:
    """Persons with missing values, names that SQL quotes, letters of either case, and numbers that are none."""
    return pl.DataFrame(
        {
            "age": [[30, 40, None][number % 3] for number in range(90)],
            'the "sex" of; --': [["f", "F", None, "m"][number % 4] for number in range(90)],
            "weight": [[70.5, math.nan, None, 0.0, -0.0][number % 5] for number in range(90)],
            "y": [[1, None, 2][number // 31] for number in range(90)],
        }
    )


CASES: dict[str, tuple[Callable[[], pl.DataFrame], list[str], str]] = {
    "the shipped customers": (
        lambda: pl.read_parquet(ROOT / "template" / "data" / "credit_default.parquet").cast({pl.Int8: pl.Int64}),
        CREDIT,
        "default.payment.next.month",
    ),
    "missing values are alike": (persons, ["age", 'the "sex" of; --'], "y"),
    "what is not a number is missing": (persons, ["weight"], "y"),
    "of text": (persons, ["age"], 'the "sex" of; --'),
    "no rows": (lambda: persons().head(0), ["age"], "y"),
}


def of_file(frame: pl.DataFrame, columns: list[str], sensitive: str) -> Anonymity:
    return Anonymity(*anonymity(frame.lazy(), columns, sensitive=sensitive))


def of_place(source: Any, columns: list[str], sensitive: str) -> Anonymity:
    assert isinstance(source, Asked)
    return source.anonymity(columns, sensitive, FLOOR)


def wide(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(pl.col(name).cast(pl.Int64) for name, kind in frame.schema.items() if kind.is_integer())


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("case", CASES)
def test_a_table_has_the_figures_of_the_file(case: str, place: str, tmp_path: Path, postgres: Server) -> None:
    make, columns, sensitive = CASES[case]
    frame = wide(make())

    assert of_place(put(place, frame, tmp_path, postgres), columns, sensitive) == of_file(frame, columns, sensitive)


@pytest.mark.parametrize("place", PLACES)
def test_one_person_who_stands_out_shows(place: str, tmp_path: Path, postgres: Server) -> None:
    """The negative control: figures of other rows are others."""
    frame = persons()
    other = pl.concat([frame, frame.head(1).with_columns(pl.lit(99, pl.Int64).alias("age"))])
    columns = ["age"]

    before = of_place(put(place, frame, tmp_path, postgres), columns, "y")
    after = of_place(put(place, other, tmp_path, postgres), columns, "y")

    assert (before.k, before.l, before.groups, before.rows_below) == (30, 3, 3, 0)
    assert (after.k, after.l, after.groups, after.rows_below) == (1, 1, 4, 1)


@pytest.mark.parametrize("place", PLACES)
def test_one_row_comes_back(place: str, tmp_path: Path, postgres: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    import sqlalchemy as sa

    counts: list[int] = []
    for name in ("fetchall", "fetchmany", "all", "partitions"):
        plain = getattr(sa.CursorResult, name)

        def counted(self: Any, *given: Any, _plain: Any = plain) -> Any:
            found = _plain(self, *given)
            counts.append(len(found) if isinstance(found, list) else 1)
            return found

        monkeypatch.setattr(sa.CursorResult, name, counted)
    frame = pl.DataFrame({"age": range(5_000), "y": [1] * 5_000})

    found = of_place(put(place, frame, tmp_path, postgres), ["age"], "y")

    assert found.groups == 5_000
    assert sum(counts) < 60  # columns and their types


def test_letters_of_either_case_are_others_whatever_the_table_says(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "rows.db")) as connection, connection:
        connection.execute("CREATE TABLE rows (name TEXT COLLATE NOCASE, y INTEGER)")
        connection.executemany("INSERT INTO rows VALUES (?, ?)", [("a", 1), ("A", 2), ("b", 3)])

    found = of_place(SqlSource(f"sqlite:///{tmp_path / 'rows.db'}", "rows", place="ROWS_URL"), ["name"], "y")

    assert (found.k, found.groups) == (1, 3)


def test_values_that_cannot_be_compared_are_told(postgres: Server) -> None:
    import psycopg

    with psycopg.connect(postgres.url().replace("+psycopg", "")) as connection:
        connection.execute("DROP TABLE IF EXISTS documents")
        connection.execute("""CREATE TABLE documents AS SELECT '{"a": 1}'::json AS doc, 1 AS y""")

    with pytest.raises(InputError, match=r"^ROWS_URL: .*could not identify an equality operator for type json"):
        of_place(SqlSource(postgres.url(), "documents", place="ROWS_URL"), ["doc"], "y")
