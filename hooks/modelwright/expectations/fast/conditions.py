"""Which rows an expectation is about: Great Expectations' row conditions.

Two forms are known: the text of the `great_expectations` parser, `col("age") > 18`, and the conditions that its 1.9 and
later write as JSON. A condition of pandas or of Spark is code, and is left to Great Expectations.
"""

import keyword
import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import reduce
from operator import and_, eq, ge, gt, le, lt, ne, or_
from typing import Annotated, Any, Literal, TypeAlias

import msgspec
import polars as pl
from msgspec import Meta, Struct

from modelwright.expectations.fast.limits import limit
from modelwright.expectations.fast.members import among
from modelwright.expectations.fast.steps import CannotRunError, NotKnownError
from modelwright.expectations.fast.table import NUMBERS, Column, Table

# What pandas, which is given a condition as code, takes for a name or for its own escape of one.
_PLAIN = re.compile(r"[^\W\d]\w*(?:[ .\-]\w+)*", re.ASCII)
_OWN_WORDS = frozenset({"index", "columns", "True", "False", "None", "nan", "inf", "pi", "e"})


class Reference(Struct, frozen=True, forbid_unknown_fields=True):
    """A column of a condition."""

    name: Annotated[str, Meta(min_length=1)]


class Comparison(Struct, frozen=True, forbid_unknown_fields=True, tag="comparison"):
    """A column against a value, or against several."""

    column: Reference
    operator: Literal["==", "!=", "<", "<=", ">", ">=", "IN", "NOT_IN"]
    parameter: bool | int | float | str | list[int | float | str]

    def __post_init__(self) -> None:
        several = isinstance(self.parameter, list)
        if several != (self.operator in {"IN", "NOT_IN"}) or self.parameter == []:
            raise ValueError(f"{self.operator} and {type(self.parameter).__name__} do not belong together")
        if isinstance(self.parameter, list) and len({isinstance(one, str) for one in self.parameter}) > 1:
            raise ValueError("text and numbers in one list")


class Nullity(Struct, frozen=True, forbid_unknown_fields=True, tag="nullity"):
    """A column that has, or has not, a value."""

    column: Reference
    is_null: bool


class All(Struct, frozen=True, forbid_unknown_fields=True, tag="and"):
    """All of several conditions."""

    conditions: Annotated[list[Comparison | Nullity], Meta(min_length=1, max_length=100)]


class Any_(Struct, frozen=True, forbid_unknown_fields=True, tag="or"):  # noqa: N801 - `Any` is taken
    """Any of several conditions."""

    conditions: Annotated[list[Comparison | Nullity | All], Meta(min_length=1, max_length=100)]


Condition: TypeAlias = Comparison | Nullity | All | Any_

_TEXT = re.compile(
    r"""\s*col\(\s*"(?P<column>[^"]+)"\s*\)\s*
    (?:(?P<notnull>\.(?i:notnull)\(\))
    |(?P<op>>=|<=|==|!=|>|<)\s*
        (?:(?P<number>[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)
        |(?P<quoted>"[^\s"'][^"'\n]*"|'[^\s"'][^"'\n]*'|date\(\s*(?:"[^\s"'][^"'\n]*"|'[^\s"'][^"'\n]*')\s*\))))\s*""",
    re.VERBOSE | re.ASCII,
)


def condition_of(value: Any, parser: str | None) -> Condition | None:
    """A condition as a suite holds it.

    Raises:
        ValueError: a condition in a form that is not known here.
    """
    if value is None:
        return None
    if isinstance(value, str):
        if parser != "great_expectations":
            raise ValueError(f"a row condition of the parser {parser}")
        return _parsed(value)
    try:
        found: Condition = msgspec.convert(value, Condition)
    except msgspec.ValidationError as error:
        raise ValueError(f"a row condition that is not known: {error}") from error
    return found


