"""Expectations of quantiles, with the interpolations of pandas."""

import math
from collections.abc import Sequence
from typing import Literal

import polars as pl
from msgspec import Struct

from modelwright.expectations.fast.arguments import OfColumn
from modelwright.expectations.fast.statistics import numbers
from modelwright.expectations.fast.steps import NotKnownError, Query, Steps
from modelwright.expectations.fast.table import Column, Rows, Table
from modelwright.expectations.verdict import Verdict


class Ranges(Struct, frozen=True, forbid_unknown_fields=True):
    """Quantiles, and between what each is to lie."""

    quantiles: list[float]
    value_ranges: list[tuple[float | None, float | None]]


class Quantiles(OfColumn, frozen=True, kw_only=True):
    """Quantiles of a column, and how one between two values is made."""

    quantile_ranges: Ranges
    allow_relative_error: Literal["linear", "lower", "higher", "midpoint", "nearest", False] = False

    def __post_init__(self) -> None:
        super().__post_init__()
        asked = self.quantile_ranges
        if len(asked.quantiles) != len(asked.value_ranges) or not all(0 <= one <= 1 for one in asked.quantiles):
            raise ValueError("needs one range for each quantile between 0 and 1")
        if any(low is not None and high is not None and low > high for low, high in asked.value_ranges):
            raise ValueError("needs ordered pairs")


def expect_column_quantile_values_to_be_between(asked: Quantiles, table: Table) -> Steps:
    column, rows = asked.of(table)
    if column.kind == "boolean":
        raise NotKnownError("quantiles of truth values")
    quantiles = asked.quantile_ranges.quantiles
    facts = yield {"neighbours": _neighbours(column, rows, quantiles)}
    there, *neighbours = facts["neighbours"].row(0)
    met = [
        _within(_between(lower, higher, quantile * (there - 1), asked), limits)
        for lower, higher, quantile, limits in zip(
            neighbours[::2], neighbours[1::2], quantiles, asked.quantile_ranges.value_ranges, strict=True
        )
    ]
    return Verdict(met=all(met))


def _neighbours(column: Column, rows: Rows, quantiles: Sequence[float]) -> Query:
    """How many values there are, and those below and above each quantile: one sort for all of them."""
    values = numbers(column)

    def make(frame: pl.LazyFrame) -> pl.LazyFrame:
        ordered = rows.frame(frame).select(values.alias("value")).drop_nulls().select(pl.col("value").sort())
        positions = [(pl.len() - 1) * quantile for quantile in quantiles]
        sides = [side.cast(pl.Int64) for one in positions for side in (one.floor(), one.ceil())]
        picked = [pl.col("value").get(one, null_on_oob=True).alias(str(place)) for place, one in enumerate(sides)]
        return ordered.select(pl.len(), *picked)

    return Query(("neighbours", column.name, rows.key, *quantiles), make)


def _between(lower: float | None, higher: float | None, position: float, asked: Quantiles) -> float | None:
    """The quantile at a position between two values."""
    if lower is None or higher is None:
        return None
    share = position - math.floor(position)
    match asked.allow_relative_error:
        case "lower":
            return lower
        case "higher":
            return higher
        case "midpoint":
            return (lower + higher) / 2
        case "linear":
            return lower + (higher - lower) * share if higher != lower else lower
    # As numpy rounds: the half to the even neighbour.
    return lower if round(position) == math.floor(position) else higher


def _within(value: float | None, limits: tuple[float | None, float | None]) -> bool:
    if value is None:
        return False
    low = -math.inf if limits[0] is None else limits[0]
    high = math.inf if limits[1] is None else limits[1]
    return _close(value, low) or _close(value, high) or low <= value <= high


def _close(value: float, limit: float) -> bool:
    """Great Expectations allows for a part in 10,000 of the limit."""
    if math.isinf(value) or math.isinf(limit):
        return value == limit
    return abs(value - limit) <= 1e-8 + 1e-4 * abs(limit)
