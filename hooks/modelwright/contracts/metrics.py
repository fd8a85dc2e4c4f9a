"""The metrics of the standard, as types and arguments of expectations."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple

# What version 3.0 called the metrics.
_OLDER_NAMES = {
    "nullCheck": "nullValues",
    "duplicateCount": "duplicateValues",
    "unique": "duplicateValues",
    "validValues": "invalidValues",
}
_OPERATORS = (
    *("mustBe", "mustNotBe", "mustBeGreaterThan", "mustBeGreaterOrEqualTo", "mustBeLessThan"),
    *("mustBeLessOrEqualTo", "mustBeBetween", "mustNotBeBetween"),
)
_PERCENT = ("percent", "%")
_ROWS = ("rows", "row", "count", None)

Kwargs = dict[str, Any]
Found = list[tuple[str, Kwargs]]


class Unturned(ValueError):  # noqa: N818 - an outcome, which a person reads
    """No expectation says what a rule says.

    Args:
        fact: why.
    """

    def __init__(self, fact: str) -> None:
        self.fact = " ".join(fact.split())
        super().__init__(self.fact)


class _Range(NamedTuple):
    """What a metric must be, with its ends unless they are strict."""

    low: Decimal | None
    high: Decimal | None
    strict: bool = False


def measured(rule: dict[str, Any], column: str | None) -> Found:
    """The types and arguments of the expectations that say what a metric must be.

    Args:
        rule: a rule of type `library`.
        column: the column at which it stands; None for a rule about the table.

    Raises:
        Unturned: there is none.
    """
    name = str(rule.get("metric") or rule.get("rule"))
    measure = _METRICS.get(_OLDER_NAMES.get(name, name))
    if measure is None:
        raise Unturned(f"the metric {name} is not known")
    return measure(rule, column)


def _range(rule: dict[str, Any]) -> _Range:
    given = [name for name in _OPERATORS if name in rule]
    if not given:
        return _Range(Decimal(0), Decimal(0))  # version 3.0: values that are not valid, without a number
    operator, value = given[0], rule[given[0]]
    ends = value if isinstance(value, list) else [value]
    if len(ends) != (2 if operator.endswith("Between") else 1):
        raise Unturned(f"{operator} {value} has an end too many or too few")
    if not all(isinstance(end, int | float) and not isinstance(end, bool) for end in ends):
        raise Unturned(f"{operator} {value} is not a number")
    first, last = Decimal(repr(ends[0])), Decimal(repr(ends[-1]))
    match operator:
        case "mustBe" | "mustBeBetween":
            return _Range(first, last)
        case "mustBeGreaterThan" | "mustBeGreaterOrEqualTo":
            return _Range(first, None, strict=operator == "mustBeGreaterThan")
        case "mustBeLessThan" | "mustBeLessOrEqualTo":
            return _Range(None, last, strict=operator == "mustBeLessThan")
    raise Unturned(f"no expectation says {operator}")


def _tolerated(rule: dict[str, Any]) -> Decimal:
    """The share of rows that may be bad, of a metric that counts bad ones.

    An expectation has no strict share: less than 1 % is turned into 1 % or less.
    """
    asked, unit = _range(rule), rule.get("unit")
    if asked.high is None or (asked.low or 0) > 0:
        raise Unturned("asks for values that are bad")
    if unit in _PERCENT:
        if not 0 <= asked.high <= 100:  # noqa: PLR2004 - percent
            raise Unturned(f"{asked.high} percent is not a share")
        return asked.high / 100
    if unit not in _ROWS:
        raise Unturned(f"the unit {unit} is not known")
    if asked.high == 0 or (asked.strict and asked.high <= 1):
        return Decimal(0)
    raise Unturned("tolerates a number of rows, and an expectation tolerates a share: say it in percent")


def _mostly(share: Decimal) -> Kwargs:
    return {"mostly": float(1 - share)} if share else {}


def _at(column: str | None) -> Kwargs:
    if column is None:
        raise Unturned("is about the values of a column, and stands at none")
    return {"column": column}


def _nulls(rule: dict[str, Any], column: str | None) -> Found:
    return [("expect_column_values_to_not_be_null", {**_at(column), **_mostly(_tolerated(rule))})]


def _missing(rule: dict[str, Any], column: str | None) -> Found:
    listed = _arguments(rule).get("missingValues")
    words = listed if isinstance(listed, list) else [None]
    values = [one for one in words if one is not None]
    share = _tolerated(rule)
    if share and values and len(values) < len(words):
        raise Unturned("tolerates a share of nulls and of other values together")
    found = []
    if len(values) < len(words):
        found.append(("expect_column_values_to_not_be_null", {**_at(column), **_mostly(share)}))
    if values:
        kwargs = {**_at(column), "value_set": values, **_mostly(share)}
        found.append(("expect_column_values_to_not_be_in_set", kwargs))
    return found


def _invalid(rule: dict[str, Any], column: str | None) -> Found:
    share, arguments = _tolerated(rule), _arguments(rule)
    values, pattern = arguments.get("validValues"), arguments.get("pattern")
    found = []
    if isinstance(values, list) and (known := [one for one in values if one is not None]):
        found.append(("expect_column_values_to_be_in_set", {**_at(column), "value_set": known, **_mostly(share)}))
    if isinstance(pattern, str):
        found.append(("expect_column_values_to_match_regex", {**_at(column), "regex": pattern, **_mostly(share)}))
    if not found:
        raise Unturned("says neither which values are valid nor a pattern of them")
    if share and len(found) > 1:
        raise Unturned("tolerates a share of values that are not listed or break a pattern")
    return found


def _duplicates(rule: dict[str, Any], column: str | None) -> Found:
    share, listed = _tolerated(rule), _arguments(rule).get("properties")
    columns = [one for one in listed if isinstance(one, str)] if isinstance(listed, list) else []
    if len(columns) > 1:
        if share:
            raise Unturned("tolerates a share of rows whose columns repeat together")
        return [("expect_compound_columns_to_be_unique", {"column_list": columns})]
    at = _at(columns[0] if columns else column)
    if not share:
        return [("expect_column_values_to_be_unique", at)]
    # What repeats is all but the first of equal values: the share of distinct ones says how much that is.
    return [("expect_column_proportion_of_unique_values_to_be_between", {**at, "min_value": float(1 - share)})]


def _rows(rule: dict[str, Any], _: str | None) -> Found:
    if rule.get("unit") not in _ROWS:
        raise Unturned(f"a number of rows in {rule['unit']}")
    asked = _range(rule)
    if any(end is not None and end != end.to_integral_value() for end in (asked.low, asked.high)):
        raise Unturned("a number of rows that is not whole")
    if "mustBe" in rule:
        return [("expect_table_row_count_to_equal", {"value": int(rule["mustBe"])})]
    step = int(asked.strict)
    found = {}
    if asked.low is not None:
        found["min_value"] = int(asked.low) + step
    if asked.high is not None:
        found["max_value"] = int(asked.high) - step
    return [("expect_table_row_count_to_be_between", found)]


def _arguments(rule: dict[str, Any]) -> dict[str, Any]:
    """Those of the metric; version 3.0 wrote them beside it."""
    return {**rule, **(rule.get("arguments") or {})}


_METRICS: dict[str, Callable[[dict[str, Any], str | None], Found]] = {
    "nullValues": _nulls,
    "missingValues": _missing,
    "invalidValues": _invalid,
    "duplicateValues": _duplicates,
    "rowCount": _rows,
}
