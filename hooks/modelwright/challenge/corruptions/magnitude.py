"""Numbers of another size, and beyond what can be."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from modelwright.challenge.rows import Column, fitting, present, wide

if TYPE_CHECKING:
    import polars as pl

_FEW = 0.005
# The furthest from 0 that a whole number of 64 bits is, and that one of 128 bits may be multiplied to.
_FURTHEST, _MOST = 2**63 - 1, 2**127 - 1


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
    if column.is_whole:
        return _multiplied(column, factor)
    made = (column.values.cast(pl.Float64) * factor).cast(column.values.dtype, strict=False)
    # A decimal has a number of digits: what does not fit it would be missing, which is another corruption.
    return made if made.null_count() == column.values.null_count() else None


def _multiplied(column: Column, factor: float) -> "pl.Series | None":
    """Whole numbers, exactly: as floats, neighbours among large ones would become equal."""
    import polars as pl

    whole = wide(column.values)
    if whole is None or whole.null_count() == len(whole):
        return whole
    furthest = max(abs(int(one)) for one in (whole.min(), whole.max()))  # type: ignore[arg-type] # there is one
    if furthest * factor > _MOST:
        return None
    if abs(factor) < 1:
        made = (whole.cast(pl.Float64) * factor).round().cast(pl.Int128)
    else:
        made = whole * pl.Series([int(factor)], dtype=pl.Int128)
    return fitting(made, column.values.dtype)


def _beyond(column: Column, *, above: bool) -> "pl.Series | None":
    import polars as pl

    known = column.values.filter(present(column.values))
    if not column.is_number or known.is_empty():
        return None
    if column.is_whole:
        return _whole_beyond(column, above=above)
    low, high = float(known.min()), float(known.max())  # type: ignore[arg-type] # numbers, as `is_number` says
    reach = 2 * (high - low) + 1
    far = high + reach if above else low - reach
    # A decimal has a number of digits, which may all be taken.
    # modelwright: allow[swallowed-error] one value, and what is missing is asked for in the next line
    end = pl.Series([far]).cast(column.values.dtype, strict=False)[0]
    return None if end is None else column.filled(column.chosen(_FEW), end)


def _whole_beyond(column: Column, *, above: bool) -> "pl.Series | None":
    """None where no whole number of 64 bits lies further out."""
    whole = wide(column.values)
    if whole is None:
        return None
    low, high = int(whole.min()), int(whole.max())  # type: ignore[arg-type] # there is one
    reach = 2 * (high - low) + 1
    far = min(high + reach, _FURTHEST) if above else max(low - reach, -_FURTHEST)
    if low <= far <= high:
        return None
    changed = column._replace(values=whole).filled(column.chosen(_FEW), far)
    return fitting(changed, column.values.dtype)


def _default_day(column: Column, day: date) -> "pl.Series | None":
    """None where the type has no such day: nanoseconds end in 2262."""
    import polars as pl

    from modelwright.challenge.clock import form_of

    form = form_of(column.values)
    midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a column's own zone is kept
    if form is not None:
        return column.filled(column.chosen(_FEW), midnight.strftime(form))
    if column.values.dtype == pl.Date:
        return column.filled(column.chosen(_FEW), day)
    zone = column.values.dtype.time_zone  # type: ignore[attr-defined]
    # modelwright: allow[swallowed-error] one value, and what is missing is asked for in the next line
    plain = pl.Series([midnight]).dt.replace_time_zone(zone).cast(column.values.dtype, strict=False)[0]
    return None if plain is None else column.filled(column.chosen(_FEW), plain)
