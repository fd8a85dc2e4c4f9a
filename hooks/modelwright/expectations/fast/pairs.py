"""Expectations of two values in one row."""

from functools import reduce
from operator import or_
from typing import Literal

import polars as pl
from msgspec import Struct

from modelwright.expectations.fast.arguments import Name, OfPair, Scalar, Share
from modelwright.expectations.fast.members import matching
from modelwright.expectations.fast.steps import CannotRunError, NotKnownError, Steps, judged
from modelwright.expectations.fast.table import NUMBERS, SIMPLE, Column, Rows, Table
from modelwright.expectations.fast.uniqueness import looked_at


class Greater(OfPair, frozen=True, kw_only=True):
    """Whether equal values are greater, too."""

    or_equal: bool | None = None


class PairInSet(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A set of pairs. Great Expectations heeds no row condition here, so that none is taken."""

    column_A: Name  # noqa: N815 - its name in the suite
    column_B: Name  # noqa: N815
    value_pairs_set: list[tuple[Scalar, Scalar]]
    mostly: Share = 1.0
    ignore_row_if: Literal["both_values_are_missing", "either_value_is_missing", "neither"] = "both_values_are_missing"


def expect_column_pair_values_a_to_be_greater_than_b(asked: Greater, table: Table) -> Steps:
    first, second = _comparable(asked, table)
    if "text" in {first.kind, second.kind} and first.kind != second.kind:
        raise CannotRunError(f"columns of {first.dtype} and {second.dtype} have no order")
    met = first.values >= second.values if asked.or_equal else first.values > second.values
    return (yield from _of_pairs([first, second], asked.rows(table), met, asked))


def expect_column_pair_values_to_be_equal(asked: OfPair, table: Table) -> Steps:
    first, second = _comparable(asked, table)
    # Text equals no number.
    met = first.values == second.values if (first.kind == "text") == (second.kind == "text") else pl.lit(value=False)
    return (yield from _of_pairs([first, second], asked.rows(table), met, asked))


def expect_column_pair_values_to_be_in_set(asked: PairInSet, table: Table) -> Steps:
    columns = [table.column(asked.column_A), table.column(asked.column_B)]
    for one in columns:
        one.only(*NUMBERS, "text", "nothing")
    pairs = [reduce(pl.Expr.__and__, map(_is, columns, pair)) for pair in asked.value_pairs_set]
    met = reduce(or_, pairs) if pairs else pl.lit(value=False)
    return (yield from _of_pairs(columns, Rows(), met, asked))


def _of_pairs(columns: list[Column], rows: Rows, met: pl.Expr, asked: OfPair | PairInSet) -> Steps:
    kept = looked_at(columns, rows, asked.ignore_row_if)
    # What cannot be compared, because a value is missing, does not meet the expectation.
    facts = yield {"rows": rows.number(), "kept": kept.number(), "met": kept.number(met.fill_null(value=False))}
    kept_rows = facts["kept"]
    return judged(facts["rows"], facts["rows"] - kept_rows, kept_rows - (facts["met"] or 0), asked.mostly)


def _comparable(asked: OfPair, table: Table) -> tuple[Column, Column]:
    first, second = table.column(asked.column_A), table.column(asked.column_B)
    first.only(*SIMPLE)
    second.only(*SIMPLE)
    kinds = {first.kind, second.kind}
    numbers_or_text = kinds <= {"integer", "float", "text"}
    if not numbers_or_text and (len(kinds) > 1 or kinds & {"boolean", "nothing"}):
        raise NotKnownError(f"columns of {first.dtype} and {second.dtype}")
    return first, second


def _is(column: Column, value: Scalar) -> pl.Expr:
    """Whether a value, or what is missing, is that of a pair."""
    if value is None:
        return column.missing
    fitting = matching(column, [value])
    return column.values.eq_missing(pl.lit(fitting[0])) if fitting else pl.lit(value=False)
