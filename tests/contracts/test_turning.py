"""Each rule of a contract becomes the expectation that says the same, or is named."""

from typing import Any

import pytest

from modelwright.contracts.metrics import Unturned
from modelwright.contracts.turning import turned

GX = {"type": "custom", "engine": "greatExpectations"}
NOT_NULL, IN_SET = "expect_column_values_to_not_be_null", "expect_column_values_to_be_in_set"
UNIQUE, ROWS = "expect_column_values_to_be_unique", "expect_table_row_count_to_be_between"


@pytest.mark.parametrize(
    ("rule", "kind", "kwargs"),
    [
        ({"metric": "nullValues", "mustBe": 0}, NOT_NULL, {"column": "a"}),
        ({"type": "library", "metric": "nullValues", "mustBe": 0, "unit": "rows"}, NOT_NULL, {"column": "a"}),
        ({"metric": "nullValues", "mustBeLessThan": 1}, NOT_NULL, {"column": "a"}),
        ({"metric": "nullValues", "mustBeLessThan": 1, "unit": "percent"}, NOT_NULL, {"column": "a", "mostly": 0.99}),
        (
            {"metric": "nullValues", "mustBeBetween": [0, 2.5], "unit": "percent"},
            NOT_NULL,
            {"column": "a", "mostly": 0.975},
        ),
        ({"rule": "nullCheck", "mustBe": 0}, NOT_NULL, {"column": "a"}),
        (
            {"metric": "missingValues", "arguments": {"missingValues": [None]}, "mustBe": 0},
            NOT_NULL,
            {"column": "a"},
        ),
        (
            {
                "metric": "missingValues",
                "arguments": {"missingValues": ["", "n/a"]},
                "mustBeLessOrEqualTo": 3,
                "unit": "percent",
            },
            "expect_column_values_to_not_be_in_set",
            {"column": "a", "value_set": ["", "n/a"], "mostly": 0.97},
        ),
        (
            {"metric": "invalidValues", "arguments": {"validValues": ["kg", None]}, "mustBe": 0},
            IN_SET,
            {"column": "a", "value_set": ["kg"]},
        ),
        (
            {"metric": "invalidValues", "arguments": {"pattern": "^K"}, "mustBeLessOrEqualTo": 0},
            "expect_column_values_to_match_regex",
            {"column": "a", "regex": "^K"},
        ),
        ({"rule": "validValues", "validValues": ["kg"]}, IN_SET, {"column": "a", "value_set": ["kg"]}),
        ({"metric": "duplicateValues", "mustBe": 0}, UNIQUE, {"column": "a"}),
        (
            {"metric": "duplicateValues", "arguments": {"properties": ["b"]}, "mustBe": 0},
            UNIQUE,
            {"column": "b"},
        ),
        (
            {"metric": "duplicateValues", "arguments": {"properties": ["a", "b"]}, "mustBe": 0},
            "expect_compound_columns_to_be_unique",
            {"column_list": ["a", "b"]},
        ),
        (
            {"metric": "duplicateValues", "mustBeLessThan": 1, "unit": "percent"},
            "expect_column_proportion_of_unique_values_to_be_between",
            {"column": "a", "min_value": 0.99},
        ),
        ({"metric": "rowCount", "mustBeBetween": [100, 120]}, ROWS, {"min_value": 100, "max_value": 120}),
        ({"metric": "rowCount", "mustBeGreaterThan": 100}, ROWS, {"min_value": 101}),
        ({"metric": "rowCount", "mustBeGreaterOrEqualTo": 100}, ROWS, {"min_value": 100}),
        ({"metric": "rowCount", "mustBeLessThan": 100}, ROWS, {"max_value": 99}),
        ({"metric": "rowCount", "mustBe": 100.0}, "expect_table_row_count_to_equal", {"value": 100}),
        (
            {**GX, "implementation": {"type": "expect_column_max_to_be_between", "kwargs": {"max_value": 3}}},
            "expect_column_max_to_be_between",
            {"column": "a", "max_value": 3},
        ),
        (
            {**GX, "implementation": "type: expect_column_max_to_be_between\nkwargs:\n  maxValue: 3\n"},
            "expect_column_max_to_be_between",
            {"column": "a", "max_value": 3},
        ),
        (
            {**GX, "engine": "Great Expectations", "implementation": '{"expectation_type": "expect_x", "kwargs": {}}'},
            "expect_x",
            {},
        ),
        (
            {
                **GX,
                "implementation": {
                    "type": "expect_column_pair_values_to_be_equal",
                    "kwargs": {"column_A": "a", "column_B": "b"},
                },
            },
            "expect_column_pair_values_to_be_equal",
            {"column_A": "a", "column_B": "b"},
        ),
    ],
)
def test_a_rule_becomes_the_expectation_that_says_the_same(
    rule: dict[str, Any], kind: str, kwargs: dict[str, Any]
) -> None:
    [found] = turned(rule, "a")

    assert (found.type, found.kwargs) == (kind, kwargs)


