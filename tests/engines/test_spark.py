"""Apache Spark, the real one: the same verdicts, the same statistics, and not a word of its own.

All in few tests of one file, because its session takes seconds to start, and each expectation is a job or more.
"""

import math
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from modelwright.engines.files import FileSource
from modelwright.engines.spark import SparkSource
from modelwright.engines.spark_session import session
from modelwright.errors import InputError
from modelwright.expectations import fast
from modelwright.expectations.suite import Suite
from tests.engines import rows
from tests.engines.java import small_java
from tests.engines.test_files import TRICKY
from tests.engines.test_same_verdicts import SHIPPED, differences, held, shipped_suite
from tests.repos import ROOT


@pytest.fixture(scope="module", autouse=True)
def java(shared: Path) -> Iterator[None]:
    with small_java(shared):
        yield


def test_every_type_of_expectation_says_the_same_on_spark(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    suite, path = rows.few(rows.suite(short=True), 2), tmp_path / "rows [1].parquet"
    rows.broken_values(rows.clean()).write_parquet(path)
    frame = FileSource(path).scan()
    assert frame is not None
    wanted = fast.run(suite, frame)

    found = held(SparkSource(path), suite)

    assert differences(suite, wanted, found) == ""
    assert {one.met for one in found} == {True, False}
    assert [one.error for one in found if one.error] == []
    # Neither Java's greetings, nor Spark's progress, nor a warning of pandas.
    assert "".join(capfd.readouterr()) == ""


def test_shipped_data_and_columns_of_another_type_say_the_same_on_spark(tmp_path: Path) -> None:
    name = "credit_default"  # whose target has dots in its name, as fields within columns do
    frame, suite = SHIPPED[name](pl.read_parquet(ROOT / "template" / "data" / f"{name}.parquet")), shipped_suite(name)
    frame.write_parquet(tmp_path / "shipped.parquet")

    found = held(SparkSource(tmp_path / "shipped.parquet"), suite)

    assert differences(suite, fast.run(suite, frame.lazy()), found) == ""

    changed = rows.clean().with_columns(pl.col("y", "id").cast(pl.String)).drop("cat")
    changed.write_parquet(tmp_path / "changed.parquet")
    asked = ("y", "id", "cat", "x")
    kinds = ("column_values_to_be_between", "column_mean_to_be_between", "column_max_to_be_between")
    made = [rows.expectation(kind, column=column, min_value=1) for kind in kinds for column in asked]
    made += [rows.expectation("column_values_to_be_in_set", column="y", value_set=[3, 4])]
    pair = {"column_A": "id", "column_B": "twice"}
    made += [rows.expectation("column_pair_values_to_be_equal", **pair)]
    made += [rows.expectation("column_pair_values_to_be_in_set", **pair, value_pairs_set=[[n, n] for n in range(120)])]
    suite = Suite("other types", tuple(made))

    wanted = held(FileSource(tmp_path / "changed.parquet"), suite)

    ordered = rows.expectation("column_values_to_be_increasing", column="twice")
    found = held(SparkSource(tmp_path / "changed.parquet"), Suite("other types", (*made, ordered)))
    assert differences(suite, wanted, found[:-1]) == ""
    assert found[-1].error == "a table has no order of its rows"
    assert sum(one.met for one in wanted) < len(wanted) / 2


def test_rows_are_the_same_to_spark_whatever_file_they_are_in(tmp_path: Path) -> None:
    frame = rows.clean().with_columns(pl.when(pl.col("id") == 5).then(math.nan).otherwise("y").alias("y"))
    frame.write_parquet(tmp_path / "rows.parquet")
    assert SparkSource(tmp_path / "rows.parquet").statistics() == FileSource(tmp_path / "rows.parquet").statistics()

    for case in ("missing values beside numbers", "quotes", "truths", "a name that is missing", "lines of Windows"):
        path = tmp_path / f"{case}.csv"
        path.write_bytes(TRICKY[case].encode())
        assert SparkSource(path).statistics() == FileSource(path).statistics(), case

    spark = session("rows")
    shown = SparkSource(spark.createDataFrame([(1, "a"), (2, None)], "id bigint, name string")).statistics()
    assert (shown.rows, [one.type for one in shown.columns]) == (2, ["integer", "text"])
    # One session for all, on loopback, without a page.
    settings = spark.sparkContext.getConf()
    assert session("rows") is spark
    assert settings.get("spark.ui.enabled") == "false"
    assert settings.get("spark.driver.bindAddress") == "127.0.0.1"

    path = tmp_path / "rows.parquet"
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(InputError, match=r"^rows: cannot be read as Parquet"):
        SparkSource(path, "rows").statistics()


@pytest.mark.parametrize(
    ("home", "said"),
    [("/nowhere", "JAVA_HOME holds none"), ("", "none is on the PATH, and JAVA_HOME is not set")],
)
def test_a_machine_without_java_is_told(home: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from pyspark.sql import SparkSession

    monkeypatch.setattr(SparkSession, "getActiveSession", lambda: None)
    monkeypatch.setenv("JAVA_HOME", home)
    monkeypatch.setenv("PATH", "/nowhere")

    with pytest.raises(InputError, match=f"^rows: engine `spark` needs Java 17 or 21: {said}"):
        session("rows")
