"""Names that differ in case alone, and whole numbers of 128 bits: one line, and no wrong verdict."""

from pathlib import Path

import polars as pl
import pytest

from modelwright.engines.duck import DuckFileSource
from modelwright.engines.files import as_pandas, exact_types
from modelwright.engines.sql import refuse_twins
from modelwright.errors import InputError


def test_names_that_differ_in_case_alone_are_refused_before_duckdb_renames_one(tmp_path: Path) -> None:
    path = tmp_path / "rows.parquet"
    pl.DataFrame({"UPPER": ["a"], "upper": [1]}).write_parquet(path)

    with pytest.raises(InputError, match="'UPPER' and 'upper' differ in case alone"), DuckFileSource(path).opened():
        pass


def test_names_that_differ_otherwise_are_taken() -> None:
    refuse_twins(["upper", "upper_1"], "here", "postgresql")


def test_128_bits_are_64_where_they_fit_and_refused_where_not() -> None:
    frame = pl.DataFrame({"x": pl.Series([1, None], dtype=pl.Int128)})

    assert str(exact_types(frame)["x"]) == "int64"
    assert as_pandas(frame)["x"].tolist()[0] == 1
    with pytest.raises(InputError, match="more than 64 bits"):
        as_pandas(pl.DataFrame({"x": pl.Series([2**100], dtype=pl.Int128)}))
