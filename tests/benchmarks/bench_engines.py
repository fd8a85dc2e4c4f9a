"""Twelve column expectations where rows lie: DuckDB, PostgreSQL, SQLite and Spark, each against a query by hand.

The query by hand computes the same facts on the same engine in one pass. Both are timed in turn by the clock, because
a server's work is not this process's, and the best of three counts. With MODELWRIGHT_BENCH_ROWS=10000000, the table has
that many rows instead of a million; MODELWRIGHT_BENCH_ENGINES=duckdb,spark leaves the others out.
"""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from modelwright.engines.connections import engine_for, parsed_url, reading
from modelwright.engines.duck import DuckFileSource
from modelwright.engines.spark import SparkSource
from modelwright.engines.sql import SqlSource
from modelwright.expectations import reference
from tests.benchmarks.bench_expectations import SUITE, written
from tests.benchmarks.timing import seconds
from tests.engines.postgres import Server, shared_server

ROWS = int(os.environ.get("MODELWRIGHT_BENCH_ROWS", "1_000_000"))
ENGINES = os.environ.get("MODELWRIGHT_BENCH_ENGINES", "duckdb,postgresql,sqlite,spark").split(",")
AT_ONCE = 250_000
FACTS = """
SELECT count(*),
    sum(CASE WHEN amount IS NULL THEN 1 ELSE 0 END), sum(CASE WHEN amount < 0 OR amount > 9000 THEN 1 ELSE 0 END),
    avg(amount), sum(CASE WHEN age IS NULL THEN 1 ELSE 0 END), sum(CASE WHEN age < 18 OR age > 89 THEN 1 ELSE 0 END),
    {STDEV}, sum(CASE WHEN country IS NULL THEN 1 ELSE 0 END),
    sum(CASE WHEN country NOT IN ('DE', 'FR', 'IT', 'ES') THEN 1 ELSE 0 END),
    sum(CASE WHEN length(country) <> 2 THEN 1 ELSE 0 END), sum(CASE WHEN score IS NULL THEN 1 ELSE 0 END),
    sum(CASE WHEN score < 0 OR score > 1 THEN 1 ELSE 0 END), max(score), sum(CASE WHEN code IS NULL THEN 1 ELSE 0 END),
    sum(CASE WHEN NOT {MATCH} THEN 1 ELSE 0 END), sum(CASE WHEN age >= 50 THEN 1 ELSE 0 END),
    sum(CASE WHEN age >= 50 AND visits IS NULL THEN 1 ELSE 0 END),
    sum(CASE WHEN age >= 50 AND visits > 9 THEN 1 ELSE 0 END)
FROM {TABLE}
"""
STDEV = {"sqlite": "avg(age * age) - avg(age) * avg(age)"}
MATCH = {
    "duckdb": r"regexp_matches(code, '^[A-Z]{2}\d{4}$')",
    "postgresql": r"code ~ '^[A-Z]{2}\d{4}$'",
    "sqlite": r"code REGEXP '^[A-Z]{2}\d{4}$'",
    "spark": r"code RLIKE '^[A-Z]{2}\\d{4}$'",
}
# A process that holds the suite, and says how much memory it took at most.
WHOLE = """
import resource, sys
from pathlib import Path
from tests.benchmarks.bench_engines import SUITE
from modelwright.engines.duck import DuckFileSource
from modelwright.engines.sql import SqlSource
from modelwright.expectations import reference
where = sys.argv[1]
source = SqlSource(where, "bench", place="ROWS_URL") if "://" in where else DuckFileSource(Path(where))
with source.batch() as batch:
    assert all(one.met for one in reference.run(SUITE, batch, Path("suite.json")))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)
"""


def facts(engine: str, table: str) -> str:
    return FACTS.format(STDEV=STDEV.get(engine, "stddev_samp(age)"), MATCH=MATCH[engine], TABLE=table)


@pytest.fixture(scope="module")
def parquet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("bench") / f"{ROWS}.parquet", ROWS)


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Server:
    return shared_server(tmp_path_factory.mktemp("server"))


COLUMNS = "amount {0}, age bigint, country text, score {0}, code text, visits bigint"


