"""Lower and upper limits, as Great Expectations reads and compares them."""

import math
import re
from datetime import date, datetime
from typing import Any, NamedTuple, TypeAlias

import polars as pl

from modelwright.expectations.fast.steps import CannotRunError
from modelwright.expectations.fast.table import NUMBERS, Column

Limit: TypeAlias = float | date | datetime

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?")


def limit(value: float | str | None) -> Limit | None:
    """A limit as JSON holds it.

    Raises:
        ValueError: text that is neither a day nor a time.
    """
    if value is None:
        return None
    if not isinstance(value, str):
        return float(value)
    if _DAY.fullmatch(value):
        return date.fromisoformat(value)
    if _TIME.fullmatch(value):
        return datetime.fromisoformat(value)
    raise ValueError(f"{value!r} is no limit")


class Limits(NamedTuple):
    """What lies between them is expected."""

    low: Limit | None
    high: Limit | None
    strict_low: bool = False
    strict_high: bool = False

    @property
    def given(self) -> tuple[Limit, ...]:
        return tuple(one for one in (self.low, self.high) if one is not None)

    def hold(self, values: Any) -> Any:
        """Whether a value, or each of the values of an expression, lies between them."""
        checks = []
        if self.low is not None:
            checks.append(values > self.low if self.strict_low else values >= self.low)
        if self.high is not None:
            checks.append(values < self.high if self.strict_high else values <= self.high)
        if not checks:
            return True
        return checks[0] if len(checks) == 1 else checks[0] & checks[1]

    def fit(self, column: Column) -> bool:
        """Whether they are of the kind of a column.

        Raises:
            CannotRunError: nothing lies between them.
        """
        if self.low is not None and self.high is not None and _crossed(self.low, self.high):
            raise CannotRunError("the minimum is greater than the maximum, or of another kind")
        return all(_fits(one, column) for one in self.given)

    def of(self, column: Column) -> pl.Expr:
        """Whether each value of a column, of whose kind they are, lies between them."""
        held: pl.Expr = self.hold(column.values.cast(pl.UInt8) if column.kind == "boolean" else column.values)
        return held

    def statistic(self, value: Any, column: Column) -> bool:
        """Whether a statistic of a column lies between them.

        Raises:
            CannotRunError: it is of another kind than they are.
        """
        if column.kind == "moment" and value is None:
            return self._of_no_moment(column)
        if value is None or (isinstance(value, float) and math.isnan(value)):
            return False
        if isinstance(value, str) and any(isinstance(one, date) for one in self.given):
            value = self._read(value)
        try:
            return bool(self.hold(value))
        except TypeError as error:
            raise CannotRunError(f"column {column.name!r} of {column.dtype} has other limits") from error

    def _of_no_moment(self, column: Column) -> bool:
        """To pandas, there is a moment that is none, and that is before and after nothing."""
        if not all(isinstance(one, datetime) for one in self.given):
            raise CannotRunError(f"column {column.name!r} of {column.dtype} has other limits")
        return not self.given

    def _read(self, text: str) -> date:
        """Text as a time, or as a day where the limits are days."""
        from dateutil.parser import parse  # type: ignore[import-untyped]

        try:
            found: datetime = parse(text)
        except (ValueError, OverflowError) as error:
            raise CannotRunError("the column holds text that is no date") from error
        return found if any(isinstance(one, datetime) for one in self.given) else found.date()


def _crossed(low: Any, high: Any) -> bool:
    try:
        return bool(low > high)
    except TypeError:
        return True


def _fits(one: Limit, column: Column) -> bool:
    if isinstance(one, datetime):
        return column.kind == "moment" and one.tzinfo is None
    if isinstance(one, date):
        return column.kind == "date"
    return column.kind in NUMBERS
