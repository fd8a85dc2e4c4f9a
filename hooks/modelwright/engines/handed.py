"""Columns of a database as they are handed over, and values that come as text."""

from typing import TYPE_CHECKING, Any, NamedTuple

from modelwright.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl
    import sqlalchemy as sa


class Handed(NamedTuple):
    """A column of a table.

    Args:
        asked: what the database is asked for.
        kind: the type that its values have here.
    """

    asked: "sa.ColumnElement[Any]"
    kind: "pl.DataType"


def from_text(text: "pl.Series", kind: "pl.DataType", place: str) -> "pl.Series":
    """Values that a database handed over as text, as those of a type.

    Args:
        text: such as `1.5`, `true`, `2026-01-31`, `2026-01-31 12:00:00.5` or, for bytes, hexadecimal digits.
        kind: the type.
        place: what messages name.

    Raises:
        InputError: a value is none of that type, such as a day before the first year or `infinity`.
    """
    import polars as pl

    readers: dict[type[pl.DataType], Callable[[pl.Series], pl.Series]] = {
        pl.String: lambda values: values,
        pl.Boolean: lambda values: values == "true",
        pl.Binary: lambda values: values.str.decode("hex"),
        pl.Date: lambda values: values.str.to_date("%Y-%m-%d"),
        pl.Time: lambda values: values.str.to_time("%H:%M:%S%.f"),
        pl.Datetime: lambda values: _moments(values, getattr(kind, "time_zone", None)),
    }
    reader = readers.get(type(kind))
    try:
        return text.cast(kind) if reader is None else reader(text)
    except pl.exceptions.PolarsError:  # what polars says holds values
        raise InputError(place, f"column {text.name!r} holds values that are no {kind}") from None


def _moments(text: "pl.Series", zone: str | None) -> "pl.Series":
    spaced = text.str.replace("T", " ", literal=True)
    return spaced.str.to_datetime("%Y-%m-%d %H:%M:%S%.f", time_unit="us").dt.replace_time_zone(zone)
