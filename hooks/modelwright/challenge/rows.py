"""Rows as corruptions are given them: one column, one column among others, or all rows."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    import polars as pl
    from polars.selectors import Selector

# What a column's values are called here: polars takes some names for patterns, even that of a series.
UNNAMED = "values"
Nature = Literal["key", "time", "number", "category", "text", "other"]


class Column(NamedTuple):
    """The values of one column, and what they are."""

    name: str
    values: "pl.Series"
    nature: Nature
    is_target: bool = False
    is_feature: bool = False
    # Whether its values go with those of another column, so that something is lost when they change rows.
    is_tied: bool = True
    seed: int = 0

    @property
    def is_number(self) -> bool:
        """Whether its order and distance mean something."""
        return self.nature == "number"

    @property
    def is_whole(self) -> bool:
        """Whether it holds integers, which may be names."""
        return self.values.dtype.is_integer()

    @property
    def is_decimal(self) -> bool:
        """Whether it holds numbers with digits after the point."""
        return self.values.dtype.is_float()

    @property
    def is_text(self) -> bool:
        """Whether it holds text."""
        import polars as pl

        return self.values.dtype == pl.String

    def chosen(self, share: float) -> "pl.Series":
        """A mask of about this share of the rows that have a value, at least one of them; the same on every run."""
        import polars as pl

        with_value = present(self.values)
        dice = pl.Series(self._random()).set(~with_value, 2.0)
        lowest = dice.arg_min()
        mask = dice < share
        if with_value.any() and not mask.any() and lowest is not None:
            mask = mask.scatter(lowest, True)
        return mask

    def order(self) -> "pl.Series":
        """The places of all rows in another order, the same on every run."""
        import polars as pl

        return pl.Series(self._random()).arg_sort()

    def filled(self, mask: "pl.Series", value: Any) -> "pl.Series":
        """The values, with one in place of those that the mask marks."""
        import polars as pl

        return self.values.zip_with(~mask, pl.Series([value], dtype=self.values.dtype))

    def _random(self) -> Any:
        import numpy as np

        return np.random.default_rng(self.seed).random(len(self.values))


class Place(NamedTuple):
    """One column among the others of a frame."""

    frame: "pl.DataFrame"
    column: Column
    # The next column of the same type, which is what it is mixed up with.
    neighbour: str | None = None


class Rows(NamedTuple):
    """All rows, however many there are: nothing is read before it is held against the suite."""

    rows: "pl.LazyFrame"
    height: int
    names: Sequence[str]
    keys: Sequence[str] = ()
    # The column that says when a row came about, and how many days pass between two deliveries.
    time: str | None = None
    period: float = 1.0


def exactly(*names: str) -> "Selector":
    """Columns by their names, also where polars would take a name for a pattern."""
    import polars.selectors as cs

    return cs.by_name(*names)


def present(values: "pl.Series") -> "pl.Series":
    """Where there is a value: neither null nor NaN."""
    mask = values.is_not_null()
    return mask & values.is_not_nan().fill_null(False) if values.dtype.is_float() else mask


def wide(values: "pl.Series") -> "pl.Series | None":
    """Whole numbers with room to calculate; None where even that is too narrow."""
    import polars as pl

    return _kept(values, pl.Int128())


def fitting(values: "pl.Series", dtype: "pl.DataType") -> "pl.Series | None":
    """Whole numbers in a column's own type, or else in 64 bits, as readers take them; None where they fit neither."""
    import polars as pl

    own = _kept(values, dtype)
    return _kept(values, pl.Int64()) if own is None else own


def _kept(values: "pl.Series", dtype: "pl.DataType") -> "pl.Series | None":
    made = values.cast(dtype, strict=False)
    return made if made.null_count() == values.null_count() else None


def present_alone(values: "pl.Series") -> "pl.Series":
    """The values with null for NaN: as text, what is missing is nothing, and not `NaN`."""
    return values.fill_nan(None) if values.dtype.is_float() else values
