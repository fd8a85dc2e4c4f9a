"""Numbers of another size, and beyond what can be."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from modelwright.challenge.rows import Column, present

if TYPE_CHECKING:
    import polars as pl

_FEW = 0.005


def times_hundred(column: Column) -> "pl.Series | None":
    """Another unit: a hundred times as much, such as cents for euros."""
    return _scaled(column, 100)


def times_thousand(column: Column) -> "pl.Series | None":
    """Another unit: a thousand times as much."""
    return _scaled(column, 1000)


def hundredth(column: Column) -> "pl.Series | None":
    """Another unit: a hundredth, such as a share for a percentage."""
    return _scaled(column, 1 / 100)


def thousandth(column: Column) -> "pl.Series | None":
    """Another unit: a thousandth, such as amounts in thousands."""
    return _scaled(column, 1 / 1000)


def sign_flipped(column: Column) -> "pl.Series | None":
    """Every number has the other sign."""
    return _scaled(column, -1)


def above_range(column: Column) -> "pl.Series | None":
    """One value in two hundred lies far above all others; a day far in the future."""
    if column.nature == "time":
        return _default_day(column, date(2999, 12, 31))
    return _beyond(column, above=True)


def below_range(column: Column) -> "pl.Series | None":
    """One value in two hundred lies far below all others; a day far in the past."""
    if column.nature == "time":
        return _default_day(column, date(1900, 1, 1))
    return _beyond(column, above=False)


def _scaled(column: Column, factor: float) -> "pl.Series | None":
    """In the column's own type where the numbers fit: a file of whole numbers stays one."""
    import polars as pl

    if not column.is_number:
        return None
    if not column.is_whole:
        return (column.values.cast(pl.Float64) * factor).cast(column.values.dtype, strict=False)
    wide = (column.values.cast(pl.Float64) * factor).round().cast(pl.Int64)
    narrow = wide.cast(column.values.dtype, strict=False)
    return narrow if narrow.null_count() == wide.null_count() else wide


def _beyond(column: Column, *, above: bool) -> "pl.Series | None":
    import polars as pl

    known = column.values.filter(present(column.values))
    if not column.is_number or known.is_empty():
        return None
    low, high = float(known.min()), float(known.max())  # type: ignore[arg-type] # numbers, as `is_number` says
    reach = 2 * (high - low) + 1
    far = high + reach if above else low - reach
    if not column.is_whole:
        return column.filled(column.chosen(_FEW), far)
    wide = Column._replace(column, values=column.values.cast(pl.Int64))
    changed = wide.filled(wide.chosen(_FEW), round(far))
    narrow = changed.cast(column.values.dtype, strict=False)
    return narrow if narrow.null_count() == changed.null_count() else changed


def _default_day(column: Column, day: date) -> "pl.Series":
    import polars as pl

    from modelwright.challenge.clock import form_of

    form = form_of(column.values)
    midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a column's own zone is kept
    if form is not None:
        return column.filled(column.chosen(_FEW), midnight.strftime(form))
    if column.values.dtype == pl.Date:
        return column.filled(column.chosen(_FEW), day)
    zone = column.values.dtype.time_zone  # type: ignore[attr-defined]
    plain = pl.Series([midnight]).dt.replace_time_zone(zone).cast(column.values.dtype)[0]
    return column.filled(column.chosen(_FEW), plain)
