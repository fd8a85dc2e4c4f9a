"""Which columns an expectation is about, those of its row condition among them, and the condition in words."""

import re
from collections.abc import Iterator
from typing import Any

from modelwright.expectations.suite import Expectation

# `col("age") > 18`, as the parser `great_expectations` reads it. What pandas or Spark reads as code stays as it is.
_COLUMN = re.compile(r"""col\(\s*(["'])(?P<name>.+?)\1\s*\)""")
_JOINED = {"and": " and ", "or": " or "}


def columns_of(expectation: Expectation) -> set[str]:
    """Every column that it names, and every one that its row condition does."""
    return {*expectation.columns, *condition_columns(expectation.kwargs.get("row_condition"))}


def condition_columns(condition: Any) -> Iterator[str]:
    """The columns of a row condition: text, or what Great Expectations 1.9 and later write as JSON."""
    if isinstance(condition, str):
        yield from (found["name"] for found in _COLUMN.finditer(condition))
    elif isinstance(condition, dict):
        column = condition.get("column")
        name = column.get("name") if isinstance(column, dict) else None
        yield from [name] if isinstance(name, str) else []
        for one in condition.get("conditions") or []:
            yield from condition_columns(one)


def condition_in_words(condition: Any) -> str:
    """Such as `age >= 18 and city is there`."""
    if not isinstance(condition, dict):
        return _COLUMN.sub(r"\g<name>", str(condition))
    kind, column = condition.get("type"), next(condition_columns(condition), "")
    if kind in _JOINED:
        return _JOINED[kind].join(condition_in_words(one) for one in condition.get("conditions") or [])
    if kind == "nullity":
        return f"{column} is {'missing' if condition.get('is_null') else 'there'}"
    operator = str(condition.get("operator", "")).lower().replace("_", " ")
    wanted = condition.get("parameter")
    return f"{column} {operator} {', '.join(map(str, wanted)) if isinstance(wanted, list) else wanted}"