def in_postgres(parquet: Path, server: Server) -> str:
    import psycopg

    url = server.url()
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection, connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench")
        cursor.execute(f"CREATE TABLE bench ({COLUMNS.format('double precision')})")
        for start in range(0, ROWS, AT_ONCE):
            part = pl.scan_parquet(parquet).slice(start, AT_ONCE).collect()
            with cursor.copy("COPY bench FROM STDIN (FORMAT csv)") as copy:
                copy.write(part.write_csv(include_header=False))
        cursor.execute("VACUUM ANALYZE bench")
    return url


def in_sqlite(parquet: Path) -> str:
    path = parquet.with_suffix(".sqlite")
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(f"CREATE TABLE bench ({COLUMNS.format('double')})")
        for start in range(0, ROWS, AT_ONCE):
            part = pl.scan_parquet(parquet).slice(start, AT_ONCE).collect()
            connection.executemany("INSERT INTO bench VALUES (?, ?, ?, ?, ?, ?)", part.iter_rows())
    connection.close()
    return f"sqlite:///{path}"


def compared(engine: str, suite: Callable[[], object], by_hand: Callable[[], object]) -> float:
    """How often as long the suite takes as the query by hand, each at its best of three."""
    suite()
    rounds = [(seconds(suite), seconds(by_hand)) for _ in range(3)]
    ours, least = min(one for one, _ in rounds), min(other for _, other in rounds)
    print(
        f"\n{engine:12} {ROWS:>11,} rows   {ours:7.2f} s   {ours / least:5.2f} x a query by hand ({least:.2f} s)",
        end="",
    )
    return float(ours / least)


def held(source: DuckFileSource | SqlSource | SparkSource) -> None:
    with source.batch() as batch:
        assert all(one.met for one in reference.run(SUITE, batch, Path("suite.json")))


def megabytes(where: str) -> float:
    answer = subprocess.run([sys.executable, "-c", WHOLE, where], capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    return float(answer.stdout)


def of_database(url: str, engine: str) -> tuple[float, float]:
    def by_hand() -> None:
        with reading(engine_for(parsed_url(url, "ROWS_URL"), "ROWS_URL"), "ROWS_URL") as connection:
            connection.exec_driver_sql(facts(engine, "bench")).fetchall()

    return compared(engine, lambda: held(SqlSource(url, "bench", place="ROWS_URL")), by_hand), megabytes(url)


# A million rows cost an engine a second, of which Great Expectations' own reckoning is a part that does not grow.
MOST = 3.0 if ROWS >= 5_000_000 else 4.0


@pytest.mark.skipif("duckdb" not in ENGINES, reason="left out")
def test_duckdb_over_parquet(parquet: Path) -> None:
    import duckdb

    source = DuckFileSource(parquet)

    def by_hand() -> None:
        with duckdb.connect() as connection:
            connection.execute(facts("duckdb", f"read_parquet('{parquet}')")).fetchall()

    ratio, peak = compared("duckdb", lambda: held(source), by_hand), megabytes(str(parquet))
    print(f"   {peak:.0f} MB at most", end="")
    assert ratio < MOST


@pytest.mark.skipif("postgresql" not in ENGINES, reason="left out")
def test_postgresql(parquet: Path, postgres: Server) -> None:
    ratio, peak = of_database(in_postgres(parquet, postgres), "postgresql")
    print(f"   {peak:.0f} MB at most", end="")
    assert ratio < MOST


@pytest.mark.skipif("sqlite" not in ENGINES, reason="left out")
def test_sqlite(parquet: Path) -> None:
    ratio, peak = of_database(in_sqlite(parquet), "sqlite")
    print(f"   {peak:.0f} MB at most", end="")
    assert ratio < MOST


@pytest.mark.skipif("spark" not in ENGINES, reason="left out")
def test_spark(parquet: Path) -> None:
    from modelwright.engines.spark_session import session

    spark = session("bench")

    def by_hand() -> None:
        spark.sql(facts("spark", f"parquet.`{parquet}`")).collect()

    compared("spark", lambda: held(SparkSource(parquet)), by_hand)
