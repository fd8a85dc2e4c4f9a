"""Expectations of each value of a column: there or missing, between limits, of a set."""

import polars as pl

from modelwright.expectations.fast.arguments import InSet, OfValues, ValuesBetween
from modelwright.expectations.fast.members import among
from modelwright.expectations.fast.steps import CannotRunError, Steps, judged
from modelwright.expectations.fast.table import SIMPLE, Table
from modelwright.expectations.verdict import Verdict


def met_by(asked: OfValues | ValuesBetween, table: Table, met: pl.Expr) -> Steps:
    """The verdict on a condition that each value, where there is one, is to meet; it is null where there is none."""
    column, rows = asked.of(table)
    facts = yield {"rows": rows.number(), "missing": rows.missing(column), "unexpected": rows.number(~met)}
    return judged(facts["rows"], facts["missing"], facts["unexpected"] or 0, asked.mostly)


def vacuous(asked: OfValues | ValuesBetween, table: Table, trouble: str) -> Steps:
    """The verdict on what makes no sense for the values of a column: it is met where there are none."""
    column, rows = asked.of(table)
    facts = yield {"rows": rows.number(), "missing": rows.missing(column)}
    if facts["rows"] > facts["missing"]:
        raise CannotRunError(trouble)
    return judged(facts["rows"], facts["missing"], 0, asked.mostly)


def expect_column_values_to_not_be_null(asked: OfValues, table: Table) -> Steps:
    column, rows = asked.of(table)
    facts = yield {"rows": rows.number(), "missing": rows.missing(column)}
    return _of_rows(facts["rows"], facts["missing"], asked.mostly)


def expect_column_values_to_be_null(asked: OfValues, table: Table) -> Steps:
    column, rows = asked.of(table)
    facts = yield {"rows": rows.number(), "missing": rows.missing(column)}
    return _of_rows(facts["rows"], facts["rows"] - facts["missing"], asked.mostly)


def expect_column_values_to_be_between(asked: ValuesBetween, table: Table) -> Steps:
    column, _ = asked.of(table)
    column.only(*SIMPLE)
    if not asked.limits.fit(column):
        trouble = f"column {asked.column!r} of {column.dtype} has other limits"
        if column.kind == "moment" and column.dtype.time_unit == "ns":  # type: ignore[attr-defined]
            # Pandas compares these all at once, even where there are none.
            raise CannotRunError(trouble)
        return (yield from vacuous(asked, table, trouble))
    return (yield from met_by(asked, table, asked.limits.of(column)))


def expect_column_values_to_be_in_set(asked: InSet, table: Table) -> Steps:
    column, _ = asked.of(table)
    return (yield from met_by(asked, table, among(column, asked.value_set)))


def expect_column_values_to_not_be_in_set(asked: InSet, table: Table) -> Steps:
    column, _ = asked.of(table)
    if any(isinstance(one, str) for one in asked.value_set):
        # Great Expectations reads text as times where the column holds times.
        column.only(*SIMPLE - {"moment"})
    return (yield from met_by(asked, table, ~among(column, asked.value_set)))


def _of_rows(rows: int, unexpected: int, mostly: float) -> Verdict:
    met = rows == 0 or (rows - unexpected) / rows >= mostly
    return Verdict(met=met, rows=rows, unexpected=unexpected)
