"""The columns of a row condition are columns of the expectation: they may be missing, leak, or be personal."""

from typing import Any

import pytest

from modelwright.expectations.columns import columns_of, condition_in_words
from modelwright.expectations.suite import Expectation


def compared(name: str, operator: str, parameter: Any) -> dict[str, Any]:
    return {"type": "comparison", "column": {"name": name}, "operator": operator, "parameter": parameter}


CONDITIONS: dict[str, tuple[Any, set[str], str]] = {
    "text": ('col("age") >= 18', {"age"}, "age >= 18"),
    "text of two": ("""col("a b") > 1 & col('c').notNull()""", {"a b", "c"}, "a b > 1 & c.notNull()"),
    "code of pandas": ("age > 18", set(), "age > 18"),
    "comparison": (compared("age", ">", 18), {"age"}, "age > 18"),
    "several values": (compared("city", "NOT_IN", ["A", "B"]), {"city"}, "city not in A, B"),
    "a value": ({"type": "nullity", "column": {"name": "x"}, "is_null": False}, {"x"}, "x is there"),
    "no value": ({"type": "nullity", "column": {"name": "x"}, "is_null": True}, {"x"}, "x is missing"),
    "both": (
        {"type": "and", "conditions": [compared("a", "==", 1), compared("b", "<", 2)]},
        {"a", "b"},
        "a == 1 and b < 2",
    ),
}


@pytest.mark.parametrize("kind", CONDITIONS)
def test_the_columns_of_a_condition_count(kind: str) -> None:
    condition, columns, words = CONDITIONS[kind]
    expectation = Expectation("expect_column_values_to_be_unique", {"column": "id", "row_condition": condition})

    assert columns_of(expectation) == {"id", *columns}
    assert condition_in_words(condition) == words


def test_without_a_condition_there_are_no_more() -> None:
    assert columns_of(Expectation("expect_column_to_exist", {"column": "id"})) == {"id"}
