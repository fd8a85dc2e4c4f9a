"""The arguments of expectations, checked before any row is read.

What Great Expectations would refuse, or would read in a way of its own (text as a number, 2.7 as 2), is not accepted:
it is then not known to the fast path, and Great Expectations decides.
"""

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from modelwright.expectations.fast.conditions import condition_of, expression
from modelwright.expectations.fast.limits import Limits, limit
from modelwright.expectations.fast.table import Column, Rows, Table

Name = Annotated[str, Meta(min_length=1)]
Share = Annotated[float, Meta(ge=0, le=1)]
Bound = float | str | None
Scalar = bool | int | float | str | None


class Nothing(Struct, frozen=True, forbid_unknown_fields=True):
    """No arguments."""


class Conditional(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An expectation of some of the rows."""

    row_condition: Any = None
    condition_parser: str | None = None

    def __post_init__(self) -> None:
        condition_of(self.row_condition, self.condition_parser)

    def rows(self, table: Table) -> Rows:
        """The rows that it is about."""
        condition = condition_of(self.row_condition, self.condition_parser)
        return Rows(None if condition is None else expression(condition, table))


class OfColumn(Conditional, frozen=True, kw_only=True):
    """An expectation of a column as a whole."""

    column: Name

    def of(self, table: Table) -> tuple[Column, Rows]:
        return table.column(self.column), self.rows(table)


class OfValues(OfColumn, frozen=True, kw_only=True):
    """An expectation of each value of a column."""

    mostly: Share = 1.0


class ColumnBetween(OfColumn, frozen=True, kw_only=True):
    """Limits of one statistic of a column.

    They are numbers, days (`2026-03-01`) or times (`2026-03-01T06:00:00`, with or without an offset).
    """

    min_value: Bound = None
    max_value: Bound = None
    strict_min: bool = False
    strict_max: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        _ = self.limits

    @property
    def limits(self) -> Limits:
        return Limits(limit(self.min_value), limit(self.max_value), self.strict_min, self.strict_max)


class ColumnBetweenNumbers(ColumnBetween, frozen=True, kw_only=True):
    """The same, where the statistic is always a number."""

    min_value: float | None = None
    max_value: float | None = None


class ColumnBetweenCounts(ColumnBetween, frozen=True, kw_only=True):
    """The same, where the statistic is a count."""

    min_value: int | None = None
    max_value: int | None = None


class ValuesBetween(ColumnBetween, frozen=True, kw_only=True):
    """The same limits, of each value."""

    mostly: Share = 1.0

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.min_value is None and self.max_value is None:
            raise ValueError("needs a minimum or a maximum")


class InSet(OfValues, frozen=True, kw_only=True):
    """A set of values. JSON has no dates: text stands for itself."""

    value_set: list[Scalar]


class ColumnInSet(OfColumn, frozen=True, kw_only=True):
    """A set for a column as a whole."""

    value_set: list[Scalar]


class OfPair(Conditional, frozen=True, kw_only=True):
    """An expectation of two values in one row."""

    column_A: Name  # noqa: N815 - its name in the suite
    column_B: Name  # noqa: N815
    mostly: Share = 1.0
    ignore_row_if: Literal["both_values_are_missing", "either_value_is_missing", "neither"] = "both_values_are_missing"


class OfColumns(Conditional, frozen=True, kw_only=True):
    """An expectation of several values in one row."""

    column_list: Annotated[list[Name], Meta(min_length=2)]
    mostly: Share = 1.0
    ignore_row_if: Literal["all_values_are_missing", "any_value_is_missing", "never"] = "all_values_are_missing"
