"""An expectation that could never be held is a slip of the suite: refused with its place, before any row is judged."""

from pathlib import Path
from typing import Any

import pytest

from modelwright.errors import InputError
from modelwright.expectations.soundness import slips
from modelwright.expectations.suite import Expectation
from modelwright.expectations.validation import validate
from tests.expectations.small import expect, repo_of

FINE = expect("column_values_to_not_be_null", "a")
CONDITION = {"condition_parser": "great_expectations"}


@pytest.mark.parametrize(
    ("slip", "fact"),
    [
        (
            expect("column_values_to_match_regex", "b", regex="(ab"),
            r"regex: '\(ab' is no regular expression: missing \)",
        ),
        (
            expect("column_values_to_match_regex_list", "b", regex_list=["a", "*"]),
            r"regex_list: '\*' is no regular expression: nothing to repeat",
        ),
        (
            expect("column_values_to_be_between", "a", min_value=9, max_value=1),
            "min_value: 9 is more than max_value, 1",
        ),
        (
            expect("column_values_to_be_between", "a", min_value=1, max_value=1, strict_min=True),
            "min_value: nothing lies strictly between 1 and 1",
        ),
        (
            expect("column_values_to_not_be_null", "a", row_condition='col("a") >> 3', **CONDITION),
            r"row_condition: 'col\(\"a\"\) >> 3' cannot be read; one is like col\(\"age\"\) >= 18",
        ),
        (
            expect("column_values_to_not_be_null", "a", row_condition='col("a") > 1 and col("a") < 3', **CONDITION),
            "row_condition: .* cannot be read",
        ),
        (expect("column_values_to_not_be_null", "a", mostly=2), "mostly: ensure this value is less than or equal to 1"),
        (expect("column_values_to_be_null", "a", nice=True), "nice: extra fields not permitted"),
    ],
)
def test_a_slip_is_refused_with_its_place(slip: Any, fact: str, tmp_path: Path) -> None:
    repo = repo_of(tmp_path, FINE, slip)
    place = rf"expectations\[1\] {slip['type']} on '{slip['kwargs']['column']}': "

    with pytest.raises(InputError, match=place + fact):
        validate(repo)


@pytest.mark.parametrize(
    "given",
    [
        {"column": "a", "min_value": 1, "max_value": 1},
        {"column": "a", "min_value": None, "max_value": 3},
        {"column": "a", "min_value": "2012-01-01", "max_value": "2013-01-01"},
        {"column": "a", "regex": "^[[:alpha:]]+$"},
        {"column": "a", "row_condition": 'col("a") >= 18', **CONDITION},
        {"column": "a", "row_condition": "a > 1 and b < 3", "condition_parser": "pandas"},
    ],
)
def test_what_can_be_held_is_left_alone(given: dict[str, Any]) -> None:
    assert [*slips(Expectation("expect_something", given))] == []
