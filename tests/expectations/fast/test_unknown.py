"""What the fast path does not know it does not guess: it says so, and Great Expectations decides."""

import subprocess
import sys
from datetime import timedelta
from typing import Any

import polars as pl
import pytest

from modelwright.expectations import fast
from tests.expectations.fast.cases import comparison
from tests.expectations.fast.parity import suite_of

BETWEEN = "expect_column_values_to_be_between"
ROWS = pl.LazyFrame({"age": [30, 40], "name": ["a", "b"], "lasts": [timedelta(1), None], "parts": [[1], [2]]})


@pytest.mark.parametrize(
    ("type_", "arguments", "reason"),
    [
        ("expect_column_kl_divergence_to_be_less_than", {"column": "age"}, "a type that the fast path does not know"),
        ("expect_column_values_to_be_yellow", {"column": "age"}, "a type that the fast path does not know"),
        (BETWEEN, {"column": "age", "min_value": 1, "parse_strings": True}, "unknown field `parse_strings`"),
        (BETWEEN, {"column": "age", "min_value": "a"}, "'a' is no limit"),
        (BETWEEN, {"column": "age", "min_value": {"$PARAMETER": "least"}}, "got `object` - at `$.min_value`"),
        (BETWEEN, {"column": "age"}, "needs a minimum or a maximum"),
        (BETWEEN, {"column": "age", "min_value": 1, "mostly": 1.2}, "<= 1.0 - at `$.mostly`"),
        (BETWEEN, {"min_value": 1}, "missing required field `column`"),
        ("expect_column_value_lengths_to_equal", {"column": "name", "value": "3"}, "got `str` - at `$.value`"),
        ("expect_column_values_to_match_regex", {"column": "name", "regex": "("}, "no regular expression"),
        ("expect_column_values_to_be_of_type", {"column": "age", "type_": "complex"}, "the type complex"),
        ("expect_table_row_count_to_be_between", {"min_value": 2, "max_value": 1}, "greater than the maximum"),
    ],
)
def test_a_type_or_an_argument_that_is_not_known_is_named(type_: str, arguments: dict[str, Any], reason: str) -> None:
    [line] = fast.unknown(suite_of([(type_, arguments)]), ROWS)

    assert line.startswith(type_)
    assert reason in line


@pytest.mark.parametrize(
    ("condition", "parser", "reason"),
    [
        ("age > 3", "pandas", "a row condition of the parser pandas"),
        ("age > 3", None, "a row condition of the parser None"),
        ('col("age") > 3 and col("name") == "a"', "great_expectations", "that is not known"),
        ("age > 3", "great_expectations", "that is not known"),
        ({"type": "pass_through", "pass_through_filter": "age > 3"}, None, "that is not known"),
        ({"column": {"name": "age"}, "operator": ">", "parameter": 3}, None, "that is not known"),
        (comparison("age", "IN", 3), None, "do not belong together"),
        (comparison("age", "IN", []), None, "do not belong together"),
        (comparison("age", "IN", [1, "a"]), None, "text and numbers in one list"),
        (comparison("lasts", ">", 3), None, "compares Duration(time_unit='us') with int"),
        (comparison("age`; drop", ">", 3), None, "on the column 'age`; drop'"),
    ],
)
def test_a_row_condition_that_is_not_known_is_named(condition: Any, parser: str | None, reason: str) -> None:
    arguments = {"column": "age", "min_value": 1, "row_condition": condition, "condition_parser": parser}

    [line] = fast.unknown(suite_of([(BETWEEN, arguments)]), ROWS)

    assert reason in line


@pytest.mark.parametrize("column", ["lasts", "parts"])
def test_a_column_of_a_type_of_its_own_is_left_to_great_expectations(column: str) -> None:
    suite = suite_of([("expect_column_values_to_be_unique", {"column": column})])

    assert fast.unknown(suite) == []
    assert f"on '{column}': a column of" in fast.unknown(suite, ROWS)[0]
    with pytest.raises(ValueError, match="not known to the fast path"):
        fast.run(suite, ROWS)


def test_of_such_a_column_it_is_known_what_is_missing() -> None:
    suite = suite_of([("expect_column_values_to_not_be_null", {"column": "lasts"})])

    assert fast.unknown(suite, ROWS) == []
    assert fast.run(suite, ROWS)[0].unexpected == 1


def test_a_column_that_is_not_there_is_a_verdict_and_not_a_reason() -> None:
    suite = suite_of([(BETWEEN, {"column": "height", "min_value": 1}), (BETWEEN, {"column": "age", "min_value": 1})])

    absent, there = fast.run(suite, ROWS)

    assert fast.unknown(suite, ROWS) == []
    assert (absent.met, absent.error) == (False, "no column 'height'")
    assert there.met


def test_neither_great_expectations_nor_pandas_nor_numpy_is_imported() -> None:
    code = """
import sys
from modelwright.expectations import fast
assert "polars" not in sys.modules
import polars as pl
from modelwright.expectations.suite import Expectation, Suite
column = {"column": "age"}
asked = [("expect_column_values_to_be_between", {"min_value": 1}), ("expect_column_median_to_be_between", {}),
    ("expect_column_values_to_be_in_set", {"value_set": [1, 2]}), ("expect_column_values_to_be_unique", {}),
    ("expect_column_values_to_match_regex", {"regex": "1"})]
suite = Suite("s", tuple(Expectation(name, {**column, **one}) for name, one in asked))
assert len(fast.run(suite, pl.LazyFrame({"age": [1, None, 2]}))) == 5
print(sorted({"great_expectations", "pandas", "numpy"} & set(sys.modules)))
"""
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (answer.stdout, answer.returncode) == ("[]\n", 0), answer.stderr
