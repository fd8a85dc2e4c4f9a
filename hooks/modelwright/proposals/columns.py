"""What is expected of one column by itself: its type, whether values may be missing, and which values there may be."""

import math
from typing import TYPE_CHECKING

from modelwright.engines.types import type_list
from modelwright.proposals import said
from modelwright.proposals.coverage import TOLERATED, Coverage, coverage
from modelwright.proposals.expectation import expectation
from modelwright.proposals.shares import least
from modelwright.proposals.slack import outward

if TYPE_CHECKING:
    from collections.abc import Iterator

    from modelwright.engines.types import Family
    from modelwright.expectations.suite import Expectation, Severity
    from modelwright.proposals.facts import Column, Facts
    from modelwright.proposals.ranges import Range


def of_type(facts: "Facts", column: "Column") -> "Iterator[Expectation]":
    """The type, as a family that means the same on every engine."""
    family: Family | None = column.family
    if family is None or column.role == "empty":
        return
    if family == "integer" and column.missing:
        family = "number"  # pandas turns whole numbers into decimal ones where one is missing
    reason = f"seen as {facts.frame[column.name].dtype}"
    yield expectation(
        "critical", "column_values_to_be_in_type_list", reason, column=column.name, type_list=type_list(family)
    )


def of_presence(facts: "Facts", column: "Column") -> "Iterator[Expectation]":
    """Whether values may be missing, and how many."""
    kind, rows = "column_values_to_not_be_null", facts.rows
    if column.role == "empty":
        return
    if not column.missing:
        yield expectation(_weight(facts, column), kind, f"none of {said.count(rows)} is without it", column=column.name)
        return
    floor = _least_present(facts, column)
    if floor is None or floor <= 0:
        return
    gone = said.share(column.missing / rows)
    reason = f"{gone} of {said.count(rows)} are without it; up to {said.share(1 - floor)} may be"
    yield expectation("warning", kind, reason, column=column.name, mostly=floor)


def of_codes(facts: "Facts", column: "Column", bounds: "Range | None") -> "Iterator[Expectation]":
    """The values of a column that has few of them: a set where all have been seen, otherwise a range."""
    found = coverage(facts, column.name)
    if found.closing == "sure":
        yield expectation(
            "critical",
            "column_values_to_be_in_set",
            f"{_listed(found)} in {said.count(facts.rows)}, each at least {found.rows:,} times: a set",
            column=column.name,
            value_set=found.values,
        )
        return
    if found.closing == "nearly":
        reason = f"{_listed(found)}, some rare ({found.rows:,} of {said.count(facts.rows)}): another one is rarer still"
        yield expectation(
            "warning",
            "column_values_to_be_in_set",
            reason,
            column=column.name,
            value_set=found.values,
            mostly=1 - TOLERATED,
        )
    if column.role == "categories":
        reason = (
            f"{said.count(column.distinct, 'name')}, which come in runs: others may follow, but not beside all these"
        )
        yield expectation(
            "info", "column_unique_value_count_to_be_between", reason, column=column.name, max_value=column.distinct
        )
    elif bounds is not None:
        yield from of_range(facts, column, bounds)


def of_range(facts: "Facts", column: "Column", bounds: "Range") -> "Iterator[Expectation]":
    """The range of a column of numbers."""
    low, high = bounds.low, bounds.high
    if low is None and high is None:
        return
    rounded = outward(low if low is not None else 0.0, high if high is not None else 0.0, digits=2)
    low = None if low is None else low if low == bounds.least else rounded[0]
    high = None if high is None else high if high in (bounds.greatest, 1.0) else rounded[1]
    if column.family == "integer":  # between two whole numbers there is none
        low = None if low is None else float(math.floor(low))
        high = None if high is None else float(math.floor(high))
    seen = f"seen {said.number(bounds.least)} to {said.number(bounds.greatest)} in {said.count(facts.rows)}"
    reason = f"{seen}; {_why(facts, bounds, low, high)}"
    yield expectation(
        "critical",
        "column_values_to_be_between",
        reason,
        column=column.name,
        min_value=_plain(low, column),
        max_value=_plain(high, column),
        mostly=bounds.mostly,
    )


def _why(facts: "Facts", bounds: "Range", low: float | None, high: float | None) -> str:
    unit = facts.blocks.unit
    if bounds.why == "it only grows":
        return "it only grows"
    if bounds.why == "a share":
        return "a share lies between 0 and 1"
    if low == bounds.least and high == bounds.greatest:
        return f"not further in {unit}"
    if high is None:
        return "never below 0" if low == 0 else "too few rows for an upper bound"
    return f"room for what {unit} may bring"


def _plain(value: float | None, column: "Column") -> float | int | None:
    if value is None:
        return None
    return int(value) if column.family == "integer" else value


def _listed(found: Coverage) -> str:
    values = found.values
    if all(isinstance(one, int) for one in values) and len(values) > 2:  # noqa: PLR2004 - two are listed
        low, high = values[0], values[-1]
        whole = high - low + 1 == len(values)  # type: ignore[operator]
        return f"{low} to {high}, every whole number" if whole else f"{len(values)} whole numbers from {low} to {high}"
    shown = ", ".join(str(one) for one in values)
    return shown if len(shown) <= 40 else said.count(len(values), "name")  # noqa: PLR2004 - one line


def _weight(facts: "Facts", column: "Column") -> "Severity":
    spec = facts.spec
    named = {name for key, names in spec.columns.items() if key != "data.leaking" for name in names}
    return "critical" if column.name in named else "warning"


def _least_present(facts: "Facts", column: "Column") -> float | None:
    """The least share of rows that have a value, in a delivery like these."""
    import numpy as np

    floor = least(facts.blocks, np.arange(facts.rows), facts.frame[column.name].is_not_null().to_numpy())
    return None if floor is None else math.floor(100 * floor) / 100
