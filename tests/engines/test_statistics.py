"""Which rows they are, from counts and aggregates: the same wherever they lie, in any order, and others for others."""

import math
from pathlib import Path

import polars as pl
import pytest

from modelwright.engines.duck import DuckFileSource
from modelwright.engines.files import FileSource
from modelwright.engines.frames import FrameSource
from modelwright.engines.sql import SqlSource
from modelwright.evidence import Content
from tests.engines import places, rows
from tests.engines.postgres import Server
from tests.engines.test_files import TRICKY


def in_memory(frame: pl.DataFrame, folder: Path) -> Content:
    frame.write_parquet(folder / "memory.parquet")
    return FileSource(folder / "memory.parquet").statistics()


def test_the_same_rows_are_the_same_wherever_they_lie(tmp_path: Path, postgres: Server) -> None:
    frame = rows.clean()
    wanted = in_memory(frame, tmp_path)
    shuffled = frame.sample(fraction=1, shuffle=True, seed=1)
    tables = {
        "sqlite": places.in_sqlite(shuffled, tmp_path / "rows.db"),
        "duckdb": places.in_duckdb(shuffled, tmp_path / "rows.duckdb"),
        "postgresql": places.in_postgres(shuffled, postgres, "statistics"),
    }

    found = {
        name: SqlSource(url, "statistics" if name == "postgresql" else "rows", place="ROWS_URL").statistics()
        for name, url in tables.items()
    }
    found["duckdb over Parquet"] = DuckFileSource(tmp_path / "memory.parquet").statistics()

    assert wanted.method == "statistics"
    assert wanted.rows == rows.ROWS
    assert {one.name: one.type for one in wanted.columns}["day"] == "date"
    for place, content in found.items():
        assert content == wanted, place


@pytest.mark.parametrize("case", [name for name in TRICKY if name not in {"infinite", "large"}])
def test_a_csv_file_is_the_same_to_duckdb_as_to_polars(case: str, tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_bytes(TRICKY[case].encode())

    assert DuckFileSource(tmp_path / "rows.csv").statistics() == FileSource(tmp_path / "rows.csv").statistics()


def test_what_is_not_a_number_is_missing(tmp_path: Path) -> None:
    with_nan = in_memory(pl.DataFrame({"x": [1.0, math.nan, 2.0]}), tmp_path)

    assert DuckFileSource(tmp_path / "memory.parquet").statistics() == with_nan
    assert with_nan == in_memory(pl.DataFrame({"x": [1.0, None, 2.0]}), tmp_path)
    assert FrameSource(pl.DataFrame({"x": [1.0, None, 2.0]}).to_pandas()).statistics() == with_nan


CHANGES = {
    "a row less": lambda frame: frame.head(rows.ROWS - 1),
    "a value more": lambda frame: frame.with_columns(pl.col("whole").fill_null(3)),
    "another value": lambda frame: frame.with_columns(pl.col("y").replace({3.0: 3.5})),
    "two that would cancel out": lambda frame: frame.with_columns(
        pl.when(pl.col("id") < 2).then(pl.col("y") * pl.lit(-1)).otherwise("y").alias("y")
    ),
    "a letter more": lambda frame: frame.with_columns(pl.col("code").str.replace("zz5", "zz55")),
    "a day later": lambda frame: frame.with_columns(pl.col("day").dt.offset_by("1d")),
    "another name": lambda frame: frame.rename({"y": "z"}),
    "another type": lambda frame: frame.with_columns(pl.col("id").cast(pl.Float64)),
    "truths turned round": lambda frame: frame.with_columns(~pl.col("flag") | (pl.col("id") == 1)),
}


@pytest.mark.parametrize("change", CHANGES)
def test_other_rows_are_others(change: str, tmp_path: Path) -> None:
    frame = rows.clean()

    changed = in_memory(CHANGES[change](frame), tmp_path)

    assert changed.digest != in_memory(frame, tmp_path).digest


def test_a_table_without_rows_has_a_content(tmp_path: Path, postgres: Server) -> None:
    empty = rows.clean().head(0)
    wanted = in_memory(empty, tmp_path)

    assert wanted.rows == 0
    url = places.in_postgres(empty, postgres, "empty")
    assert SqlSource(url, "empty", place="ROWS_URL").statistics() == wanted
    assert DuckFileSource(tmp_path / "memory.parquet").statistics() == wanted
