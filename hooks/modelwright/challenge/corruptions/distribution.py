"""Values that are all possible, and are not those of the rows."""

from typing import TYPE_CHECKING

from modelwright.challenge.rows import Column, present, present_alone

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl

# Ranks between 0 and 1 to this power: the two distributions are then a tenth of the rows apart where they are furthest.
_SHIFT = 0.75
_LEAST = 0.01


def shifted_in_range(column: Column) -> "pl.Series | None":
    """Each number becomes the one that up to a tenth of the rows further up has; none leaves the range."""
    return _by_rank(column, lambda rank: rank**_SHIFT)


def squeezed_in_range(column: Column) -> "pl.Series | None":
    """Numbers move towards the median: their lower and upper quarters are empty."""
    return _by_rank(column, lambda rank: rank * 0.5 + 0.25)


def decorrelated(column: Column) -> "pl.Series | None":
    """A feature keeps its values, and gives them to other rows."""
    if not column.is_feature or not column.is_tied:
        return None
    return column.values.gather(column.order())


def constant(column: Column) -> "pl.Series | None":
    """Every row has the most common value."""
    if column.nature in {"key", "other"}:
        return None
    known = column.values.filter(present(column.values))
    if known.is_empty():
        return None
    common = known.mode().sort()[0]
    return column.filled(present(column.values), common)


def _by_rank(column: Column, move: "Callable[[pl.Series], pl.Series]") -> "pl.Series | None":
    """Each number becomes the one at another rank. Equal numbers have ranks of their own, in the order of rows."""
    import polars as pl

    known = column.values.filter(present(column.values)).sort()
    if not column.is_number or len(known) < 2:  # noqa: PLR2004 - one value has nowhere to go
        return None
    rank = (present_alone(column.values).rank("ordinal").cast(pl.Float64) - 1) / (len(known) - 1)
    place = (move(rank) * (len(known) - 1)).round().cast(pl.UInt32)
    # Of two equal halves nothing is left to squeeze, but for the row in the middle.
    if (known.gather(place.drop_nulls()).sort() != known).sum() < _LEAST * len(known):
        return None
    return column.values.zip_with(~present(column.values), known.gather(place))
