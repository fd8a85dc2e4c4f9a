"""The content of a table: megabytes of memory that are digested in a second, and how that compares.

Megabytes a second are printed for people; what is asserted are ratios in the same run, because machines differ and are
busy: to a copy of the same bytes in memory, and to polars, which hashes with both hands in Rust but otherwise with each
of its versions. Bytes are those that Arrow needs: eight for a number, eight and the letters for a text.
"""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from modelwright.data.content import content_of
from tests.benchmarks.timing import used

ROWS = 2_000_000
ROUNDS = 5


def frames(rows: int) -> dict[str, pl.DataFrame]:
    generator = np.random.default_rng(3)
    places = np.array(["north", "south-west", "east", "nowhere"])
    return {
        "whole numbers": pl.DataFrame({f"c{at}": generator.integers(0, 10**9, rows) for at in range(8)}),
        "numbers": pl.DataFrame({f"c{at}": generator.normal(size=rows) for at in range(8)}),
        "text of one length": pl.DataFrame({"c": [f"customer-{row:07d}" for row in range(rows)]}),
        "words": pl.DataFrame({"c": generator.choice(places, rows)}),
        "truths": pl.DataFrame({f"c{at}": generator.random(rows) < 0.5 for at in range(8)}),
        "of all kinds": pl.DataFrame(
            {
                "id": np.arange(rows),
                "amount": generator.normal(size=rows),
                "rate": pl.Series(generator.normal(size=rows)).set(pl.Series(generator.random(rows) < 0.1), None),
                "place": generator.choice(places, rows),
                "name": [f"customer-{row:07d}" for row in range(rows)],
                "active": generator.random(rows) < 0.5,
                "since": pl.Series(generator.integers(0, 10**15, rows)).cast(pl.Datetime("us")),
            }
        ),
    }


def megabytes(frame: pl.DataFrame) -> float:
    return float(frame.to_arrow(compat_level=pl.CompatLevel.oldest()).nbytes) / 1e6


def hashed(frame: pl.DataFrame) -> object:
    return frame.select(pl.all().hash()).sum()


@pytest.fixture(scope="module")
def drawn() -> dict[str, pl.DataFrame]:
    return frames(ROWS)


def test_the_content_is_digested_at_speed(drawn: dict[str, pl.DataFrame]) -> None:
    for name, frame in drawn.items():
        size = megabytes(frame)
        blank = np.ones(int(size * 1e6 / 8))
        ours, polars, copy = (
            min(used(work) for _ in range(ROUNDS))
            for work in (lambda f=frame: content_of(f.lazy()), lambda f=frame: hashed(f), lambda b=blank: b.copy())
        )
        print(
            f"\n{name:<20} {size:5.0f} MB  {size / ours:6.0f} MB/s  {ROWS * frame.width / ours / 1e6:5.0f} million",
            end="",
        )
        print(f" values/s  {ours / copy:5.1f} x a copy  {ours / polars:5.1f} x the hash of polars", end="")
        # Where a copy runs at 10 GB a second, this is 500 MB. A short word and a truth cost what a number does.
        assert ours / copy < 20 or name in {"words", "truths"}


def test_the_time_is_linear_in_rows(drawn: dict[str, pl.DataFrame]) -> None:
    frame = drawn["of all kinds"]
    few = frame.head(ROWS // 4)
    one, four = (min(used(lambda f=part: content_of(f.lazy())) for _ in range(ROUNDS)) for part in (few, frame))  # type: ignore[misc]
    print(f"\n{ROWS:,} rows take {four / one:.1f} times as long as {ROWS // 4:,}", end="")
    assert four / one < 6


def test_reading_from_parquet_costs_less_than_twice_the_digest(drawn: dict[str, pl.DataFrame], tmp_path: Path) -> None:
    frame, path = drawn["of all kinds"], tmp_path / "rows.parquet"
    frame.write_parquet(path)
    memory, file = (
        min(used(lambda r=rows: content_of(r)) for _ in range(ROUNDS))  # type: ignore[misc]
        for rows in (frame.lazy(), pl.scan_parquet(path))
    )
    print(
        f"\nfrom Parquet it takes {file / memory:.1f} times as long as from memory: {megabytes(frame) / file:.0f} MB/s",
        end="",
    )
    assert file / memory < 3


def test_two_thousand_columns_take_no_longer_than_ten() -> None:
    cells = 4_000_000
    narrow, wide = (
        pl.DataFrame(np.random.default_rng(4).normal(size=(cells // columns, columns))) for columns in (10, 2_000)
    )
    one, many = (min(used(lambda f=frame: content_of(f.lazy())) for _ in range(3)) for frame in (narrow, wide))  # type: ignore[misc]
    print(
        f"\n2,000 columns of {cells // 2_000:,} rows take {many / one:.1f} times as long as 10 of {cells // 10:,}",
        end="",
    )
    assert many / one < 30
