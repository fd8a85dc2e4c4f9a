"""Expectations of the order of values, and of how far they lie from the middle."""

from operator import gt, lt
from typing import Annotated, Any, Literal

import polars as pl
from msgspec import Meta

from modelwright.expectations.fast.arguments import OfValues
from modelwright.expectations.fast.statistics import numbers
from modelwright.expectations.fast.steps import CannotRunError, Facts, NotKnownError, Steps, judged
from modelwright.expectations.fast.table import Table


class Ordered(OfValues, frozen=True, kw_only=True):
    """Whether equal neighbours are in order."""

    strictly: bool | None = None


class ZScores(OfValues, frozen=True, kw_only=True):
    """How many standard deviations from the mean are too many."""

    threshold: float
    double_sided: bool


class Outliers(OfValues, frozen=True, kw_only=True):
    """How far from the mean, in standard deviations, values may lie."""

    method: Literal["iqr", "std"] = "iqr"
    multiplier: Annotated[float, Meta(ge=0)] = 1.5


def expect_column_values_to_be_increasing(asked: Ordered, table: Table) -> Steps:
    return (yield from _ordered(asked, table, lt))


def expect_column_values_to_be_decreasing(asked: Ordered, table: Table) -> Steps:
    return (yield from _ordered(asked, table, gt))


def _ordered(asked: Ordered, table: Table, wrong: Any) -> Steps:
    column, rows = asked.of(table)
    if column.kind == "text":
        raise CannotRunError(f"column {column.name!r} of text has no differences")
    if column.kind == "integer" and column.dtype.is_unsigned_integer():
        raise NotKnownError(f"a column of {column.dtype}, of which pandas wraps the differences")
    column.only("integer", "float", "date", "moment", "nothing")
    there = rows.of(column.values).drop_nulls()
    if column.kind == "nothing":
        unsorted: pl.Expr = pl.lit(0)
    elif column.kind == "float":
        # The difference of infinity and itself is none: such neighbours are in order.
        steps = there.diff().fill_nan(None)
        unsorted = (wrong(steps, 0) | (steps == 0 if asked.strictly else pl.lit(value=False))).sum()
    else:
        unsorted = (
            wrong(there, there.shift()) | (there == there.shift() if asked.strictly else pl.lit(value=False))
        ).sum()
    facts = yield {"rows": rows.number(), "missing": rows.missing(column), "unsorted": unsorted}
    return judged(facts["rows"], facts["missing"], facts["unsorted"] or 0, asked.mostly)


def expect_column_value_z_scores_to_be_less_than(asked: ZScores, table: Table) -> Steps:
    column, rows = asked.of(table)
    values = numbers(column)
    facts: Facts = yield {
        "rows": rows.number(),
        "missing": rows.missing(column),
        "mean": rows.of(values).mean(),
        "deviation": rows.of(values).std(),
    }
    counted: Facts = {"far": 0}
    if facts["deviation"] and facts["deviation"] == facts["deviation"]:
        scores = (values - facts["mean"]) / facts["deviation"]
        near = scores.abs() < abs(asked.threshold) if asked.double_sided else scores < asked.threshold
        counted = yield {"far": rows.number(~near)}
    return judged(facts["rows"], facts["missing"], counted["far"] or 0, asked.mostly)


def expect_column_values_to_not_be_outliers(asked: Outliers, table: Table) -> Steps:
    if asked.method != "std":
        raise NotKnownError("outliers by quartiles")
    column, rows = asked.of(table)
    values = numbers(column)
    facts: Facts = yield {
        "rows": rows.number(),
        "missing": rows.missing(column),
        "mean": rows.of(values).mean(),
        "deviation": rows.of(values).std(),
    }
    mean, deviation = facts["mean"], facts["deviation"]
    counted: Facts = {"far": 0}
    if mean is not None and deviation is not None and abs(mean) < float("inf") and abs(deviation) < float("inf"):
        reach = asked.multiplier * deviation
        near = (values - mean).abs() < reach if reach > 0 else values == mean
        counted = yield {"far": rows.number(~near)}
    return judged(facts["rows"], facts["missing"], counted["far"] or 0, asked.mostly)
