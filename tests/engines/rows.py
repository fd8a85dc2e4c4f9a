"""Rows of every kind, ways to break them, and a suite of every type of expectation that means the same everywhere."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import polars as pl

from modelwright.engines.types import FAMILIES, type_list
from modelwright.expectations.suite import Expectation, Suite

ROWS = 120
Change = Callable[[pl.DataFrame], pl.DataFrame]


def every(step: int, value: Any, other: Callable[[int], Any]) -> list[Any]:
    """A column whose every so-manieth value is this one."""
    return [value if number % step == 0 else other(number) for number in range(ROWS)]


def clean() -> pl.DataFrame:
    """Rows with each type, missing values, and names that SQL and Spark have to quote."""
    start = dt.datetime(2026, 1, 1)  # noqa: DTZ001 - without a zone, as in a file
    return pl.DataFrame(
        {
            "id": range(ROWS),
            "twice": [number // 2 if number < 20 else number for number in range(ROWS)],
            "whole": every(10, None, lambda number: number),
            "x": every(7, None, lambda number: number * 0.5),
            "y": [number * 0.25 + 3 for number in range(ROWS)],
            "cat": every(13, None, lambda number: "abc"[number % 3]),
            "code": every(17, None, lambda number: f"AB-{number:04d}" if number % 5 else f"zz{number}"),
            "words": every(6, "a b", lambda number: ["É", "x" * 9, "%_", "ab\nc", ""][number % 5]),
            "flag": every(11, None, lambda number: number % 2 == 0),
            "day": [(start + dt.timedelta(days=number)).date() for number in range(ROWS)],
            "time": [start + dt.timedelta(hours=number) for number in range(ROWS)],
            "nothing": pl.Series([None] * ROWS, dtype=pl.Float64),
            'select "it".5 🙂; --': [number % 4 for number in range(ROWS)],
        }
    )


MEDIAN = {"quantiles": [0.5], "value_ranges": [[0, 100]]}
AWKWARD = 'select "it".5 🙂; --'


def broken_values(rows: pl.DataFrame) -> pl.DataFrame:
    """Missing values, another unit, another sign, unseen categories, and keys that are there twice."""
    changed = rows.with_columns(
        pl.when(pl.col("id") % 2 == 0).then("time").alias("time"),
        pl.col("y") * 100,
        -pl.col("x"),
        pl.col("cat").replace("a", "new"),
        pl.col(AWKWARD) + 3,
    )
    return pl.concat([changed, changed.head(3)])


CORRUPTIONS: dict[str, Change] = {
    "values": broken_values,
    "a column is missing, and most rows": lambda rows: rows.drop("cat").head(20),
    "columns swapped, and whole numbers as numbers": lambda rows: rows.rename({"x": "y", "y": "x"}).with_columns(
        pl.col("id").cast(pl.Float64)
    ),
    "numbers as text": lambda rows: rows.with_columns(pl.col("y", AWKWARD).cast(pl.String)),
    "only nulls": lambda rows: rows.with_columns(pl.lit(None, dtype=pl.Int64).alias(AWKWARD)),
    "no rows": lambda rows: rows.head(0),
}


def expectation(kind: str, **kwargs: Any) -> Expectation:
    """An expectation, by what follows `expect_` in its name."""
    return Expectation(f"expect_{kind}", kwargs)


def suite(*, short: bool = False) -> Suite:
    """Every type that means the same on all engines; the short one leaves out what is said twice."""
    made = [
        *_of_the_table(),
        *_of_numbers(short=short),
        *_of_text(),
        *_of_times(),
        *_of_several(),
        *_with_conditions(short=short),
    ]
    return Suite("every type", (*made, *_of_types(short=short)))


def few(suite: Suite, each: int) -> Suite:
    """At most so many of each type, for an engine that is slow to ask."""
    seen: Counter[str] = Counter()
    kept = []
    for one in suite.expectations:
        seen[one.type] += 1
        if seen[one.type] <= each:
            kept.append(one)
    return Suite(suite.name, tuple(kept))


def _of_the_table() -> Iterator[Expectation]:
    names = clean().columns
    yield expectation("table_row_count_to_be_between", min_value=100, max_value=ROWS)
    yield expectation("table_row_count_to_equal", value=ROWS)
    yield expectation("table_column_count_to_equal", value=len(names))
    yield expectation("table_column_count_to_be_between", min_value=len(names), max_value=20)
    yield expectation("table_columns_to_match_set", column_set=names, exact_match=True)
    yield expectation("table_columns_to_match_ordered_list", column_list=names)
    yield expectation("column_to_exist", column="cat")
    yield expectation("column_to_exist", column="CAT")


def _of_numbers(*, short: bool) -> Iterator[Expectation]:
    yield expectation("column_values_to_be_unique", column="id")
    yield expectation("column_values_to_be_unique", column="twice")
    for column in ("whole", "y", AWKWARD) if not short else (AWKWARD,):
        yield expectation("column_values_to_not_be_null", column=column, mostly=0.9)
        yield expectation("column_values_to_be_null", column=column)
        yield expectation("column_values_to_be_between", column=column, min_value=1, max_value=50)
        yield expectation("column_values_to_be_between", column=column, min_value=3, strict_min=True, mostly=0.95)
        yield expectation("column_values_to_be_in_set", column=column, value_set=[0, 1, 2, 3.5, "1"])
        yield expectation("column_values_to_not_be_in_set", column=column, value_set=[2, 2.5])
        yield expectation("column_mean_to_be_between", column=column, min_value=1, max_value=50)
        yield expectation("column_median_to_be_between", column=column, min_value=1, max_value=30.25)
        yield expectation("column_stdev_to_be_between", column=column, min_value=1, max_value=50)
        yield expectation("column_sum_to_be_between", column=column, min_value=1, max_value=5000)
        yield expectation("column_min_to_be_between", column=column, min_value=0, max_value=1)
        yield expectation("column_max_to_be_between", column=column, min_value=1, max_value=50)
        ranges = {"quantiles": [0.1, 0.5, 0.9], "value_ranges": [[0, 14], [17.75, 17.75], [30, 110]]}
        yield expectation("column_quantile_values_to_be_between", column=column, quantile_ranges=ranges)
        yield expectation("column_unique_value_count_to_be_between", column=column, min_value=4, max_value=100)
        yield expectation("column_proportion_of_unique_values_to_be_between", column=column, min_value=0.5)
        yield expectation("column_proportion_of_non_null_values_to_be_between", column=column, min_value=0.95)
        yield expectation("column_distinct_values_to_be_in_set", column=column, value_set=[0, 1, 2, 3])
        yield expectation("column_distinct_values_to_contain_set", column=column, value_set=[0, 3])
        yield expectation("column_most_common_value_to_be_in_set", column=column, value_set=[0, 1], ties_okay=True)
        yield expectation("column_value_z_scores_to_be_less_than", column=column, threshold=1, double_sided=True)
    yield expectation("column_values_to_be_null", column="nothing")
    yield expectation("column_values_to_be_between", column="nothing", min_value=1)
    yield expectation("column_values_to_be_in_set", column="flag", value_set=[True])
    yield expectation("column_distinct_values_to_equal_set", column="flag", value_set=[True, False])


def _of_text() -> Iterator[Expectation]:
    for column in ("code", "words"):
        yield expectation("column_values_to_match_regex", column=column, regex=r"^AB-\d{4}$")
        yield expectation("column_values_to_match_regex", column=column, regex=r"(?i)^(?:ab|\w+$)")
        yield expectation("column_values_to_match_regex", column=column, regex="a.c")
        yield expectation("column_values_to_not_match_regex", column=column, regex=r"B-\d|[\w%]_")
        lists = {"column": column, "regex_list": ["^AB", r"\d"]}
        yield expectation("column_values_to_match_regex_list", **lists, match_on="any")
        yield expectation("column_values_to_match_regex_list", **lists, match_on="all")
        yield expectation("column_values_to_not_match_regex_list", **lists)
        yield expectation("column_value_lengths_to_be_between", column=column, min_value=1, max_value=7)
        yield expectation("column_value_lengths_to_equal", column=column, value=1)
    yield expectation("column_values_to_be_in_set", column="cat", value_set=["a", "b", 1])
    yield expectation("column_values_to_not_be_in_set", column="cat", value_set=["c"])
    yield expectation("column_distinct_values_to_be_in_set", column="cat", value_set=["a", "b"])
    yield expectation("column_distinct_values_to_equal_set", column="cat", value_set=["a", "b", "c"])
    yield expectation("column_distinct_values_to_contain_set", column="cat", value_set=["a", "z"])
    yield expectation("column_most_common_value_to_be_in_set", column="cat", value_set=["b"])


def _of_times() -> Iterator[Expectation]:
    for column, first, last in (
        ("day", "2026-01-05", "2026-02-01"),
        ("time", "2026-01-02T00:00:00", "2026-01-05T12:00:00"),
    ):
        yield expectation("column_values_to_be_between", column=column, min_value=first, max_value=last)
        yield expectation("column_values_to_be_unique", column=column)
    # Great Expectations compares the first and the last of times with text, and those of days with nothing.
    yield expectation("column_min_to_be_between", column=column, min_value=first, max_value=last)
    yield expectation("column_max_to_be_between", column=column, min_value=last)


def _of_several() -> Iterator[Expectation]:
    pair = {"column_A": "y", "column_B": "x"}
    yield expectation("column_pair_values_a_to_be_greater_than_b", **pair)
    yield expectation("column_pair_values_a_to_be_greater_than_b", **pair, ignore_row_if="either_value_is_missing")
    yield expectation("column_pair_values_a_to_be_greater_than_b", column_A="twice", column_B="id", or_equal=True)
    for ignored in ("both_values_are_missing", "either_value_is_missing", "neither"):
        named = {"column_A": "id", "column_B": "whole", "ignore_row_if": ignored}
        yield expectation("column_pair_values_to_be_equal", **named)
    pairs = {"column_A": AWKWARD, "column_B": "id", "value_pairs_set": [[0, 0], [1, 1]]}
    yield expectation("column_pair_values_to_be_in_set", **pairs)
    for ignored in ("all_values_are_missing", "any_value_is_missing", "never"):
        yield expectation("compound_columns_to_be_unique", column_list=["whole", "flag"], ignore_row_if=ignored)
        numbers = {"column_list": ["id", "whole"], "ignore_row_if": ignored}
        yield expectation("multicolumn_sum_to_equal", **numbers, sum_total=4)
        yield expectation("select_column_values_to_be_unique_within_record", **numbers)


def _with_conditions(*, short: bool) -> Iterator[Expectation]:
    texts = ('col("id") > 50', 'col("cat") == "a"', 'col("y") <= 20.5', 'col("x").notNull()', 'col("cat") != "a"')
    for text in texts[3:] if short else texts:
        condition = {"row_condition": text, "condition_parser": "great_expectations"}
        yield expectation("column_values_to_be_between", column="id", min_value=1, max_value=30, **condition)
        yield expectation("column_values_to_be_unique", column="twice", **condition)
    yield expectation("column_mean_to_be_between", column="id", min_value=1, max_value=30, **condition)
    yield expectation("compound_columns_to_be_unique", column_list=["twice", "day"], **condition)


def _of_types(*, short: bool) -> Iterator[Expectation]:
    own = {"id": "integer", "y": "number", "cat": "text", "flag": "boolean", "day": "date", "time": "timestamp"}
    for column, of in {"whole": "integer", **own}.items():
        for family in FAMILIES:
            if family == of or not short:
                yield expectation("column_values_to_be_in_type_list", column=column, type_list=type_list(family))
