"""Values that are missing where another column says so."""

from typing import TYPE_CHECKING

from modelwright.proposals import said
from modelwright.proposals.expectation import expectation, where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from modelwright.expectations.suite import Expectation
    from modelwright.proposals.facts import Column, Facts

_LEAST_ROWS, _MOST_VALUES = 30, 12


def of_blanks(facts: "Facts", column: "Column") -> "Iterator[Expectation]":
    """Where a column is always there and where never, by the value of the first column that tells all rows apart."""
    import polars as pl

    if not 0 < column.missing < facts.rows:
        return
    for other in facts.columns:
        if other.role not in {"codes", "categories"} or other.missing or other.distinct > _MOST_VALUES:
            continue
        found = (
            facts.frame.group_by(other.name)
            .agg(pl.len().alias("rows"), pl.col(column.name).null_count().alias("gone"))
            .sort(other.name)
        )
        parts = found.rows()
        if any(rows < _LEAST_ROWS or gone not in (0, rows) for _, rows, gone in parts):
            continue
        for value, rows, gone in parts:
            kind = "column_values_to_be_null" if gone else "column_values_to_not_be_null"
            fact = "none has one" if gone else "all have one"
            reason = f"{said.count(rows)} with {other.name} {value}: {fact}"
            yield expectation("warning", kind, reason, column=column.name, **where(other.name, "==", value))
        return
