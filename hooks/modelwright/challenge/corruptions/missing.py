"""Values that are not there."""

from typing import TYPE_CHECKING

from modelwright.challenge.rows import Column

if TYPE_CHECKING:
    import polars as pl

_FEW = 0.05
_KEYS = 0.02


def some_missing(column: Column) -> "pl.Series | None":
    """One value in twenty is missing."""
    return None if column.nature == "key" else column.filled(column.chosen(_FEW), None)


def half_missing(column: Column) -> "pl.Series | None":
    """Half of a feature is missing: NaN where it can be."""
    if not column.is_feature:
        return None
    return column.filled(column.chosen(0.5), float("nan") if column.is_decimal else None)


def all_missing(column: Column) -> "pl.Series | None":
    """A column is there, and empty."""
    return column.values.clear(len(column.values))


def keys_missing(column: Column) -> "pl.Series | None":
    """One row in fifty has no key."""
    return column.filled(column.chosen(_KEYS), None) if column.nature == "key" else None
