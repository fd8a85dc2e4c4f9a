"""Expectations of text: lengths, patterns, formats.

What polars computes as Great Expectations would is computed by polars. Everything else is asked of each distinct value
once, in Python, and takes memory for the distinct values. What is no text is looked at as pandas writes it.
"""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

import polars as pl
from msgspec import Meta

from modelwright.expectations.fast.arguments import OfValues
from modelwright.expectations.fast.patterns import translated
from modelwright.expectations.fast.steps import NotKnownError, Query, Steps, judged
from modelwright.expectations.fast.table import Column, Rows, Table
from modelwright.expectations.fast.values import met_by, vacuous

# The largest whole number below which a float holds every one.
_EXACT_FLOAT = 2**53


class LengthBetween(OfValues, frozen=True, kw_only=True):
    """Limits of the number of characters."""

    min_value: int | None = None
    max_value: int | None = None
    strict_min: bool = False
    strict_max: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.min_value is None and self.max_value is None:
            raise ValueError("needs a minimum or a maximum")


class LengthEqual(OfValues, frozen=True, kw_only=True):
    """A number of characters."""

    value: float


class Pattern(OfValues, frozen=True, kw_only=True):
    """A regular expression of Python, looked for anywhere in the text."""

    regex: str

    def __post_init__(self) -> None:
        super().__post_init__()
        _compiled([self.regex])


class Patterns(OfValues, frozen=True, kw_only=True):
    """Several regular expressions."""

    regex_list: Annotated[list[str], Meta(min_length=1)]

    def __post_init__(self) -> None:
        super().__post_init__()
        _compiled(self.regex_list)


class AnyOrAll(Patterns, frozen=True, kw_only=True):
    """Several regular expressions, of which one or all are to match."""

    match_on: Literal["any", "all"] = "any"


class Format(OfValues, frozen=True, kw_only=True):
    """A format of dates, as Python reads them."""

    strftime_format: str

    def __post_init__(self) -> None:
        super().__post_init__()
        datetime.strptime(datetime.now(UTC).strftime(self.strftime_format), self.strftime_format)  # noqa: DTZ007


def expect_column_value_lengths_to_be_between(asked: LengthBetween, table: Table) -> Steps:
    def fits(length: Any) -> Any:
        low = True if asked.min_value is None else _over(length, asked.min_value, strict=asked.strict_min)
        high = True if asked.max_value is None else _over(asked.max_value, length, strict=asked.strict_max)
        return low if high is True else high if low is True else low & high

    return (
        yield from _looked_at(asked, table, lambda text: fits(len(text)), lambda texts: fits(texts.str.len_chars()))
    )


def expect_column_value_lengths_to_equal(asked: LengthEqual, table: Table) -> Steps:
    return (
        yield from _looked_at(
            asked, table, lambda text: len(text) == asked.value, lambda texts: texts.str.len_chars() == asked.value
        )
    )


def expect_column_values_to_match_regex(asked: Pattern, table: Table) -> Steps:
    return (yield from _searched(asked, table, [asked.regex], any))


def expect_column_values_to_not_match_regex(asked: Pattern, table: Table) -> Steps:
    return (yield from _searched(asked, table, [asked.regex], _none))


def expect_column_values_to_match_regex_list(asked: AnyOrAll, table: Table) -> Steps:
    return (yield from _searched(asked, table, asked.regex_list, any if asked.match_on == "any" else all))


def expect_column_values_to_not_match_regex_list(asked: Patterns, table: Table) -> Steps:
    return (yield from _searched(asked, table, asked.regex_list, _none))


def expect_column_values_to_match_strftime_format(asked: Format, table: Table) -> Steps:
    def fits(text: str) -> bool:
        try:
            datetime.strptime(text, asked.strftime_format)  # noqa: DTZ007 - only whether it can be read
        except ValueError:
            return False
        return True

    return (yield from _text_only(asked, table, fits))


