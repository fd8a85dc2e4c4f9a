"""Twelve column expectations on 1 and 10 million rows: the fast path, a bare scan, and Great Expectations on pandas.

Processor time is compared, not the clock, so that other work on the machine changes little; the bare scan is written by
hand in polars and computes the same facts. With MODELWRIGHT_BENCH_ROWS=50000000, the larger table has that many rows.
"""

import os
import subprocess
import sys
from pathlib import Path
from statistics import median

import numpy as np
import polars as pl
import pytest

from modelwright.expectations import fast
from modelwright.expectations.suite import Expectation, Suite, write_suite
from tests.benchmarks.timing import used

MILLION = 1_000_000
LARGE = int(os.environ.get("MODELWRIGHT_BENCH_ROWS", 10 * MILLION))
VALUES = "expect_column_values_to_"
COUNTRIES = ["DE", "FR", "IT", "ES"]
CODE = r"^[A-Z]{2}\d{4}$"
# As many of those that proposals write, one is about some of the rows.
OLD = {"row_condition": 'col("age") >= 50', "condition_parser": "great_expectations"}
SUITE = Suite(
    "bench",
    (
        Expectation(f"{VALUES}not_be_null", {"column": "amount"}),
        Expectation(f"{VALUES}be_between", {"column": "amount", "min_value": 0, "max_value": 9000}),
        Expectation("expect_column_mean_to_be_between", {"column": "amount", "min_value": 150, "max_value": 250}),
        Expectation(f"{VALUES}not_be_null", {"column": "age"}),
        Expectation(f"{VALUES}be_between", {"column": "age", "min_value": 18, "max_value": 89}),
        Expectation("expect_column_stdev_to_be_between", {"column": "age", "min_value": 10, "max_value": 30}),
        Expectation(f"{VALUES}be_in_set", {"column": "country", "value_set": COUNTRIES}),
        Expectation("expect_column_value_lengths_to_equal", {"column": "country", "value": 2}),
        Expectation(f"{VALUES}be_between", {"column": "score", "min_value": 0, "max_value": 1, "mostly": 0.99}),
        Expectation("expect_column_max_to_be_between", {"column": "score", "max_value": 1}),
        Expectation(f"{VALUES}match_regex", {"column": "code", "regex": CODE}),
        Expectation(f"{VALUES}be_between", {"column": "visits", "max_value": 9, "mostly": 0.99, **OLD}),
    ),
)
# One process that does all there is to do: it prints seconds of processor time after its imports, and megabytes.
WHOLE = """
import resource, sys
from pathlib import Path
from modelwright.expectations.suite import read_suite
path, suite, way = Path(sys.argv[1]), read_suite(Path(sys.argv[2]), Path("s")), sys.argv[3]
from modelwright.engines.files import FileSource
source = FileSource(path)
if way == "fast":
    from modelwright.expectations import fast
    import polars
else:
    from modelwright.engines.context import great_expectations
    from modelwright.expectations import reference
    great_expectations()
def used():
    spent = resource.getrusage(resource.RUSAGE_SELF)
    return spent.ru_utime + spent.ru_stime
start = used()
if way == "fast":
    verdicts = fast.run(suite, source.scan())
else:
    with source.batch() as batch:
        verdicts = reference.run(suite, batch, path)
assert all(one.met for one in verdicts), verdicts
print(used() - start, used(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)
"""


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    folder = tmp_path_factory.mktemp("bench")
    return {rows: written(folder / f"{rows}.parquet", rows) for rows in (MILLION, LARGE)}


def written(path: Path, rows: int) -> Path:
    """A table, made and written a million rows at a time."""
    random = np.random.default_rng(1)
    parts = path.with_suffix("")
    parts.mkdir()
    for part in range(0, rows, MILLION):
        count = min(MILLION, rows - part)
        frame = pl.DataFrame(
            {
                "amount": random.gamma(2, 100, count),
                "age": random.integers(18, 90, count),
                "country": pl.Series(COUNTRIES)[random.integers(0, 4, count)],
                "score": random.random(count),
                "code": pl.Series([f"AB{number:04}" for number in range(5000)])[random.integers(0, 5000, count)],
                "visits": random.poisson(3, count),
            }
        )
        frame.with_columns(pl.when(pl.col("amount") < 600).then("score")).write_parquet(parts / f"{part:012}.parquet")
    pl.scan_parquet(parts / "*.parquet").sink_parquet(path)
    return path


