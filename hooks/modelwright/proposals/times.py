"""What is expected of times: their form, that they are days of this age, and that the newest one does not go back."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from modelwright.proposals import said
from modelwright.proposals.expectation import expectation, where
from modelwright.proposals.facts import CODES
from modelwright.proposals.texts import of_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from modelwright.expectations.suite import Expectation
    from modelwright.proposals.facts import Column, Facts

# Days so far ahead stand for "never" or "not known".
_YEARS = 10
# The parameter that `validate` passes: the oldest day that the newest row may have.
FRESH_SINCE = "fresh_since"


def of_times(facts: "Facts", column: "Column") -> "Iterator[Expectation]":
    """The form, the range and the newest value of a column of times."""
    spec, values = facts.spec, facts.frame[column.name].drop_nulls()
    if column.family == "text":
        yield from of_text(facts, column)
    if column.family in {"integer", "number"}:
        return
    oldest, newest = _text(values.min()), _text(values.max())
    last = f"{int(newest[:4]) + _YEARS}-12-31" if newest[:4].isdigit() else None
    reason = f"none of {said.count(facts.rows)} is older: a day that stands for none is"
    yield expectation("warning", "column_min_to_be_between", reason, column=column.name, min_value=oldest)
    if column.name not in (spec.data.time, spec.split.column):
        return
    reason = f"the newest row is of {newest}: a later delivery is not older, and not {_YEARS} years ahead"
    yield expectation(
        "warning", "column_max_to_be_between", reason, column=column.name, min_value=newest, max_value=last
    )
    if column.name == spec.data.time and spec.data.max_age_days is not None:
        days = said.number(spec.data.max_age_days)
        one = expectation(
            "critical",
            "column_max_to_be_between",
            f"the spec says that the newest row is at most {days} days old",
            column=column.name,
            min_value={"$PARAMETER": FRESH_SINCE},
        )
        yield one


def of_clock(facts: "Facts", column: "Column") -> "Iterator[Expectation]":
    """A column that grows with time, such as a year: what it was up to a day, and from which day on it is more."""
    time = facts.blocks.time
    if time is None or column.distinct > CODES or not facts.frame.schema[time].is_(_string()):
        return
    last = facts.frame.group_by(column.name).agg(_first(time)).sort(column.name).tail(2)
    if last.height < 2:  # noqa: PLR2004 - it has not grown yet
        return
    (before, _), (after, since) = last.rows()
    reason = f"{before} before {since}, {after} since: it grows with {time}"
    yield expectation(
        "critical",
        "column_values_to_be_between",
        reason,
        column=column.name,
        max_value=before,
        **where(time, "<", since),
    )
    yield expectation(
        "critical",
        "column_values_to_be_between",
        reason,
        column=column.name,
        min_value=after,
        **where(time, ">=", since),
    )


def _first(time: str) -> Any:
    import polars as pl

    return pl.col(time).min()


def _string() -> Any:
    import polars as pl

    return pl.String


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    return value.isoformat() if isinstance(value, date) else str(value)
