"""How an expectation is held against rows: it asks for aggregates, is told them, and gives its verdict.

Each expectation is a generator. It yields the aggregates that it needs, by names of its own, is sent their values, and
either asks again, for what depends on them (another pass over the rows), or returns its verdict.
"""

from collections.abc import Callable, Generator, Mapping
from typing import Any, NamedTuple, TypeAlias

import polars as pl

from modelwright.expectations.verdict import Verdict


class Query(NamedTuple):
    """What is no single aggregate, such as the rows of each value: the answer is the frame."""

    # Says what is asked, so that the same question is answered once.
    key: tuple[object, ...]
    make: Callable[[pl.LazyFrame], pl.LazyFrame]


Facts: TypeAlias = Mapping[str, Any]
Steps: TypeAlias = Generator[Mapping[str, pl.Expr | Query], Facts, Verdict]


class CannotRunError(Exception):
    """The expectation makes no sense for these data, so that nobody can run it: a column is not there, or is text."""


class NotKnownError(Exception):
    """It can be run, but only Great Expectations knows how."""


def judged(rows: int, missing: int, unexpected: int, mostly: float) -> Verdict:
    """The verdict on values, of which the missing ones are left out."""
    present = rows - missing
    met = present == 0 or (present - unexpected) / present >= mostly
    return Verdict(met=met, rows=rows, missing=missing, unexpected=unexpected)
