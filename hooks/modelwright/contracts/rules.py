"""An expectation as a quality rule of a contract."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import msgspec

from modelwright.contracts.metrics import Unturned
from modelwright.contracts.turning import GREAT_EXPECTATIONS, SEVERITIES, turned
from modelwright.expectations.suite import Expectation

_DIMENSIONS = {
    "null": "completeness",
    "row_count": "completeness",
    "unique": "uniqueness",
    "column_to_exist": "conformity",
    "columns_to_match": "conformity",
    "type": "conformity",
    "in_set": "conformity",
    "regex": "conformity",
    "between": "conformity",
    "pair": "consistency",
    "multicolumn": "consistency",
}


def rule_of(expectation: Expectation) -> dict[str, Any]:
    """The quality rule that says what an expectation says.

    A metric of the standard where there is one, so that every tool understands it, and else the expectation itself for
    Great Expectations. Whichever it is, `turning.turned` gives the same expectation back.
    """
    for rule in _candidates(expectation):
        try:
            back = turned(rule, expectation.column)
        except Unturned:
            continue
        if len(back) == 1 and identity(back[0]) == identity(expectation):
            return rule
    return _whole(expectation)


def identity(expectation: Expectation) -> bytes:
    """The bytes in which two expectations differ, where they do: `1`, `1.0` and `true` are equal to Python."""
    return msgspec.json.encode(expectation, order="deterministic")


def _candidates(expectation: Expectation) -> Iterator[dict[str, Any]]:
    said = {
        **({"description": expectation.reason} if expectation.reason else {}),
        **({"dimension": found} if (found := _dimension(expectation.type)) else {}),
        "severity": SEVERITIES[expectation.severity],
    }
    measured = _measured(expectation)
    if measured is not None:
        yield {**measured, **said}
    yield {
        "type": "custom",
        "engine": GREAT_EXPECTATIONS,
        **said,
        "implementation": {"type": expectation.type, "kwargs": expectation.kwargs},
    }


def _whole(expectation: Expectation) -> dict[str, Any]:
    """Whatever a suite may hold: an id, notes, or words of a person beside the reason."""
    plain = msgspec.to_builtins(expectation)
    plain = {"type": expectation.type, "kwargs": {}, "meta": {}, "severity": expectation.severity, **plain}
    return {"type": "custom", "engine": GREAT_EXPECTATIONS, "implementation": plain}


def _dimension(kind: str) -> str | None:
    return next((dimension for part, dimension in _DIMENSIONS.items() if part in kind), None)


def _measured(expectation: Expectation) -> dict[str, Any] | None:
    """The metric of the standard and what it must be, where the standard has one. What it leaves out is lost."""
    kwargs, tolerated = expectation.kwargs, _at_most(expectation.kwargs.get("mostly", 1))
    low, high = kwargs.get("min_value"), kwargs.get("max_value")
    valid = {"validValues": kwargs.get("value_set")}
    measured: dict[str, dict[str, Any]] = {
        "expect_column_values_to_not_be_null": {"metric": "nullValues", **tolerated},
        "expect_column_values_to_be_in_set": {"metric": "invalidValues", "arguments": valid, **tolerated},
        "expect_column_values_to_match_regex": {
            "metric": "invalidValues",
            "arguments": {"pattern": kwargs.get("regex")},
            **tolerated,
        },
        "expect_column_values_to_be_unique": {"metric": "duplicateValues", "mustBe": 0},
        "expect_compound_columns_to_be_unique": {
            "metric": "duplicateValues",
            "arguments": {"properties": kwargs.get("column_list")},
            "mustBe": 0,
        },
        "expect_table_row_count_to_equal": {"metric": "rowCount", "mustBe": kwargs.get("value")},
        "expect_table_row_count_to_be_between": {"metric": "rowCount", **_between(low, high)},
    }
    return measured.get(expectation.type)


def _at_most(mostly: Any) -> dict[str, Any]:
    """How many may be bad. What is no share makes no valid rule, and the expectation goes out as it is."""
    if isinstance(mostly, bool) or not isinstance(mostly, int | float) or mostly == 1:
        return {"mustBe": 0}
    share = 100 - 100 * Decimal(repr(mostly))
    whole = share == share.to_integral_value()
    return {"mustBeLessOrEqualTo": int(share) if whole else float(share), "unit": "percent"}


def _between(low: Any, high: Any) -> dict[str, Any]:
    """Two numbers are read as including both. The schema wants them to differ."""
    if high is None:
        return {"mustBeGreaterOrEqualTo": low}
    if low is None:
        return {"mustBeLessOrEqualTo": high}
    return {"mustBeBetween": [low, high]}