def expression(condition: Condition, table: Table) -> pl.Expr:
    """Whether a row meets a condition: never null, as in pandas.

    Raises:
        CannotRunError: a column is not there.
        NotKnownError: a comparison of which only pandas knows what comes of it.
    """
    match condition:
        case All(conditions):
            return reduce(and_, [expression(one, table) for one in conditions])
        case Any_(conditions):
            return reduce(or_, [expression(one, table) for one in conditions])
        case Nullity():
            column = _column(condition.column, table)
            return column.missing if condition.is_null else ~column.missing
    return _compared(condition, _column(condition.column, table))


def _column(reference: Reference, table: Table) -> Column:
    name = reference.name
    if not _PLAIN.fullmatch(name) or name in _OWN_WORDS or keyword.iskeyword(name):
        raise NotKnownError(f"a row condition on the column {name!r}")
    if name not in table.columns:
        raise CannotRunError(f"the row condition needs the column {name!r}, which is not there")
    return table.column(name)


_COMPARE: Mapping[str, Callable[[Any, Any], Any]] = {"==": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}


def _compared(condition: Comparison, column: Column) -> pl.Expr:
    parameter, operator = condition.parameter, condition.operator
    first = parameter[0] if isinstance(parameter, list) else parameter
    if column.kind in {"integer", "float", "text"} and (column.kind == "text") != isinstance(first, str):
        return _of_other_kinds(column, operator)
    if not _comparable(column, operator, first):
        raise NotKnownError(f"a row condition that compares {column.dtype} with {type(first).__name__}")
    if isinstance(parameter, list):
        met = among(column, parameter).fill_null(value=False)
        return met if operator == "IN" else ~met
    # To pandas, what has no value differs from everything, and meets no other comparison.
    compared: pl.Expr = _COMPARE[operator](column.values, _literal(column, parameter))
    return compared.fill_null(value=operator == "!=")


def _of_other_kinds(column: Column, operator: str) -> pl.Expr:
    """Text and numbers differ, and have no order."""
    if operator not in {"==", "!=", "IN", "NOT_IN"}:
        raise CannotRunError(f"the row condition compares column {column.name!r} of {column.dtype} with another kind")
    always = column.stored.is_null() | column.stored.is_not_null()
    return always if operator in {"!=", "NOT_IN"} else ~always


def _comparable(column: Column, operator: str, value: object) -> bool:
    """Whether it is known what pandas makes of a comparison."""
    if column.kind == "boolean":
        return isinstance(value, bool) and operator in {"==", "!="}
    if column.kind == "moment":
        return isinstance(value, str) and operator in _COMPARE
    if column.kind == "text":
        return isinstance(value, str)
    # Single precision is compared in single precision here, and only here.
    return column.kind in NUMBERS and column.dtype != pl.Float32 and not isinstance(value, str)


def _literal(column: Column, value: float | str) -> pl.Expr:
    if isinstance(value, bool):
        return pl.lit(value if column.kind == "boolean" else int(value))
    if column.kind != "moment" or not isinstance(value, str):
        return pl.lit(value)
    try:
        found = limit(value)
    except ValueError as error:
        raise NotKnownError(f"a row condition that compares times with {value!r}") from error
    if not isinstance(found, date) or getattr(found, "tzinfo", None):
        raise NotKnownError(f"a row condition that compares times with {value!r}")
    return pl.lit(found).cast(pl.Datetime("us"))


def _parsed(text: str) -> Condition:
    """A condition as text. Great Expectations reads as far as it understands and drops the rest: here all must fit."""
    found = _TEXT.fullmatch(text)
    if found is None:
        raise ValueError(f"a row condition that is not known: {text}")
    column = Reference(found["column"])
    if found["notnull"]:
        return Nullity(column, is_null=False)
    if found["quoted"]:
        value: int | float | str = found["quoted"].removeprefix("date(").removesuffix(")").strip()[1:-1]
    else:
        try:
            value = int(found["number"])
        except ValueError:
            value = float(found["number"])
    return Comparison(column, found["op"], value)  # type: ignore[arg-type]
