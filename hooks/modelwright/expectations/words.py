"""Expectations in words: for the names of tests, and for readers who do not know Great Expectations."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from modelwright.engines.types import FAMILIES, Family
from modelwright.expectations.columns import condition_in_words
from modelwright.expectations.parameters import FRESH_SINCE
from modelwright.expectations.suite import Expectation

# As many members of a set are named as a reader takes in at a glance.
_SHOWN = 6
# So many columns are named in a title, which is no longer than that: pytest shows no name of more than 100 letters.
_NAMED, _LONGEST = 3, 95
# Of a reason, fewer letters say nothing.
_LEAST_REASON = 12
# What the types of a family are called: a list of the names that engines have for them is nothing to read.
FAMILIES_IN_WORDS: dict[Family, str] = {
    "integer": "whole numbers",
    "number": "numbers",
    "text": "text",
    "boolean": "yes or no",
    "date": "days",
    "timestamp": "times",
}
_PREFIX = re.compile(r"^expect_(?:table_|compound_|multicolumn_|select_|column_)*(?:values?_)?(?:to_)?(?:be_)?")
# Where their columns are said, and how many rows must meet them.
_SAID_ELSEWHERE = {"column", "column_A", "column_B", "column_list", "mostly", "row_condition", "condition_parser"}
_SETS = ("value_set", "type_list", "column_set", "regex_list", "like_pattern_list", "value_pairs_set")
_ORDERS = {"min_value": ("at least", "more than"), "max_value": ("at most", "less than")}
_MEANT = {
    "expect_column_values_to_not_be_null": "never missing",
    "expect_column_values_to_be_null": "always missing",
    "expect_column_values_to_be_unique": "each value once",
    "expect_compound_columns_to_be_unique": "each combination once",
    "expect_multicolumn_values_to_be_unique": "all different in a row",
    "expect_select_column_values_to_be_unique_within_record": "all different in a row",
    "expect_column_pair_values_to_be_equal": "equal in each row",
    "expect_multicolumn_values_to_be_equal": "equal in each row",
    "expect_column_to_exist": "the column is there",
    "expect_column_values_to_be_increasing": "never falls",
    "expect_column_values_to_be_decreasing": "never rises",
}
_WHAT = {
    "expect_column_mean_to_be_between": "mean",
    "expect_column_median_to_be_between": "median",
    "expect_column_stdev_to_be_between": "standard deviation",
    "expect_column_min_to_be_between": "smallest value",
    "expect_column_max_to_be_between": "largest value",
    "expect_column_sum_to_be_between": "sum",
    "expect_column_quantile_values_to_be_between": "quantiles",
    "expect_column_proportion_of_unique_values_to_be_between": "share of different values",
    "expect_column_proportion_of_non_null_values_to_be_between": "share of rows with a value",
    "expect_column_most_common_value_to_be_in_set": "commonest value",
    "expect_column_value_lengths_to_be_between": "length",
    "expect_column_value_lengths_to_equal": "length",
    "expect_column_kl_divergence_to_be_less_than": "distance from the distribution that is expected",
    "expect_column_distinct_values_to_equal_set": "these values and no others",
    "expect_table_row_count_to_be_between": "rows",
    "expect_table_row_count_to_equal": "rows",
    "expect_table_column_count_to_be_between": "columns",
    "expect_table_column_count_to_equal": "columns",
    "expect_table_columns_to_match_set": "columns",
    "expect_table_columns_to_match_ordered_list": "columns, in this order",
}


# Which of two columns is the greater one is said with their names.
_NAMES_ITS_COLUMNS = {"expect_column_pair_values_a_to_be_greater_than_b"}


def kind(name: str) -> str:
    """What is left of a name without what all names have: `in set`, `between`, `not null`."""
    rest = _PREFIX.sub("", name).replace("_", " ").replace("not be ", "not ")
    return rest.replace(" to be ", " ").replace(" to ", " ") or name


def title(expectation: Expectation) -> str:
    """One line that says what is expected of what, and why as far as there is room.

    Such as `hr: one of 0, 1, 2, 3, 4, 5 and 18 more (the hour of the day)`.
    """
    named = expectation.columns
    about = f"{len(named)} columns" if len(named) > _NAMED else ", ".join(named) or "the table"
    words = in_words(expectation.type, expectation.kwargs)
    said = _printable(words if expectation.type in _NAMES_ITS_COLUMNS else f"{about}: {words}")
    if len(said) > _LONGEST:
        return f"{said[: _LONGEST - 4].rstrip()} ..."
    reason, room = _printable(expectation.reason), _LONGEST - len(said) - len(" ()")
    if len(reason) > room:
        room -= len(" ...")
        reason = f"{reason[:room].rstrip()} ..." if room >= _LEAST_REASON else ""
    return f"{said} ({reason})" if reason else said


def titles(expectations: Iterable[Expectation]) -> list[str]:
    """A title for each, of which no two are the same: the second of a kind ends in ` 2`."""
    found: list[str] = []
    seen: dict[str, int] = {}
    for one in expectations:
        name = title(one)
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name} {seen[name]}")
    return found


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in " ".join(text.split()))


def in_words(name: str, arguments: Mapping[str, Any]) -> str:
    """What the arguments ask for, such as `between 0 and 1, in at least 99 % of rows`.

    Args:
        name: the type of the expectation.
        arguments: its arguments, as the suite writes them.
    """
    what = _MEANT.get(name) or " ".join(filter(None, [_WHAT.get(name, ""), *_asked(name, arguments)]))
    parts = [what or kind(name)]
    mostly = arguments.get("mostly")
    if isinstance(mostly, int | float) and mostly < 1:
        parts.append(f"in at least {100 * mostly:g} % of rows")
    if arguments.get("row_condition"):
        parts.append(f"where {condition_in_words(arguments['row_condition'])}")
    return ", ".join(parts)


def _asked(name: str, arguments: Mapping[str, Any]) -> list[str]:
    if name == "expect_column_pair_values_a_to_be_greater_than_b":
        equal = " or equal to" if arguments.get("or_equal") else ""
        return [f"{_value(arguments.get('column_A'))} is greater than{equal} {_value(arguments.get('column_B'))}"]
    if name == "expect_column_distinct_values_to_contain_set":
        return [f"each of {_members(arguments.get('value_set') or [], name)} is there"]
    if name == "expect_column_unique_value_count_to_be_between" and _range(arguments):
        return [f"{_range(arguments)} different values"]
    found = [_range(arguments)] if any(key in arguments for key in _ORDERS) else []
    for key, value in arguments.items():
        if key in _SAID_ELSEWHERE or key.startswith(("min_", "max_", "strict_")) or value in (None, False):
            continue
        words = _members(value, name) if key in _SETS and isinstance(value, list) else _plain(key, value)
        found.append(words)
    return found


def _range(arguments: Mapping[str, Any]) -> str:
    low, high = arguments.get("min_value"), arguments.get("max_value")
    strict = [bool(arguments.get(f"strict_{side}")) for side in ("min", "max")]
    if low is not None and high is not None and not any(strict):
        return f"exactly {_value(low)}" if low == high else f"between {_value(low)} and {_value(high)}"
    sides = ((low, "min_value", strict[0]), (high, "max_value", strict[1]))
    return " and ".join(f"{_ORDERS[key][tight]} {_value(one)}" for one, key, tight in sides if one is not None)


def _members(values: list[Any], name: str) -> str:
    family = next((one for one, names in FAMILIES.items() if list(names) == values), None)
    if family is not None and name.endswith("_type_list"):
        return f"stored as {FAMILIES_IN_WORDS[family]}"
    shown = ", ".join(_value(one) for one in values[:_SHOWN])
    more = f" and {len(values) - _SHOWN} more" if len(values) > _SHOWN else ""
    none_of = "none of " if "_not_" in name else ""
    one_of = "stored as " if name.endswith("_type_list") else "one of " if name.endswith("_in_set") else ""
    return f"{none_of or one_of}{shown}{more}"


def _plain(key: str, value: Any) -> str:
    if key == "quantile_ranges" and isinstance(value, dict):
        both = zip(value.get("quantiles", []), value.get("value_ranges", []), strict=False)
        return ", ".join(f"{100 * at:g} % {_range({'min_value': ends[0], 'max_value': ends[1]})}" for at, ends in both)
    if key in {"regex", "like_pattern", "strftime_format"}:
        return f"{key.replace('_', ' ').replace('strftime ', '')} {value}"
    if key in {"value", "sum_total", "type_"}:
        return _value(value)
    return key.replace("_", " ") if value is True else f"{key.replace('_', ' ')} {_value(value)}"


def _value(value: Any) -> str:
    if isinstance(value, dict) and "$PARAMETER" in value:
        name = str(value["$PARAMETER"])
        return "the oldest day that data.max_age_days allows" if name == FRESH_SINCE else name
    if isinstance(value, bool | int):
        return f"{value:,}" if isinstance(value, int) and abs(value) >= 10_000 else str(value)  # noqa: PLR2004 - years
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, list | tuple):
        return " and ".join(_value(one) for one in value)
    if isinstance(value, dict):
        return "as the suite says"
    return str(value)
