"""What Apache Spark is asked about rows besides expectations: the rows themselves, some of them, and how far they hide.

All in one test, because each question is a job or more.
"""

import datetime as dt
import hashlib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from modelwright.data.content import content_of, content_of_parts
from modelwright.data.disclosure import anonymity
from modelwright.data.suppression import FLOOR
from modelwright.engines.samples import Size
from modelwright.engines.source import Asked
from modelwright.engines.spark import SparkSource
from modelwright.engines.spark_session import session
from modelwright.errors import InputError
from modelwright.evidence import Anonymity
from modelwright.expectations.validation import content_of_source
from tests.engines import rows
from tests.engines.java import small_java
from tests.engines.test_groups import CREDIT, persons
from tests.repos import ROOT

TARGET = "default.payment.next.month"


@pytest.fixture(scope="module", autouse=True)
def java(shared: Path) -> Iterator[None]:
    with small_java(shared):
        yield


def of_file(frame: pl.DataFrame, columns: list[str], sensitive: str) -> Anonymity:
    return Anonymity(*anonymity(frame.lazy(), columns, sensitive=sensitive))


def taken(source: SparkSource) -> pl.DataFrame:
    with source.parts() as parts:
        return pl.concat([*parts.frames])


def test_a_frame_of_spark_is_handed_over_with_the_digest_of_the_file(tmp_path: Path) -> None:
    instants = [dt.datetime(2026, 3, 29, 1, 30, 0, 5, tzinfo=dt.UTC)] * rows.ROWS
    frame = rows.clean().with_columns(
        pl.Series("instant", instants),
        pl.Series("exact", [Decimal("1.50"), None] * (rows.ROWS // 2), dtype=pl.Decimal(9, 2)),
        pl.Series("list", [[1, 2], None] * (rows.ROWS // 2)),
        pl.Series("bytes", [b"\x00", None] * (rows.ROWS // 2)),
    )
    frame.write_parquet(tmp_path / "rows.parquet")
    spark = session("rows")
    stored = SparkSource(tmp_path / "rows.parquet")
    own = SparkSource(spark.read.parquet(str(tmp_path / "rows.parquet")), "rows")

    with own.parts() as parts:
        content = content_of_parts(parts.frames, parts.schema)

    assert taken(own).equals(frame)
    assert content == content_of(frame.lazy())
    # A file has one content, whoever holds expectations against it; a frame of Spark has that of its statistics.
    assert content_of_source(stored) == content
    assert content_of_source(own).method == "statistics"
    # The control: another value is another digest.
    other = SparkSource(spark.read.parquet(str(tmp_path / "rows.parquet")).na.fill({"x": 0.25}), "rows")
    with other.parts() as parts:
        assert content_of_parts(parts.frames, parts.schema).digest != content.digest
    with pytest.raises(
        InputError, match=r"^rows: column 'm' holds map<string,int>, which has no type outside of Spark"
    ):
        taken(SparkSource(spark.sql("SELECT map('a', 1) AS m"), "rows"))
    with pytest.raises(InputError, match=r"^rows: Apache Spark failed \("):
        taken(SparkSource(spark.sql("SELECT raise_error('a value') AS e"), "rows"))


def test_spark_groups_as_the_file_is_grouped(tmp_path: Path) -> None:
    shipped = ROOT / "template" / "data" / "credit_default.parquet"
    found = SparkSource(shipped).anonymity(CREDIT, TARGET, FLOOR)
    assert found == of_file(pl.read_parquet(shipped), CREDIT, TARGET)
    assert (found.k, found.l, found.rows_below) == (1, 1, 891)

    frame = persons()
    for number, (columns, sensitive) in enumerate([(["age", 'the "sex" of; --'], "y"), (["weight"], "y")]):
        frame.write_parquet(tmp_path / f"{number}.parquet")
        source = SparkSource(tmp_path / f"{number}.parquet")
        assert source.anonymity(columns, sensitive, FLOOR) == of_file(frame, columns, sensitive)

    # The control: one person more, who stands out.
    pl.concat([frame, frame.head(1).with_columns(age=pl.lit(99, pl.Int64))]).write_parquet(tmp_path / "other.parquet")
    other = SparkSource(tmp_path / "other.parquet").anonymity(["age"], "y", FLOOR)
    assert (other.k, other.groups, other.rows_below) == (1, 4, 1)


def test_spark_draws_the_rows_that_a_database_draws(tmp_path: Path) -> None:
    frame = pl.DataFrame({"key": range(3_000), "rare": [None] * 2_999 + ["x"], "raw": [b"x"] * 3_000})
    frame.sample(fraction=1, shuffle=True, seed=1).write_parquet(tmp_path / "many.parquet")
    source = SparkSource(tmp_path / "many.parquet")
    assert isinstance(source, Asked)
    lowest = sorted(frame["key"], key=lambda key: hashlib.md5(str(key).encode(), usedforsecurity=False).hexdigest())

    found, total, by = source.sample(["key"], Size(200, 1_000_000))

    assert (total, by, found.columns) == (3_000, ("key",), ["key", "rare"])
    assert sorted(found["key"].drop_nulls()) == sorted(lowest[:200])
    assert found["rare"].drop_nulls().to_list() == ["x"]
    # One key for all: the rows are as many as were asked for, and not all that are equal.
    frame.with_columns(key=pl.lit(1)).write_parquet(tmp_path / "same.parquet")
    assert SparkSource(tmp_path / "same.parquet").sample(["key"], Size(200, 1_000_000)).rows.height in {200, 201}
