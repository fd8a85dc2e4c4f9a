"""Columns as pandas would see them, and the rows that an expectation is about."""

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

import polars as pl

from modelwright.expectations.fast.steps import CannotRunError, NotKnownError

Kind = Literal["integer", "float", "boolean", "text", "date", "moment", "nothing", "other"]

NUMBERS: frozenset[Kind] = frozenset({"integer", "float", "boolean"})
# Kinds of which the values can be compared and counted as pandas does it.
SIMPLE: frozenset[Kind] = NUMBERS | {"text", "date", "moment", "nothing"}


class Column(NamedTuple):
    """One column of the rows."""

    name: str
    dtype: pl.DataType
    kind: Kind

    @property
    def stored(self) -> pl.Expr:
        return pl.col(self.name)

    @property
    def values(self) -> pl.Expr:
        """Its values: NaN is missing, single precision is compared as double, and times are those of UTC."""
        if self.kind == "moment" and self.dtype.time_zone:  # type: ignore[attr-defined]
            return self.stored.dt.convert_time_zone("UTC").dt.replace_time_zone(None)
        if self.kind != "float":
            return self.stored
        wide = self.stored if self.dtype == pl.Float64 else self.stored.cast(pl.Float64)
        return wide.fill_nan(None)

    @property
    def missing(self) -> pl.Expr:
        """Whether there is no value."""
        if self.kind != "float":
            return self.stored.is_null()
        return self.stored.is_null() | self.stored.is_nan().fill_null(value=False)

    def only(self, *kinds: Kind) -> None:
        """Leave other kinds of columns to Great Expectations."""
        if self.kind not in kinds:
            raise NotKnownError(f"a column of {self.dtype}")


class Rows(NamedTuple):
    """Those rows that an expectation is about: all, or those that meet its condition."""

    condition: pl.Expr | None = None

    def number(self, mask: pl.Expr | None = None) -> pl.Expr:
        """How many there are, or how many of them are so."""
        if mask is None:
            return pl.len() if self.condition is None else self.condition.sum()
        return (mask if self.condition is None else self.condition & mask).sum()

    def missing(self, column: Column) -> pl.Expr:
        """How many have no value."""
        if self.condition is None and column.kind != "float":
            return column.stored.null_count()
        return self.number(column.missing)

    def of(self, values: pl.Expr) -> pl.Expr:
        """Their values."""
        return values if self.condition is None else values.filter(self.condition)

    def frame(self, rows: pl.LazyFrame) -> pl.LazyFrame:
        return rows if self.condition is None else rows.filter(self.condition)

    @property
    def key(self) -> str:
        """The condition, as text that stands for nothing else."""
        return "" if self.condition is None else self.condition.meta.serialize(format="json")


class Table(NamedTuple):
    """The columns of the rows, in their order: the name in the file, and the column as the plan names it."""

    columns: Mapping[str, Column]

    def column(self, name: str) -> Column:
        """A column by its name.

        Raises:
            CannotRunError: there is none.
        """
        if name not in self.columns:
            raise CannotRunError(f"no column {name!r}")
        return self.columns[name]


def table_of(rows: pl.LazyFrame) -> tuple[Table, pl.LazyFrame]:
    """The columns of rows, and the rows with names that polars cannot take for a pattern."""
    schema = rows.collect_schema()
    columns, renamed = {}, {}
    for place, (name, dtype) in enumerate(schema.items()):
        safe = name
        if name == "*" or (name.startswith("^") and name.endswith("$")):
            safe = f"column {place}"
            while safe in schema:
                safe += "_"
            renamed[name] = safe
        columns[name] = Column(safe, dtype, kind_of(dtype))
    return Table(columns), rows.rename(renamed) if renamed else rows


_KINDS: tuple[tuple[Kind, Callable[[pl.DataType], bool]], ...] = (
    ("integer", lambda dtype: dtype.is_integer() and dtype not in {pl.Int128, pl.UInt128}),
    ("float", lambda dtype: dtype in {pl.Float32, pl.Float64}),
    ("boolean", lambda dtype: dtype == pl.Boolean),
    ("text", lambda dtype: dtype == pl.String),
    ("date", lambda dtype: dtype == pl.Date),
    ("moment", lambda dtype: dtype == pl.Datetime),
    ("nothing", lambda dtype: dtype == pl.Null),
)


def kind_of(dtype: pl.DataType) -> Kind:
    return next((kind for kind, fits in _KINDS if fits(dtype)), "other")
