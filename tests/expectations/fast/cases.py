"""The parity table: for each expectation that the fast path knows, the arguments with which it is compared.

Whoever adds an expectation adds its cases here; a test says which are missing.
"""

from typing import Any

Arguments = dict[str, Any]

_RANGES: list[Arguments] = [
    {"min_value": 1, "max_value": 2},
    {"min_value": 1.5, "strict_min": True},
    {"min_value": "2020-01-01", "max_value": "2020-02-15"},
    {"max_value": "2020-02-01T00:00:00", "strict_max": True},
]
_SETS: list[Arguments] = [
    {"value_set": one}
    for one in ([1, 2], [1.5, True, 300, -1], ["a", "1"], ["2020-01-01", "2020-02-01"], [None, 2, "a"])
]
_QUANTILES = {"quantiles": [0.0, 0.3, 0.5, 1.0], "value_ranges": [[0, 1], [1, 2.1], [None, 2], [2, None]]}

# On each column of each frame.
OF_A_COLUMN: dict[str, list[Arguments]] = {
    "expect_column_values_to_not_be_null": [{}, {"mostly": 0.5}],
    "expect_column_values_to_be_null": [{"mostly": 0.3}],
    "expect_column_values_to_be_between": [
        *_RANGES,
        {"max_value": 2, "strict_max": True, "mostly": 0.5},
        {"min_value": 3, "max_value": 2},
    ],
    "expect_column_values_to_be_in_set": [*_SETS[1:], {"value_set": []}, {"value_set": [1, 2], "mostly": 0.75}],
    "expect_column_values_to_not_be_in_set": _SETS[:2],
    "expect_column_values_to_be_unique": [{}],
    "expect_column_values_to_be_increasing": [{}, {"strictly": True}],
    "expect_column_values_to_be_decreasing": [{}],
    "expect_column_value_z_scores_to_be_less_than": [
        {"threshold": 1, "double_sided": True},
        {"threshold": 0.5, "double_sided": False},
    ],
    "expect_column_values_to_not_be_outliers": [{"method": "std", "multiplier": 1}],
    "expect_column_value_lengths_to_be_between": [
        {"min_value": 1, "max_value": 3},
        {"min_value": 1, "strict_min": True},
        {"max_value": 3, "strict_max": True},
    ],
    "expect_column_value_lengths_to_equal": [{"value": 1}],
    "expect_column_values_to_match_regex": [{"regex": "^[a1]"}, {"regex": r"^\w{1,2}$"}],
    "expect_column_values_to_not_match_regex": [{"regex": "[a1]"}],
    "expect_column_values_to_match_regex_list": [
        {"regex_list": ["a", "1"]},
        {"regex_list": ["a", "1"], "match_on": "all"},
    ],
    "expect_column_values_to_not_match_regex_list": [{"regex_list": ["a", "1"]}],
    "expect_column_values_to_match_strftime_format": [{"strftime_format": "%Y-%m-%d"}],
    "expect_column_values_to_be_dateutil_parseable": [{}],
    "expect_column_values_to_be_json_parseable": [{}],
    "expect_column_values_to_be_of_type": [{"type_": one} for one in ("float", "str", "datetime64")],
    "expect_column_values_to_be_in_type_list": [
        {"type_list": one} for one in (["int64", "INTEGER", "bool", "str"], ["float64", "datetime64[us]", "date"], None)
    ],
    "expect_column_type_to_be": [{"type_": one} for one in ("int64", "datetime64")],
    "expect_column_max_to_be_between": [*_RANGES[1:], {}],
    "expect_column_min_to_be_between": [_RANGES[0]],
    "expect_column_mean_to_be_between": _RANGES[:2],
    "expect_column_median_to_be_between": _RANGES[:2],
    "expect_column_stdev_to_be_between": _RANGES[:1],
    "expect_column_sum_to_be_between": [_RANGES[0], {}],
    "expect_column_unique_value_count_to_be_between": _RANGES[:1],
    "expect_column_proportion_of_unique_values_to_be_between": [{"min_value": 0.5, "max_value": 0.75}],
    "expect_column_proportion_of_non_null_values_to_be_between": [{"min_value": 0.75, "strict_min": True}],
    "expect_column_quantile_values_to_be_between": [
        {"quantile_ranges": _QUANTILES},
        *({"quantile_ranges": _QUANTILES, "allow_relative_error": one} for one in ("linear", "midpoint")),
    ],
    "expect_column_distinct_values_to_be_in_set": _SETS[1:],
    "expect_column_distinct_values_to_contain_set": _SETS[2:],
    "expect_column_distinct_values_to_equal_set": [_SETS[3]],
    "expect_column_most_common_value_to_be_in_set": [*_SETS[:2], {"value_set": [1, 2, "a"], "ties_okay": True}],
}

_IGNORED_OF_TWO = ("both_values_are_missing", "either_value_is_missing", "neither")
_IGNORED_OF_MANY = ("all_values_are_missing", "any_value_is_missing", "never")

