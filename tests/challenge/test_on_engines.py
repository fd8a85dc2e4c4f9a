"""What is noticed on pandas is noticed where rows lie in a database: one corruption of each kind, on every engine."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import polars as pl
import pytest

from modelwright.challenge.advice import Adviser
from modelwright.challenge.ground import ground_of
from modelwright.challenge.guards import guards_of, noticed_by, run_fast
from modelwright.challenge.mutants import Mutant, mutants
from modelwright.engines.source import Source
from modelwright.expectations import reference
from modelwright.expectations.suite import Expectation, Suite
from tests.challenge.small import small_rows, small_spec
from tests.engines.java import small_java

Put = Callable[[pl.DataFrame], Source]
# By kind: a mutant, and expectations that notice it.
Cases = dict[str, tuple[Mutant, list[Expectation]]]


def noticed() -> Iterator[tuple[Mutant, list[Expectation]]]:
    """One mutant of each kind, with those expectations of a suite that follows all advice that notice it."""
    ground = ground_of(small_spec(), small_rows().lazy())
    tried = [one for one in mutants(ground) if isinstance(one, Mutant)]
    adviser = Adviser(ground, run_fast)
    advised = [one for one in map(adviser.advise, tried) if one]
    guards = guards_of(list({str(one): one for one in advised}.values()), ground.frame.lazy(), run_fast)
    first = {one.kind.name: one for one in reversed(tried)}
    for mutant in first.values():
        by = noticed_by(guards, mutant, run_fast)
        if by:
            yield mutant, by[:2]


@pytest.fixture(scope="module")
def cases() -> Cases:
    found = {mutant.kind.name: (mutant, by) for mutant, by in noticed()}
    assert len(found) > 30
    return found


def in_a_file(folder: Path, _: Path) -> Put:
    from modelwright.engines.files import FileSource

    def put(frame: pl.DataFrame) -> Source:
        frame.write_parquet(folder / "rows.parquet")
        return FileSource(folder / "rows.parquet")

    return put


def in_sqlite(folder: Path, _: Path) -> Put:
    from modelwright.engines.sql import SqlSource
    from tests.engines import places

    def put(frame: pl.DataFrame) -> Source:
        return SqlSource(places.in_sqlite(frame, folder / "rows.sqlite"), "rows", place="ROWS_URL")

    return put


def in_duckdb(folder: Path, _: Path) -> Put:
    from modelwright.engines.sql import SqlSource
    from tests.engines import places

    def put(frame: pl.DataFrame) -> Source:
        return SqlSource(places.in_duckdb(frame, folder / "rows.duckdb"), "rows", place="ROWS_URL")

    return put


def in_postgres(_: Path, shared: Path) -> Put:
    from modelwright.engines.sql import SqlSource
    from tests.engines import places
    from tests.engines.postgres import shared_server

    server = shared_server(shared)

    def put(frame: pl.DataFrame) -> Source:
        return SqlSource(places.in_postgres(frame, server, "challenged"), "challenged", place="ROWS_URL")

    return put


def in_spark(folder: Path, _: Path) -> Put:
    from modelwright.engines.spark import SparkSource

    def put(frame: pl.DataFrame) -> Source:
        frame.write_parquet(folder / "rows.parquet")
        return SparkSource(folder / "rows.parquet")

    return put


@pytest.fixture(scope="module")
def java(shared: Path) -> Iterator[None]:
    with small_java(shared):
        yield


def broken(put: Put, frame: pl.DataFrame, expectations: Sequence[Expectation]) -> list[Expectation]:
    """The expectations that Great Expectations finds broken on an engine."""
    with put(frame).batch() as batch:
        verdicts = reference.run(Suite("cases", tuple(expectations)), batch, Path("suite.json"))
    return [one for one, verdict in zip(expectations, verdicts, strict=True) if not verdict.met]


# Spark takes seconds for each: some kinds of some families.
ON_SPARK = ("above-range", "column-dropped", "decorrelated")


@pytest.mark.parametrize("place", [in_a_file, in_sqlite, in_duckdb, in_postgres, in_spark])
def test_a_corruption_that_the_fast_path_notices_is_noticed_by_great_expectations_on_every_engine(
    place: Callable[[Path, Path], Put],
    cases: Cases,
    tmp_path: Path,
    shared: Path,
    request: pytest.FixtureRequest,
) -> None:
    if place is in_spark:
        request.getfixturevalue("java")
    put = place(tmp_path, shared)
    chosen = {kind: case for kind, case in cases.items() if place is not in_spark or kind in ON_SPARK}
    asked = {str(one): one for _, by in chosen.values() for one in by}

    false_alarms = broken(put, small_rows(), list(asked.values()))
    unnoticed = [kind for kind, (mutant, by) in chosen.items() if not broken(put, mutant.rows.collect(), by)]

    assert len(chosen) >= len(ON_SPARK)
    assert false_alarms == []
    assert unnoticed == []
