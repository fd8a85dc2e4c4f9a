"""Days and times that are not those of the rows."""

from datetime import timedelta
from typing import TYPE_CHECKING

from modelwright.challenge.rows import Column, Rows, exactly

if TYPE_CHECKING:
    import polars as pl


def time_zone_shifted(column: Column) -> "pl.Series | None":
    """Times are told in a zone two hours to the west; a day that begins at midnight becomes the one before."""
    from modelwright.challenge.clock import has_hours, moved

    if column.nature != "time":
        return None
    return moved(column.values, timedelta(hours=-2) if has_hours(column.values) else timedelta(days=-1))


def year_stale(column: Column) -> "pl.Series | None":
    """Last year's extract: every time lies a year back."""
    from modelwright.challenge.clock import moved

    return moved(column.values, timedelta(days=-365)) if column.nature == "time" else None


def delivery_stale(rows: Rows) -> "pl.LazyFrame | None":
    """The extract before this one: the rows of the newest delivery are not there."""
    from modelwright.challenge.clock import form_of, newer_than

    if rows.time is None:
        return None
    dtype = rows.rows.collect_schema()[rows.time]
    form = form_of(rows.rows.select(exactly(rows.time)).head(1000).collect().to_series())
    return rows.rows.filter(~newer_than(rows.time, dtype, form, rows.period).fill_null(False))
