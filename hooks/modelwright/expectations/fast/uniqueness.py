"""Expectations of keys: values that occur once, in one column or in several together."""

from collections.abc import Sequence

import polars as pl

from modelwright.expectations.fast.arguments import OfColumns, OfValues
from modelwright.expectations.fast.steps import Query, Steps, judged
from modelwright.expectations.fast.table import SIMPLE, Column, Rows, Table


def expect_column_values_to_be_unique(asked: OfValues, table: Table) -> Steps:
    column, rows = asked.of(table)
    there = Rows(~column.missing if rows.condition is None else rows.condition & ~column.missing)
    facts = yield {
        "rows": rows.number(),
        "missing": rows.missing(column),
        "repeated": repeated([column], there),
    }
    return judged(facts["rows"], facts["missing"], facts["repeated"].item(), asked.mostly)


def expect_compound_columns_to_be_unique(asked: OfColumns, table: Table) -> Steps:
    columns = [table.column(name) for name in asked.column_list]
    rows = asked.rows(table)
    kept = looked_at(columns, rows, asked.ignore_row_if)
    facts = yield {"rows": rows.number(), "kept": kept.number(), "repeated": repeated(columns, kept)}
    return judged(facts["rows"], facts["rows"] - facts["kept"], facts["repeated"].item(), asked.mostly)


def looked_at(columns: Sequence[Column], rows: Rows, ignored: str) -> Rows:
    """Rows without those that are ignored because all, or any, of their values are missing."""
    missing = [one.missing for one in columns]
    if ignored in {"never", "neither"}:
        return rows
    gone = (
        pl.all_horizontal(missing)
        if ignored in {"all_values_are_missing", "both_values_are_missing"}
        else pl.any_horizontal(missing)
    )
    return Rows(~gone if rows.condition is None else rows.condition & ~gone)


def repeated(columns: Sequence[Column], rows: Rows) -> Query:
    """How many rows share their values with another. What is missing equals what is missing."""
    for one in columns:
        one.only(*SIMPLE)
    names = [one.name for one in columns]

    def make(frame: pl.LazyFrame) -> pl.LazyFrame:
        groups = rows.frame(frame).group_by([one.values.alias(str(place)) for place, one in enumerate(columns)])
        return groups.agg(pl.len().alias("rows")).select(pl.col("rows").filter(pl.col("rows") > 1).sum())

    return Query(("repeated", *names, rows.key), make)
