"""Outcomes that are wrong."""

from typing import TYPE_CHECKING

from modelwright.challenge.rows import Column

if TYPE_CHECKING:
    import polars as pl

_SOME = 0.1


def some_labels_flipped(column: Column) -> "pl.Series | None":
    """One outcome in ten is that of the next class."""
    flipped = labels_flipped(column)
    return None if flipped is None else column.values.zip_with(~column.chosen(_SOME), flipped)


def labels_flipped(column: Column) -> "pl.Series | None":
    """Every outcome is that of the next class; of two, the other one."""
    if not column.is_target or column.nature != "category":
        return None
    known = column.values.drop_nulls().unique().sort().to_list()
    return column.values.replace(known, known[1:] + known[:1]) if len(known) > 1 else None


def outcomes_shuffled(column: Column) -> "pl.Series | None":
    """Every row has the outcome of another one."""
    return column.values.gather(column.order()) if column.is_target and column.is_tied else None
