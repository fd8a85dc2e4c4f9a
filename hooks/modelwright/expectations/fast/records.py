"""Expectations of several values in one row."""

from functools import reduce
from itertools import combinations
from operator import add, and_

import polars as pl

from modelwright.expectations.fast.arguments import OfColumns
from modelwright.expectations.fast.steps import NotKnownError, Steps, judged
from modelwright.expectations.fast.table import Column, Table
from modelwright.expectations.fast.uniqueness import looked_at

_MOST_COLUMNS = 30


class Sum(OfColumns, frozen=True, kw_only=True):
    """What several columns add up to."""

    sum_total: float


def expect_multicolumn_sum_to_equal(asked: Sum, table: Table) -> Steps:
    columns = [table.column(name) for name in asked.column_list]
    for one in columns:
        one.only("integer", "float")
    whole = all(one.kind == "integer" for one in columns)
    values = [one.values.cast(pl.Int64) if whole else one.values.cast(pl.Float64) for one in columns]
    return (yield from _of_records(asked, table, columns, reduce(add, values) == asked.sum_total))


def expect_multicolumn_values_to_be_equal(asked: OfColumns, table: Table) -> Steps:
    columns = _alike(asked, table)
    first, *others = columns
    return (yield from _of_records(asked, table, columns, reduce(and_, [_same(first, one) for one in others])))


def expect_select_column_values_to_be_unique_within_record(asked: OfColumns, table: Table) -> Steps:
    columns = _alike(asked, table)
    if len(columns) > _MOST_COLUMNS:
        raise NotKnownError(f"more than {_MOST_COLUMNS} columns")
    met = reduce(and_, [~_same(one, other) for one, other in combinations(columns, 2)])
    return (yield from _of_records(asked, table, columns, met))


def _of_records(asked: OfColumns, table: Table, columns: list[Column], met: pl.Expr) -> Steps:
    rows = asked.rows(table)
    kept = looked_at(columns, rows, asked.ignore_row_if)
    facts = yield {"rows": rows.number(), "kept": kept.number(), "met": kept.number(met.fill_null(value=False))}
    kept_rows = facts["kept"]
    return judged(facts["rows"], facts["rows"] - kept_rows, kept_rows - (facts["met"] or 0), asked.mostly)


def _same(one: Column, other: Column) -> pl.Expr:
    """Whether two values of a row are equal, or are both missing."""
    return one.values.eq_missing(other.values)


def _alike(asked: OfColumns, table: Table) -> list[Column]:
    """Columns of which the values can be compared."""
    columns = [table.column(name) for name in asked.column_list]
    kinds = {"number" if one.kind in {"integer", "float"} else one.kind for one in columns}
    if len(kinds) > 1 or kinds & {"boolean", "moment", "nothing", "other"}:
        raise NotKnownError("columns of several types")
    return columns
