"""Values of another type, or written in another way."""

from typing import TYPE_CHECKING

from modelwright.challenge.rows import Column, present_alone

if TYPE_CHECKING:
    import polars as pl


def numbers_as_text(column: Column) -> "pl.Series | None":
    """Numbers come as text."""
    import polars as pl

    return present_alone(column.values).cast(pl.String) if column.values.dtype.is_numeric() else None


def whole_numbers_as_decimals(column: Column) -> "pl.Series | None":
    """Whole numbers come with digits after the point, as they do once one value was missing."""
    import polars as pl

    return column.values.cast(pl.Float64) if column.is_whole else None


def times_as_text(column: Column) -> "pl.Series | None":
    """Days and times come as text."""
    import polars as pl

    return column.values.cast(pl.String) if column.values.dtype in (pl.Date, pl.Datetime) else None


def day_month_order(column: Column) -> "pl.Series | None":
    """Days that are text come as day/month/year."""
    from modelwright.challenge.clock import form_of

    form = form_of(column.values) if column.nature == "time" else None
    return column.values.str.to_datetime(form).dt.strftime(form.replace("%Y-%m-%d", "%d/%m/%Y")) if form else None


def decimal_comma(column: Column) -> "pl.Series | None":
    """Numbers come as text with a comma for the decimal point."""
    import polars as pl

    if not column.is_decimal:
        return None
    return present_alone(column.values).cast(pl.String).str.replace(".", ",", literal=True)
