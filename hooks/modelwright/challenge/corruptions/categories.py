"""Categories that are new, or are coded in another way."""

from typing import TYPE_CHECKING

from modelwright.challenge.rows import Column, fitting, wide

if TYPE_CHECKING:
    import polars as pl

_FEW = 0.02
_MOST = 2**127 - 1


def category_unseen(column: Column) -> "pl.Series | None":
    """One row in fifty is of a category that was never there."""
    if column.nature != "category":
        return None
    if column.is_text:
        return column.filled(column.chosen(_FEW), "never seen")
    whole = wide(column.values) if column.is_whole else None
    if whole is None or _highest(whole) >= _MOST:
        return None
    changed = column._replace(values=whole).filled(column.chosen(_FEW), _highest(whole) + 1)
    return fitting(changed, column.values.dtype)


def categories_recoded(column: Column) -> "pl.Series | None":
    """The same categories, each under the name of the next one."""
    if column.nature != "category" or column.is_target:  # for outcomes, see `labels`
        return None
    known = column.values.drop_nulls().unique().sort()
    following = known.to_list()[1:] + known.to_list()[:1]
    return column.values.replace(known.to_list(), following) if len(known) > 1 else None


def codes_shifted(column: Column) -> "pl.Series | None":
    """Categories that are numbers are counted from one more: 1 and 2 for 0 and 1."""
    import polars as pl

    whole = wide(column.values) if column.nature == "category" and column.is_whole else None
    if whole is None or _highest(whole) >= _MOST:
        return None
    return fitting(whole + pl.Series([1], dtype=pl.Int128), column.values.dtype)


def _highest(whole: "pl.Series") -> int:
    highest = whole.max()
    return highest if isinstance(highest, int) else 0
