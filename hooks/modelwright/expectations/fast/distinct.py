"""Expectations of the set of distinct values of a column."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any

import polars as pl
from msgspec import Meta

from modelwright.expectations.fast.arguments import ColumnInSet, Scalar
from modelwright.expectations.fast.limits import limit
from modelwright.expectations.fast.members import among
from modelwright.expectations.fast.steps import NotKnownError, Query, Steps
from modelwright.expectations.fast.table import SIMPLE, Column, Rows, Table
from modelwright.expectations.verdict import Verdict


class NotEmpty(ColumnInSet, frozen=True, kw_only=True):
    """A set that is not empty."""

    value_set: Annotated[list[Scalar], Meta(min_length=1)]


class MostCommon(ColumnInSet, frozen=True, kw_only=True):
    """A set for the most common value, and whether several may share the first place."""

    ties_okay: bool | None = None


def expect_column_distinct_values_to_be_in_set(asked: NotEmpty, table: Table) -> Steps:
    facts = yield from _facts(asked, table)
    return Verdict(met=facts["others"] == 0, unexpected=facts["others"])


def expect_column_distinct_values_to_contain_set(asked: ColumnInSet, table: Table) -> Steps:
    facts = yield from _facts(asked, table)
    return Verdict(met=facts["absent"] == 0, missing=facts["absent"])


def expect_column_distinct_values_to_equal_set(asked: ColumnInSet, table: Table) -> Steps:
    facts = yield from _facts(asked, table)
    met = facts["others"] == 0 and facts["absent"] == 0
    return Verdict(met=met, unexpected=facts["others"], missing=facts["absent"])


def _facts(asked: ColumnInSet, table: Table) -> Any:
    """How many distinct values are not in the set, and how many members of the set are not in the column."""
    column, rows = asked.of(table)
    column.only(*SIMPLE)
    members = _members(column, asked.value_set)
    values = rows.of(column.values)
    inside = among(column, list(members)) if column.kind not in {"date", "moment"} else _on_days(column, members)
    inside = rows.of(inside)
    facts = yield {
        "others": values.filter(~inside).n_unique(),
        "found": values.filter(inside).n_unique(),
        "any": values.is_not_null().any(),
    }
    # Great Expectations reads text as dates only where it finds a date.
    expected = members if facts["any"] else set(asked.value_set)
    return {"others": facts["others"], "absent": len(expected) - facts["found"]}


def _members(column: Column, values: Sequence[Scalar]) -> set[Any]:
    if column.kind not in {"date", "moment"}:
        return set(values)
    return {_as_date(column, one) if isinstance(one, str) else one for one in values}


def _as_date(column: Column, text: str) -> date:
    try:
        found = limit(text)
    except ValueError as error:
        raise NotKnownError("a set of dates that are not written as 2026-03-01 or 2026-03-01T06:00:00") from error
    if not isinstance(found, datetime):
        found = datetime(found.year, found.month, found.day)  # type: ignore[union-attr]  # noqa: DTZ001
    return found if column.kind == "moment" else found.date()


def _on_days(column: Column, members: set[Any]) -> pl.Expr:
    """Whether each date, or each time, is one of a set."""
    fitting = sorted(one for one in members if type(one) is date or (isinstance(one, datetime) and not one.tzinfo))
    if not fitting:
        return pl.when(column.stored.is_not_null()).then(pl.lit(value=False))
    dtype = pl.Datetime(column.dtype.time_unit) if column.kind == "moment" else column.dtype  # type: ignore[attr-defined]
    return column.values.is_in(pl.lit(fitting, dtype=pl.List(dtype)))


def expect_column_most_common_value_to_be_in_set(asked: MostCommon, table: Table) -> Steps:
    column, rows = asked.of(table)
    column.only(*SIMPLE)
    inside = among(column, asked.value_set)
    facts = yield {"modes": _modes(column, rows, inside)}
    modes, inside_set = facts["modes"].row(0)
    met = (inside_set or 0) > 0 if asked.ties_okay else modes == 1 and inside_set == 1
    return Verdict(met=met)


def _modes(column: Column, rows: Rows, inside: pl.Expr) -> Query:
    """How many values share the first place, and how many of them are in the set."""

    def make(frame: pl.LazyFrame) -> pl.LazyFrame:
        groups = (
            rows.frame(frame).filter(~column.missing).group_by(column.values.alias("value"), inside.alias("inside"))
        )
        first = groups.len("rows").filter(pl.col("rows") == pl.col("rows").max())
        return first.select(pl.len(), pl.col("inside").sum())

    return Query(("modes", column.name, rows.key, inside.meta.serialize(format="json")), make)
