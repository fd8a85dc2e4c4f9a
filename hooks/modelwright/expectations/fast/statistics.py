"""Expectations of one statistic of a column: extremes, mean, median, spread, sum, shares and counts of values."""

import math
from collections.abc import Callable
from typing import Any

import polars as pl

from modelwright.expectations.fast.arguments import ColumnBetween, ColumnBetweenCounts, ColumnBetweenNumbers
from modelwright.expectations.fast.steps import CannotRunError, NotKnownError, Steps
from modelwright.expectations.fast.table import SIMPLE, Column, Table
from modelwright.expectations.verdict import Verdict


def numbers(column: Column) -> pl.Expr:
    """The values of a column, to reckon with.

    Raises:
        CannotRunError: it holds text.
        NotKnownError: it holds dates or times, with some of which pandas reckons.
    """
    if column.kind == "text":
        raise CannotRunError(f"column {column.name!r} holds text, not numbers")
    if column.kind in {"date", "moment", "other"}:
        raise NotKnownError(f"a column of {column.dtype}")
    return column.values if column.kind == "float" else column.stored.cast(pl.Float64)


def expect_column_max_to_be_between(asked: ColumnBetween, table: Table) -> Steps:
    return (yield from _extreme(asked, table, pl.Expr.max))


def expect_column_min_to_be_between(asked: ColumnBetween, table: Table) -> Steps:
    return (yield from _extreme(asked, table, pl.Expr.min))


def _extreme(asked: ColumnBetween, table: Table, extreme: Callable[[pl.Expr], pl.Expr]) -> Steps:
    column, rows = asked.of(table)
    column.only(*SIMPLE)
    facts = yield {"extreme": extreme(rows.of(column.values))}
    # A value of a row is never observed.
    return Verdict(met=asked.limits.statistic(facts["extreme"], column))


def expect_column_mean_to_be_between(asked: ColumnBetween, table: Table) -> Steps:
    return (yield from _statistic(asked, table, pl.Expr.mean))


def expect_column_median_to_be_between(asked: ColumnBetween, table: Table) -> Steps:
    return (yield from _statistic(asked, table, pl.Expr.median))


def expect_column_stdev_to_be_between(asked: ColumnBetweenNumbers, table: Table) -> Steps:
    return (yield from _statistic(asked, table, pl.Expr.std))


def expect_column_sum_to_be_between(asked: ColumnBetween, table: Table) -> Steps:
    column, rows = asked.of(table)
    if column.kind == "text":
        if not any(isinstance(one, float) for one in asked.limits.given):
            raise NotKnownError("a column of text, of which pandas makes one text")
        raise CannotRunError(f"column {column.name!r} holds text, not numbers")
    values = numbers(column)
    if column.kind in {"integer", "boolean"}:
        values = column.stored if column.dtype == pl.UInt64 else column.stored.cast(pl.Int64)
    facts = yield {"sum": rows.of(values).sum()}
    return _observed(facts["sum"], asked, column)


def expect_column_unique_value_count_to_be_between(asked: ColumnBetweenCounts, table: Table) -> Steps:
    column, rows = asked.of(table)
    column.only(*SIMPLE)
    facts = yield {"distinct": rows.of(column.values).drop_nulls().n_unique()}
    return _observed(facts["distinct"], asked, column)


def expect_column_proportion_of_unique_values_to_be_between(asked: ColumnBetweenNumbers, table: Table) -> Steps:
    column, rows = asked.of(table)
    column.only(*SIMPLE)
    facts = yield {
        "rows": rows.number(),
        "missing": rows.missing(column),
        "distinct": rows.of(column.values).drop_nulls().n_unique(),
    }
    there = facts["rows"] - facts["missing"]
    return _observed(facts["distinct"] / there if there else 0, asked, column)


def expect_column_proportion_of_non_null_values_to_be_between(asked: ColumnBetweenNumbers, table: Table) -> Steps:
    column, rows = asked.of(table)
    facts = yield {"rows": rows.number(), "missing": rows.missing(column)}
    there = facts["rows"] - facts["missing"]
    return _observed(there / facts["rows"] if facts["rows"] else 0, asked, column)


def _statistic(asked: ColumnBetween, table: Table, statistic: Callable[[pl.Expr], pl.Expr]) -> Steps:
    column, rows = asked.of(table)
    facts = yield {"statistic": statistic(rows.of(numbers(column)))}
    return _observed(facts["statistic"], asked, column)


def _observed(value: Any, asked: ColumnBetween, column: Column) -> Verdict:
    there = value is not None and not math.isnan(value)
    return Verdict(
        met=there and asked.limits.statistic(value, column), observed=value if there and math.isfinite(value) else None
    )