def expect_column_values_to_be_dateutil_parseable(asked: OfValues, table: Table) -> Steps:
    from dateutil.parser import parse  # type: ignore[import-untyped]

    def fits(text: str) -> bool:
        try:
            parse(text)
        except (ValueError, OverflowError):
            return False
        return True

    return (yield from _text_only(asked, table, fits))


def expect_column_values_to_be_json_parseable(asked: OfValues, table: Table) -> Steps:
    def fits(text: str) -> bool:
        try:
            json.loads(text)
        except ValueError:
            return False
        return True

    column, _ = asked.of(table)
    # To Great Expectations, what is no text is no JSON either: not even a number.
    return (yield from _looked_at(asked, table, fits if column.kind == "text" else lambda _: False, None))


def _searched(asked: OfValues, table: Table, patterns: list[str], quantity: Callable[..., bool]) -> Steps:
    compiled = _compiled(patterns)
    there = [translated(one) for one in patterns]

    def met(texts: pl.Expr) -> pl.Expr:
        found = [texts.str.contains(one) for one in there if one is not None]
        if quantity is all:
            return pl.all_horizontal(found)
        return ~pl.any_horizontal(found) if quantity is _none else pl.any_horizontal(found)

    return (
        yield from _looked_at(
            asked,
            table,
            lambda text: quantity(one.search(text) is not None for one in compiled),
            None if None in there else met,
        )
    )


def _text_only(asked: OfValues, table: Table, fits: Callable[[str], bool]) -> Steps:
    """Great Expectations reads dates from text only."""
    column, _ = asked.of(table)
    if column.kind == "text":
        return (yield from _looked_at(asked, table, fits, None))
    return (yield from vacuous(asked, table, f"column {asked.column!r} of {column.dtype} holds no text"))


def _looked_at(
    asked: OfValues, table: Table, fits: Callable[[str], bool], met: Callable[[pl.Expr], pl.Expr] | None
) -> Steps:
    """The verdict on a condition on each text: in polars where it can be, in Python on each distinct value."""
    column, rows = asked.of(table)
    if column.kind == "text" and met is not None:
        return (yield from met_by(asked, table, met(column.stored)))
    write = _writer(column)
    facts = yield {
        "rows": rows.number(),
        "missing": rows.missing(column),
        "counts": _counts(column, rows),
        **({"floats": _held_as_floats(column)} if column.kind == "integer" else {}),
    }
    written = _as_float if facts.get("floats") else write
    unexpected = sum(count for value, count in facts["counts"].iter_rows() if not fits(written(value)))
    return judged(facts["rows"], facts["missing"], unexpected, asked.mostly)


def _writer(column: Column) -> Callable[[Any], str]:
    """How pandas writes a value. What it writes of times depends on all times of the column."""
    if column.dtype == pl.Float32:
        raise NotKnownError("text of single precision")
    column.only("text", "integer", "float", "boolean", "date", "nothing")
    return str


def _held_as_floats(column: Column) -> pl.Expr:
    """Whether pandas makes floats of integers: where some are missing, and none is too large for that."""
    largest = pl.max_horizontal(column.stored.max().cast(pl.Float64), -column.stored.min().cast(pl.Float64))
    return (column.stored.null_count() > 0) & (largest <= _EXACT_FLOAT)


def _as_float(value: int) -> str:
    return str(float(value))


def _counts(column: Column, rows: Rows) -> Query:
    """Each distinct value, and its rows."""

    def make(frame: pl.LazyFrame) -> pl.LazyFrame:
        return (
            rows.frame(frame).filter(~column.missing).group_by(column.values.alias("value")).agg(pl.len().alias("rows"))
        )

    return Query(("counts", column.name, rows.key), make)


def _compiled(patterns: list[str]) -> list[re.Pattern[str]]:
    try:
        return [re.compile(one) for one in patterns]
    except re.error as error:
        raise ValueError(f"no regular expression: {error}") from error


def _over(one: Any, other: Any, *, strict: bool) -> Any:
    return one > other if strict else one >= other


def _none(found: Any) -> bool:
    return not any(found)
