"""Values of a suite as a column of a family can hold them: JSON knows numbers, text and truth only."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from modelwright.engines.types import Family


def typed_values(values: Iterable[Any], family: Family | None) -> list[Any]:
    """The values that a column of a family may be equal to; the others are equal to none.

    A database compares otherwise: SQLite finds the number 1 in a text `1`, PostgreSQL refuses, pandas finds nothing.
    """
    if family is None:
        return [value for value in values if value is not None]
    made = (_typed(value, family) for value in values)
    return [value for value in made if value is not None]


def typed_pairs(pairs: Iterable[Iterable[Any]], first: Family | None, second: Family | None) -> list[tuple[Any, Any]]:
    """The pairs that columns of two families may be equal to."""
    made = []
    for a, b in pairs:
        left = [None] if a is None else typed_values([a], first)
        right = [None] if b is None else typed_values([b], second)
        if left and right:
            made.append((left[0], right[0]))
    return made


def _typed(value: Any, family: Family) -> Any:
    if family in {"integer", "number"}:
        return value if isinstance(value, int | float) and not isinstance(value, bool) else _number(value)
    if family == "text":
        return value if isinstance(value, str) else None
    if family == "boolean":
        return bool(value) if value in {0, 1} and not isinstance(value, str) else None
    return _time(value, family)


def _number(value: Any) -> int | None:
    """To pandas, true is 1."""
    return int(value) if isinstance(value, bool) else None


def _time(value: Any, family: Family) -> dt.date | dt.datetime | None:
    if isinstance(value, str):
        try:
            value = dt.datetime.fromisoformat(value)
        except ValueError:
            return None
    if isinstance(value, dt.datetime):
        return value.date() if family == "date" else value
    if isinstance(value, dt.date):
        return value if family == "date" else dt.datetime(value.year, value.month, value.day)  # noqa: DTZ001 - a suite's times have no zone
    return None
