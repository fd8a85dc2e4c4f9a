"""One suite, the same verdicts: pandas, the fast path, SQLite, PostgreSQL, DuckDB; and Spark, in `test_spark.py`."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from modelwright.engines.duck import DuckFileSource
from modelwright.engines.files import FileSource
from modelwright.engines.source import Source
from modelwright.engines.sql import SqlSource
from modelwright.expectations import fast, reference
from modelwright.expectations.suite import Suite, read_suite
from modelwright.expectations.verdict import Verdict
from tests.engines import places, rows
from tests.engines.postgres import Server
from tests.repos import ROOT

Put = Callable[[pl.DataFrame], Source]
DATABASES = ("sqlite", "postgresql", "duckdb", "duckdb over Parquet")
SHIPPED = {
    "credit_default": lambda d: pl.concat([d, d.head(5)]).with_columns(
        pl.when(pl.col("ID") % 2 == 0).then("LIMIT_BAL").alias("LIMIT_BAL"),
        pl.col("PAY_0") - 5,
        -pl.col("PAY_AMT3") - 1,
        pl.col("SEX").replace({1: 7}),
        pl.col("default.payment.next.month") + 1,
    ),
    "dry_bean": lambda d: d.with_columns(
        pl.col("Class").replace("SIRA", "LENTIL"),
        pl.col("Solidity") * 100,
        pl.when(pl.int_range(pl.len()) > 5).then("Extent").alias("Extent"),
        pl.col("MinorAxisLength").alias("MajorAxisLength"),
    ),
    "bike_sharing_hourly": lambda d: pl.concat([d, d.tail(3)]).with_columns(
        pl.col("hr") + 1, pl.col("temp") * 41, -pl.col("cnt"), pl.col("yr").replace({1: 2})
    ),
}


def put_into(place: str, folder: Path, server: Server) -> Put:
    """How to put rows into a place."""

    def put(frame: pl.DataFrame) -> Source:
        if place == "sqlite":
            return SqlSource(places.in_sqlite(frame, folder / "rows.sqlite"), "rows", place="ROWS_URL")
        if place == "postgresql":
            return SqlSource(places.in_postgres(frame, server, folder.name), folder.name, place="ROWS_URL")
        if place == "duckdb":
            return SqlSource(places.in_duckdb(frame, folder / "rows.duckdb"), "rows", place="ROWS_URL")
        frame.write_parquet(folder / "rows.parquet")
        known: dict[str, Callable[[Path], Source]] = {"duckdb over Parquet": DuckFileSource, "pandas": FileSource}
        return known[place](folder / "rows.parquet")

    return put


def held(source: Source, suite: Suite) -> Sequence[Verdict]:
    with source.batch() as batch:
        return reference.run(suite, batch, Path("suite.json"))


def differences(suite: Suite, expected: Sequence[Verdict], found: Sequence[Verdict]) -> str:
    """What an engine says otherwise: met, and counts.

    Where columns have other types than expected, one engine compares and finds nothing, and another refuses to compare:
    both are not met, and only that is compared.
    """

    def said(verdict: Verdict) -> tuple[Any, ...]:
        return verdict.met, verdict.rows, verdict.unexpected, verdict.missing

    def alike(one: Verdict, other: Verdict) -> bool:
        return not (one.met or other.met) if one.error or other.error else said(one) == said(other)

    return "\n".join(
        f"{one.type} {one.kwargs}: {said(wanted)} {wanted.error or ''}, found {said(got)} {got.error or ''}"
        for one, wanted, got in zip(suite.expectations, expected, found, strict=True)
        if not alike(wanted, got)
    )


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, pl.DataFrame, Suite], Sequence[Verdict]]:
    """What is said on pandas, once for each name: by the fast path where it can, whose own tests hold it to that."""
    known: dict[str, Sequence[Verdict]] = {}

    def of(name: str, frame: pl.DataFrame, suite: Suite) -> Sequence[Verdict]:
        if name not in known and not fast.unknown(suite, frame.lazy()) and name != "clean":
            known[name] = fast.run(suite, frame.lazy())
        if name not in known:
            path = tmp_path_factory.mktemp("expected") / "rows.parquet"
            frame.write_parquet(path)
            known[name] = held(FileSource(path), suite)
        return known[name]

    return of


@pytest.mark.parametrize("place", DATABASES)
def test_every_type_of_expectation_says_the_same_in_a_database(
    place: str,
    expected: Callable[[str, pl.DataFrame, Suite], Sequence[Verdict]],
    tmp_path: Path,
    postgres: Server,
) -> None:
    frame, suite = rows.clean(), rows.suite()
    wanted = expected("clean", frame, suite)

    found = held(put_into(place, tmp_path, postgres)(frame), suite)

    assert differences(suite, wanted, found) == ""
    # A suite that is met throughout, or broken throughout, would compare nothing; nor would one that cannot be run.
    assert {one.met for one in wanted} == {True, False}
    assert [one.error for one in wanted if one.error] == []


def test_other_rows_are_found_to_say_something_else(tmp_path: Path, postgres: Server) -> None:
    """The negative control of the tests here."""
    frame, suite = rows.clean(), rows.few(rows.suite(short=True), 1)
    one_less = frame.with_columns(pl.when(pl.col("id") > 0).then(rows.AWKWARD).alias(rows.AWKWARD))

    found = held(put_into("sqlite", tmp_path, postgres)(one_less), suite)

    assert "expect_column_values_to_not_be_null" in differences(suite, fast.run(suite, frame.lazy()), found)


def test_the_fast_path_says_the_same(
    expected: Callable[[str, pl.DataFrame, Suite], Sequence[Verdict]], tmp_path: Path, postgres: Server
) -> None:
    frame, suite = rows.clean(), rows.suite()
    lazy = put_into("pandas", tmp_path, postgres)(frame).scan()
    assert lazy is not None
    assert fast.unknown(suite, lazy) == []

    assert differences(suite, expected("clean", frame, suite), fast.run(suite, lazy)) == ""


@pytest.mark.parametrize("place", DATABASES[:3])
def test_corrupted_rows_are_noticed_alike_in_a_database(
    place: str,
    expected: Callable[[str, pl.DataFrame, Suite], Sequence[Verdict]],
    tmp_path: Path,
    postgres: Server,
) -> None:
    suite, put = rows.few(rows.suite(short=True), 2), put_into(place, tmp_path, postgres)
    for name, corrupt in rows.CORRUPTIONS.items():
        frame = corrupt(rows.clean())
        wanted = expected(name, frame, suite)

        assert differences(suite, wanted, held(put(frame), suite)) == "", name


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("place", ["sqlite", "postgresql", "duckdb over Parquet"])
def test_the_shipped_data_clean_and_corrupted_say_the_same_in_a_database(
    place: str, name: str, tmp_path: Path, postgres: Server
) -> None:
    suite = shipped_suite(name)
    frame = pl.read_parquet(ROOT / "template" / "data" / f"{name}.parquet")
    corrupted = SHIPPED[name](frame)
    for changed in (corrupted, frame) if place.startswith("duckdb") else (corrupted,):
        wanted = fast.run(suite, changed.lazy())

        found = held(put_into(place, tmp_path, postgres)(changed), suite)

        assert differences(suite, wanted, found) == ""
    assert not all(one.met for one in fast.run(suite, corrupted.lazy()))


def shipped_suite(name: str) -> Suite:
    """The suite of the template, without what the spec fills in."""
    path = ROOT / "template" / "expectations" / f"{name}.json"
    suite = read_suite(path, path)
    plain = tuple(one for one in suite.expectations if "$PARAMETER" not in str(one.kwargs))
    return Suite(suite.name, plain)