# On pairs of columns: of numbers, of text, of days, of times.
OF_A_PAIR: dict[str, list[Arguments]] = {
    "expect_column_pair_values_a_to_be_greater_than_b": [
        *({"ignore_row_if": one} for one in _IGNORED_OF_TWO),
        {"or_equal": True, "mostly": 0.5},
    ],
    "expect_column_pair_values_to_be_equal": [{"ignore_row_if": one} for one in _IGNORED_OF_TWO],
    "expect_column_pair_values_to_be_in_set": [
        *({"ignore_row_if": one, "value_pairs_set": [[1, None], [None, 2], [3, 3]]} for one in _IGNORED_OF_TWO),
        {"value_pairs_set": [["x", "x"], [1.0, True]], "mostly": 0.25},
        {"value_pairs_set": []},
    ],
}
PAIRS = (
    ("a", "b"),
    ("b", "c"),
    ("f", "g"),
    ("a", "f"),
    ("f32", "g"),
    ("s", "t"),
    ("d", "e"),
    ("m", "n"),
    ("m", "z"),
    ("a", "s"),
)

# On several columns.
OF_COLUMNS: dict[str, list[Arguments]] = {
    "expect_compound_columns_to_be_unique": [{"ignore_row_if": one} for one in _IGNORED_OF_MANY],
    "expect_multicolumn_values_to_be_equal": [{"ignore_row_if": one} for one in _IGNORED_OF_MANY],
    "expect_select_column_values_to_be_unique_within_record": [{"ignore_row_if": one} for one in _IGNORED_OF_MANY],
    "expect_multicolumn_sum_to_equal": [
        *({"ignore_row_if": one, "sum_total": 2} for one in _IGNORED_OF_MANY),
        {"sum_total": 3.5, "mostly": 0.25},
    ],
}
LISTS = (("a", "b"), ("a", "b", "c"), ("f", "g"), ("a", "f"), ("s", "t"), ("d", "e"))

# On the table.
OF_THE_TABLE: dict[str, list[Arguments]] = {
    "expect_table_row_count_to_be_between": [{"min_value": 1, "max_value": 6, "strict_max": True}, {"min_value": 6}],
    "expect_table_row_count_to_equal": [{"value": 6}, {"value": 7}],
    "expect_table_column_count_to_be_between": [{"min_value": 1, "max_value": 3}, {"min_value": 3}],
    "expect_table_column_count_to_equal": [{"value": 3}],
    "expect_table_columns_to_match_ordered_list": [{"column_list": ["a", "b"]}, {"column_list": None}],
    "expect_table_columns_to_match_set": [
        {"column_set": ["a", "b"]},
        {"column_set": ["a", "b"], "exact_match": False},
        {"column_set": ["z9"], "exact_match": False},
    ],
    "expect_column_to_exist": [
        {"column": "a"},
        {"column": "z9"},
        {"column": "b", "column_index": 1},
        {"column": "b", "column_index": 99},
    ],
}


def comparison(column: str, operator: str, parameter: Any) -> Arguments:
    return {"type": "comparison", "column": {"name": column}, "operator": operator, "parameter": parameter}


def nullity(column: str, *, is_null: bool) -> Arguments:
    return {"type": "nullity", "column": {"name": column}, "is_null": is_null}


_TEXTS = (
    'col("a") > 1',
    'col("f") <= 2.5',
    'col("b") != 1',
    'col("b").notnull()',
    'col("s") == "x"',
    "col(\"s\") != 'z'",
    'col("m") > date("2020-01-01")',
    'col("two words") >= -1e0',
    'col("z9") > 1',
    'col("a") != "x"',
    'col("s") == 1',
    'col("s") < 1',
)
_OBJECTS = (
    comparison("b", "IN", [1, 2.0]),
    comparison("b", "NOT_IN", [1, 2]),
    comparison("s", "NOT_IN", ["x", "z"]),
    comparison("p", "!=", True),
    comparison("a", "NOT_IN", ["x"]),
    nullity("f", is_null=True),
    nullity("s", is_null=False),
    {"type": "and", "conditions": [comparison("a", ">", 1), comparison("f", "<", 3)]},
    {
        "type": "or",
        "conditions": [nullity("d", is_null=True), {"type": "and", "conditions": [comparison("c", "==", 3)]}],
    },
)
CONDITIONS: list[Arguments] = [
    *({"row_condition": one, "condition_parser": "great_expectations"} for one in _TEXTS),
    *({"row_condition": one} for one in _OBJECTS),
]
# Each of which is held under each condition.
CONDITIONED: list[tuple[str, Arguments]] = [
    ("expect_column_values_to_be_between", {"column": "a", "min_value": 1, "max_value": 2}),
    ("expect_column_values_to_be_unique", {"column": "a"}),
    ("expect_column_value_z_scores_to_be_less_than", {"column": "a", "threshold": 0.7, "double_sided": True}),
    ("expect_column_mean_to_be_between", {"column": "f", "min_value": 1}),
    ("expect_column_most_common_value_to_be_in_set", {"column": "a", "value_set": [3]}),
    ("expect_column_pair_values_a_to_be_greater_than_b", {"column_A": "a", "column_B": "b"}),
    ("expect_compound_columns_to_be_unique", {"column_list": ["a", "b"]}),
    ("expect_table_row_count_to_equal", {"value": 3}),
]


def types() -> set[str]:
    """Every expectation in the table."""
    return {*OF_A_COLUMN, *OF_A_PAIR, *OF_COLUMNS, *OF_THE_TABLE}
