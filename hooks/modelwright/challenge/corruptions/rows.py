"""Rows that come twice, or not at all."""

from typing import TYPE_CHECKING

from modelwright.challenge.rows import Rows, exactly

if TYPE_CHECKING:
    import polars as pl

# One row in so many.
_ONE_IN = 50


def file_truncated(rows: Rows) -> "pl.LazyFrame | None":
    """The second half of the file is gone."""
    return rows.rows.slice(0, rows.height // 2) if rows.height > 1 else None


def file_repeated(rows: Rows) -> "pl.LazyFrame | None":
    """Every row comes twice, as it does where a file is delivered again."""
    import polars as pl

    return pl.concat([rows.rows, rows.rows])


def rows_repeated(rows: Rows) -> "pl.LazyFrame | None":
    """One row in fifty comes twice."""
    import polars as pl

    return pl.concat([rows.rows, rows.rows.filter(_one_in(_ONE_IN, rows.height))])


def keys_repeated(rows: Rows) -> "pl.LazyFrame | None":
    """One row in fifty has the key of the row before it."""
    import polars as pl

    if not rows.keys or rows.height < 2:  # noqa: PLR2004 - a row, and the one before it
        return None
    chosen = _one_in(_ONE_IN, rows.height)
    return rows.rows.with_columns(
        pl.when(chosen).then(exactly(key).as_expr().shift(1)).otherwise(exactly(key).as_expr()).alias(key)
        for key in rows.keys
    )


def _one_in(step: int, count: int) -> "pl.Expr":
    """The last row of each step, and the last row of fewer."""
    import polars as pl

    step = min(step, count)
    return pl.int_range(pl.len()) % step == step - 1
