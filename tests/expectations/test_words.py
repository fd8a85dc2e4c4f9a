"""An expectation in words that a person reads who does not know Great Expectations."""

import pytest

from modelwright.engines.types import type_list
from modelwright.expectations.suite import Expectation, read_suite
from modelwright.expectations.words import in_words, kind, title, titles
from tests.repos import ROOT

SUITES = sorted((ROOT / "template" / "expectations").glob("*.json"))


def test_a_title_says_what_is_expected_of_which_column() -> None:
    hour = Expectation(
        "expect_column_values_to_be_in_set", {"column": "hr", "value_set": [0, 1, 2]}, {"reason": "the hour of the day"}
    )
    unique = Expectation("expect_compound_columns_to_be_unique", {"column_list": ["day", "hr"]})
    rows = Expectation("expect_table_row_count_to_be_between", {"min_value": 9}, {"reason": "two years"})

    assert title(hour) == "hr: one of 0, 1, 2 (the hour of the day)"
    assert title(unique) == "day, hr: each combination once"
    assert title(rows) == "the table: rows at least 9 (two years)"


def test_a_title_says_which_of_two_columns_is_the_greater_one_and_not_twice() -> None:
    both = {"column_A": "end", "column_B": "start", "or_equal": True}
    order = Expectation("expect_column_pair_values_a_to_be_greater_than_b", both, {"reason": "start <= end in 9 rows"})

    assert title(order) == "end is greater than or equal to start (start <= end in 9 rows)"


def test_a_title_says_which_range_is_expected_and_not_only_which_was_seen() -> None:
    bounds = {"column": "radius", "min_value": 5.4, "max_value": 42, "mostly": 0.99}
    one = Expectation("expect_column_values_to_be_between", bounds, {"reason": "seen 6.9 to 28.1 in 569 rows"})

    assert title(one) == "radius: between 5.4 and 42, in at least 99 % of rows (seen 6.9 to 28.1 in 569 rows)"


def test_two_titles_are_never_the_same() -> None:
    same = Expectation("expect_column_values_to_not_be_null", {"column": "a"})

    assert titles([same, same, same]) == ["a: never missing", "a: never missing 2", "a: never missing 3"]


def test_a_title_can_be_printed_on_one_line() -> None:
    odd = Expectation("expect_column_to_exist", {"column": "a\nb\x00\u202ec"}, {"reason": "on\ttwo\nlines"})

    assert title(odd) == "a b??c: the column is there (on two lines)"


def test_a_title_is_short_enough_to_be_the_name_of_a_test() -> None:
    long = Expectation("expect_column_values_to_not_be_null", {"column": "a"}, {"reason": "because " * 40})
    wide = Expectation("expect_compound_columns_to_be_unique", {"column_list": [f"column{n}" for n in range(50)]})

    assert len(title(long)) <= 95
    assert title(long).startswith("a: never missing (because because")
    assert title(long).endswith(" ...)")
    assert title(wide) == "50 columns: each combination once"


def test_a_title_whose_words_alone_are_too_long_is_cut() -> None:
    names = [f"{at} is the name of a column" for at in range(9)]
    many = Expectation("expect_table_columns_to_match_set", {"column_set": names}, {"reason": "as agreed"})

    assert len(title(many)) <= 95
    assert title(many).endswith(" ...")


@pytest.mark.parametrize("path", SUITES, ids=lambda path: path.stem)
def test_every_expectation_that_is_shipped_has_words_of_its_own(path: object) -> None:
    suite = read_suite(path, path)  # type: ignore[arg-type]

    names = titles(suite.expectations)

    assert len(set(names)) == len(suite.expectations)
    for one in suite.expectations:
        assert in_words(one.type, one.kwargs) != kind(one.type)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("expect_column_values_to_not_be_null", "not null"),
        ("expect_column_values_to_be_between", "between"),
        ("expect_column_pair_values_a_to_be_greater_than_b", "pair values a greater than b"),
        ("expect_table_row_count_to_equal", "row count equal"),
        ("something_else", "something else"),
    ],
)
def test_a_kind_is_a_name_without_what_all_names_have(name: str, words: str) -> None:
    assert kind(name) == words


@pytest.mark.parametrize(
    ("name", "arguments", "words"),
    [
        ("column_values_to_be_between", {"min_value": 0, "max_value": 1}, "between 0 and 1"),
        ("column_values_to_be_between", {"min_value": 0, "strict_min": True}, "more than 0"),
        (
            "column_values_to_be_between",
            {"min_value": 0, "max_value": 1.5, "strict_max": True, "mostly": 0.995},
            "at least 0 and less than 1.5, in at least 99.5 % of rows",
        ),
        ("column_values_to_be_in_set", {"value_set": ["a", "b"]}, "one of a, b"),
        ("column_values_to_be_in_set", {"value_set": [*range(9)]}, "one of 0, 1, 2, 3, 4, 5 and 3 more"),
        ("column_values_to_be_in_type_list", {"type_list": ["int64", "BIGINT"]}, "stored as int64, BIGINT"),
        ("column_values_to_be_in_type_list", {"type_list": type_list("integer")}, "stored as whole numbers"),
        ("column_distinct_values_to_contain_set", {"value_set": [0, 1]}, "each of 0, 1 is there"),
        ("column_unique_value_count_to_be_between", {"min_value": 2}, "at least 2 different values"),
        ("column_values_to_not_be_in_set", {"value_set": [99]}, "none of 99"),
        ("column_values_to_not_be_null", {"mostly": 0.9}, "never missing, in at least 90 % of rows"),
        ("column_values_to_match_regex", {"regex": r"^\d+$"}, r"regex ^\d+$"),
        ("column_mean_to_be_between", {"min_value": 10000, "max_value": 20000.5}, "mean between 10,000 and 20000.5"),
        (
            "column_pair_values_a_to_be_greater_than_b",
            {"column_A": "end", "column_B": "start", "or_equal": True},
            "end is greater than or equal to start",
        ),
        (
            "column_quantile_values_to_be_between",
            {"quantile_ranges": {"quantiles": [0.5], "value_ranges": [[1, 2]]}},
            "quantiles 50 % between 1 and 2",
        ),
        ("table_row_count_to_equal", {"value": 12}, "rows 12"),
        (
            "column_max_to_be_between",
            {"min_value": {"$PARAMETER": "fresh_since"}},
            "largest value at least the oldest day that data.max_age_days allows",
        ),
        ("column_values_to_be_unique", {"row_condition": 'col("a") > 1'}, "each value once, where a > 1"),
    ],
)
def test_arguments_are_said_in_words(name: str, arguments: dict[str, object], words: str) -> None:
    assert in_words(f"expect_{name}", arguments) == words