@pytest.mark.parametrize(
    ("rule", "column", "fact"),
    [
        ({"type": "text", "description": "It is tidy."}, "a", "type text is for a person to turn: It is tidy."),
        ({"description": "No type and no metric"}, "a", "type text is for a person"),
        ({"type": "sql", "query": "SELECT 1", "mustBe": 1}, None, "type sql is for a person to turn: SELECT 1"),
        ({"type": "custom", "engine": "soda", "implementation": "x: 1"}, "a", "is written for soda"),
        ({**GX, "implementation": "a: ["}, "a", "its implementation is not YAML"),
        ({**GX, "implementation": "[" * 5000}, "a", "its implementation is not YAML"),
        ({**GX, "implementation": "just words"}, "a", "its implementation is not an expectation"),
        ({**GX, "implementation": {"kwargs": {}}}, "a", "names no type of expectation"),
        (
            {**GX, "implementation": {"type": "expect_x", "severity": "dire"}},
            "a",
            "its implementation is not an expectation: Invalid enum value 'dire'",
        ),
        ({"metric": "nullValues", "mustBe": 0}, None, "stands at none"),
        ({"metric": "nullValues", "mustBeLessThan": 100}, "a", "tolerates a number of rows"),
        ({"metric": "nullValues", "mustBeGreaterThan": 5}, "a", "asks for values that are bad"),
        ({"metric": "nullValues", "mustBe": 3, "unit": "percent"}, "a", "asks for values that are bad"),
        ({"metric": "nullValues", "mustNotBe": 3}, "a", "no expectation says mustNotBe"),
        ({"metric": "nullValues", "mustBe": "few"}, "a", "mustBe few is not a number"),
        ({"metric": "rowCount", "mustNotBe": []}, None, "mustNotBe [] has an end too many or too few"),
        ({"metric": "rowCount", "mustBe": [1, 2]}, None, "mustBe [1, 2] has an end too many or too few"),
        ({"metric": "rowCount", "mustBeBetween": [1]}, None, "mustBeBetween [1] has an end too many or too few"),
        ({"metric": "rowCount", "mustBeBetween": 7}, None, "mustBeBetween 7 has an end too many or too few"),
        ({"metric": "nullValues", "mustBe": 0, "unit": "parsec"}, "a", "the unit parsec is not known"),
        ({"metric": "nullValues", "mustBeLessThan": 900, "unit": "percent"}, "a", "900 percent is not a share"),
        ({"metric": "invalidValues", "mustBe": 0}, "a", "neither which values are valid nor a pattern"),
        (
            {
                "metric": "invalidValues",
                "arguments": {"validValues": ["x"], "pattern": "x"},
                "mustBeLessThan": 5,
                "unit": "%",
            },
            "a",
            "not listed or break a pattern",
        ),
        (
            {
                "metric": "missingValues",
                "arguments": {"missingValues": [None, ""]},
                "mustBeLessThan": 5,
                "unit": "percent",
            },
            "a",
            "nulls and of other values together",
        ),
        (
            {"metric": "duplicateValues", "arguments": {"properties": ["a", "b"]}, "mustBeLessThan": 5, "unit": "%"},
            None,
            "tolerates a share of rows whose columns repeat",
        ),
        ({"metric": "rowCount", "mustBe": 1.5}, None, "not whole"),
        ({"metric": "rowCount", "mustBe": 5, "unit": "percent"}, None, "a number of rows in percent"),
        ({"rule": "minCheck", "mustBeGreaterThan": 0}, "a", "the metric minCheck is not known"),
    ],
)
def test_a_rule_that_no_expectation_says_is_named(rule: dict[str, Any], column: str | None, fact: str) -> None:
    with pytest.raises(Unturned) as refused:
        turned(rule, column)

    assert fact in refused.value.fact


@pytest.mark.parametrize(
    ("said", "severity"),
    [("error", "critical"), ("Warning", "warning"), ("low", "info"), ("", "critical"), ("whatever", "critical")],
)
def test_how_bad_it_is_comes_from_the_contract(said: str, severity: str) -> None:
    [found] = turned({"metric": "nullValues", "mustBe": 0, "severity": said}, "a")

    assert found.severity == severity


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"description": "D", "name": "N", "businessImpact": "B"}, "D"),
        ({"name": "N", "businessImpact": "B"}, "N"),
        ({"businessImpact": "B"}, "B"),
        ({"description": "  "}, "the contract promises it"),
    ],
)
def test_the_reason_is_in_the_words_of_the_contract(said: dict[str, str], reason: str) -> None:
    [found] = turned({"metric": "nullValues", "mustBe": 0, **said}, "a")

    assert found.reason == reason


def test_a_rule_may_hold_several_expectations() -> None:
    rule = {**GX, "implementation": [{"type": "expect_x", "kwargs": {}}, {"type": "expect_y", "kwargs": {}}]}

    assert [one.type for one in turned(rule, None)] == ["expect_x", "expect_y"]


def test_nulls_and_words_for_nothing_are_two_expectations() -> None:
    rule = {"metric": "missingValues", "arguments": {"missingValues": [None, "n/a"]}, "mustBe": 0}

    assert [one.type for one in turned(rule, "a")] == [NOT_NULL, "expect_column_values_to_not_be_in_set"]