def bare(path: Path) -> None:
    """The same facts, by hand."""
    amount, age, country = pl.col("amount"), pl.col("age"), pl.col("country")
    score, code, visits = pl.col("score"), pl.col("code"), pl.col("visits")
    asked = [
        pl.len(),
        (amount.is_null() | amount.is_nan()).sum(),
        ((amount < 0) | (amount > 9000)).sum(),
        amount.mean(),
        age.null_count(),
        ((age < 18) | (age > 89)).sum(),
        age.std(),
        country.null_count(),
        (~country.is_in(COUNTRIES)).sum(),
        (country.str.len_chars() != 2).sum(),
        (score.is_null() | score.is_nan()).sum(),
        ((score < 0) | (score > 1)).sum(),
        score.max(),
        code.null_count(),
        (~code.str.contains(CODE)).sum(),
        (age >= 50).sum(),
        ((age >= 50) & visits.is_null()).sum(),
        ((age >= 50) & (visits > 9)).sum(),
    ]
    pl.scan_parquet(path).select([one.alias(str(place)) for place, one in enumerate(asked)]).collect(engine="streaming")


def whole(path: Path, way: str) -> tuple[float, float, float]:
    """Seconds after the imports, seconds in all, and megabytes at the peak, in a process of its own."""
    suite = path.with_suffix(".json")
    write_suite(suite, SUITE)
    command = [sys.executable, "-W", "ignore", "-c", WHOLE, str(path), str(suite), way]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    after, total, peak = map(float, answer.stdout.split())
    return after, total, peak


@pytest.mark.parametrize("rows", [MILLION, LARGE])
def test_the_fast_path_costs_little_more_than_a_bare_scan(rows: int, tables: dict[int, Path]) -> None:
    def rounds() -> tuple[float, float]:
        return used(lambda: fast.run(SUITE, pl.scan_parquet(tables[rows]))), used(lambda: bare(tables[rows]))

    rounds()
    found = [rounds() for _ in range(7)]
    ratio = median(ours / theirs for ours, theirs in found)
    ours, theirs = (median(one) for one in zip(*found, strict=True))
    print(f"\n{rows:,} rows   {ours:5.2f} s   {ratio:4.2f} x the bare scan ({theirs:.2f} s)", end="")
    assert ratio <= 1.5


def test_cost_is_linear_and_memory_constant_in_rows(tables: dict[int, Path]) -> None:
    found = {rows: [whole(path, "fast") for _ in range(3)] for rows, path in tables.items()}
    seconds = {rows: min(after for after, _, _ in several) for rows, several in found.items()}
    peaks = {rows: max(peak for _, _, peak in several) for rows, several in found.items()}
    growth = seconds[LARGE] / seconds[MILLION] / (LARGE / MILLION)
    print(f"\n{LARGE // MILLION} times the rows   {growth:4.2f} times the cost of a row", end="")
    print(f"   {peaks[MILLION]:.0f} MB, then {peaks[LARGE]:.0f} MB", end="")
    assert growth < 1.5
    assert peaks[LARGE] < 2 * peaks[MILLION]


def test_great_expectations_takes_many_times_as_long(tables: dict[int, Path]) -> None:
    small = {way: min(whole(tables[MILLION], way)[1] for _ in range(3)) for way in ("fast", "great")}
    ours, theirs = whole(tables[LARGE], "fast"), whole(tables[LARGE], "great")
    with_import, run = small["great"] / small["fast"], theirs[0] / ours[0]
    print(f"\n{MILLION:,} rows, import included   {with_import:4.1f} times as fast ({small['fast']:.2f} s)", end="")
    print(f"\n{LARGE:,} rows   {run:4.1f} times as fast ({ours[0]:.2f} s and {ours[2]:.0f} MB,", end="")
    print(f" Great Expectations {theirs[0]:.1f} s and {theirs[2]:.0f} MB)", end="")
    assert with_import >= 8
    assert run >= 10
