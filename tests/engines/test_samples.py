"""Some rows of many: bounded, always the same, the same on every engine, from all over, and of rare columns too."""

import hashlib
from pathlib import Path

import polars as pl
import pytest

from modelwright.engines.samples import Sample, Size
from modelwright.engines.source import Asked
from tests.engines.postgres import Server
from tests.engines.test_sql import put

PLACES = ("sqlite", "postgresql", "duckdb", "duckdb over Parquet")
ROWS = 5_000
SIZE = Size(300, 10_000)


def many() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "key": range(ROWS),
            "part": [f"p {number % 7}" for number in range(ROWS)],
            "late": [None if number < ROWS // 2 else "x" for number in range(ROWS)],
            "rare": [f"value {number}" if number in {17, 4_711} else None for number in range(ROWS)],
            "never": pl.Series([None] * ROWS, dtype=pl.String),
        }
    )


def sampled(place: str, frame: pl.DataFrame, folder: Path, server: Server, *keys: str, size: Size = SIZE) -> Sample:
    source = put(place, frame, folder, server)
    assert isinstance(source, Asked)
    return source.sample(keys, size)


@pytest.mark.parametrize("place", PLACES)
def test_a_sample_is_bounded_and_the_same_whatever_the_order_and_the_engine(
    place: str, tmp_path: Path, postgres: Server
) -> None:
    frame = many()
    shuffled = frame.sample(fraction=1, shuffle=True, seed=3)

    rows, total, by = sampled(place, frame, tmp_path, postgres, "key")
    again = sampled(place, shuffled, tmp_path, postgres, "key").rows

    assert (total, by) == (ROWS, ("key",))
    wanted = sorted(frame["key"], key=lambda key: hashlib.md5(str(key).encode(), usedforsecurity=False).hexdigest())
    assert sorted(rows["key"].drop_nulls()) == sorted(again["key"].drop_nulls()) == sorted(wanted[:300])


@pytest.mark.parametrize("place", PLACES)
def test_a_sample_is_from_all_over_and_of_rare_columns_too(place: str, tmp_path: Path, postgres: Server) -> None:
    frame = many().with_columns(pl.when(pl.col("key") == 4_711).then("rare").alias("rare"))

    rows, _, _ = sampled(place, frame, tmp_path, postgres, "key")

    assert 110 < rows["late"].count() < 190  # half of them have one
    assert rows["rare"].drop_nulls().to_list() == ["value 4711"]
    assert rows.height == 301
    assert rows["never"].null_count() == rows.height


@pytest.mark.parametrize("place", PLACES)
def test_a_table_that_is_small_enough_is_looked_at_whole(place: str, tmp_path: Path, postgres: Server) -> None:
    frame = many().head(300)

    rows, total, by = sampled(place, frame, tmp_path, postgres, "key")

    assert (rows.height, total, by) == (300, 300, ())
    assert rows.sort("key").equals(frame)


@pytest.mark.parametrize("place", PLACES)
def test_without_keys_the_first_columns_choose(place: str, tmp_path: Path, postgres: Server) -> None:
    one = sampled(place, many(), tmp_path, postgres)
    other = sampled(place, many().reverse(), tmp_path, postgres, "not there")

    assert one.by == other.by == tuple(many().columns)
    assert one.rows.sort("key").equals(other.rows.sort("key"))


@pytest.mark.parametrize("place", PLACES)
def test_keys_that_tell_no_rows_apart_bound_the_sample_all_the_same(
    place: str, tmp_path: Path, postgres: Server
) -> None:
    for key in (1, 5):  # whose hashes are low and high
        frame = many().with_columns(pl.lit(key).alias("key"))
        rows, total, by = sampled(place, frame, tmp_path, postgres, "key")
        assert (rows["key"].count(), total, by) == (300, ROWS, ("key",))


def test_many_columns_are_looked_at_in_fewer_rows(tmp_path: Path, postgres: Server) -> None:
    frame = pl.DataFrame({f"c{number}": range(100) for number in range(500)})

    for place in PLACES:
        rows, total, _ = sampled(place, frame, tmp_path, postgres, "c0")
        assert (rows.height, total) == (20, 100), place
