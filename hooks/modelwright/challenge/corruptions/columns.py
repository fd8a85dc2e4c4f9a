"""Columns under another name, in another place, or not there."""

from typing import TYPE_CHECKING

from modelwright.challenge.rows import Place, Rows, exactly

if TYPE_CHECKING:
    import polars as pl


def column_renamed(place: Place) -> "pl.DataFrame | None":
    """A column has another name."""
    name = place.column.name
    return place.frame.rename({name: _free(f"{name}_v2", place.frame.columns)})


def column_dropped(place: Place) -> "pl.DataFrame | None":
    """A column is not there."""
    return place.frame.drop(exactly(place.column.name)) if place.frame.width > 1 else None


def columns_swapped(place: Place) -> "pl.DataFrame | None":
    """Two columns of one type have changed their names."""
    one, other = place.column.name, place.neighbour
    if other is None:
        return None
    return place.frame.with_columns(place.frame[other].alias(one), place.frame[one].alias(other))


def column_repeated(rows: Rows) -> "pl.LazyFrame | None":
    """A column comes twice: one more than there should be."""
    name = rows.names[0]
    return rows.rows.with_columns(exactly(name).as_expr().alias(_free(f"{name}_1", rows.names)))


def columns_reordered(rows: Rows) -> "pl.LazyFrame | None":
    """Columns come in another order."""
    return rows.rows.select(*[exactly(name) for name in reversed(rows.names)]) if len(rows.names) > 1 else None


def _free(name: str, taken: list[str] | tuple[str, ...] | object) -> str:
    while name in taken:  # type: ignore[operator]
        name += "_"
    return name
