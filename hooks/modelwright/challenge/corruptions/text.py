"""Text that was read or written in another way."""

from typing import TYPE_CHECKING

from modelwright.challenge.rows import Column

if TYPE_CHECKING:
    import polars as pl

_SOME = 0.2


def encoding_damaged(column: Column) -> "pl.Series | None":
    """UTF-8 was read as Latin-1; in text without such letters, letters became replacement characters."""
    import polars as pl

    if not _is_words(column):
        return None
    foreign = column.values.drop_nulls().str.contains(r"[^\x00-\x7F]")
    if foreign.any():
        different = column.values.drop_nulls().unique()
        damaged = [one.encode().decode("latin-1") for one in different]
        return column.values.replace(different, pl.Series(damaged, dtype=pl.String))
    return column.values.zip_with(~column.chosen(_SOME), column.values.str.replace(r"^(.?).", "${1}\ufffd"))


def blanks_added(column: Column) -> "pl.Series | None":
    """One value in five is followed by a blank."""
    return column.values.zip_with(~column.chosen(_SOME), column.values + " ") if _is_words(column) else None


def case_changed(column: Column) -> "pl.Series | None":
    """One value in five is in small letters, or in capitals where it was small."""
    if not _is_words(column):
        return None
    small = column.values.str.to_lowercase()
    other = small.zip_with(small != column.values, column.values.str.to_uppercase())
    return column.values.zip_with(~column.chosen(_SOME), other)


def _is_words(column: Column) -> bool:
    return column.is_text and column.nature != "time"
