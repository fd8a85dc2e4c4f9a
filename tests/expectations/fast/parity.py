"""The fast path against Great Expectations itself, on the same file."""

import math
import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from modelwright.engines.source import Source
from modelwright.expectations import fast, reference
from modelwright.expectations.suite import Expectation, Suite
from modelwright.expectations.verdict import Verdict

# Great Expectations plans all expectations of a suite together, in a time that grows with the square of their number.
_AT_ONCE = 25

Case = tuple[str, dict[str, Any]]


def suite_of(cases: Iterable[Case]) -> Suite:
    return Suite("parity", tuple(Expectation(type_, arguments) for type_, arguments in cases))


def by_great_expectations(source: Source, suite: Suite) -> list[Verdict]:
    """The verdicts of the reference."""
    found: list[Verdict] = []
    with source.batch() as batch, warnings.catch_warnings():
        # Pandas warns where it reckons with infinity; as an error, that would be another verdict.
        warnings.simplefilter("ignore")
        for start in range(0, len(suite.expectations), _AT_ONCE):
            some = Suite(suite.name, suite.expectations[start : start + _AT_ONCE])
            found += reference.run(some, batch, Path("parity.json"))
    return found


def known(cases: Iterable[Case], rows: pl.LazyFrame) -> list[Case]:
    """The cases that the fast path takes upon itself."""
    return [case for case in cases if not fast.unknown(suite_of([case]), rows)]


def differences(suite: Suite, ours: Sequence[Verdict], theirs: Sequence[Verdict]) -> list[str]:
    """One line for each expectation on which the two do not agree, in a verdict, a count or a statistic."""
    triples = zip(suite.expectations, ours, theirs, strict=True)
    return [f"{one.type} {one.kwargs}: {fast} / {great}" for one, fast, great in triples if not _agree(fast, great)]


def _agree(one: Verdict, other: Verdict) -> bool:
    counts = (one.met, one.rows, one.missing, one.unexpected) == (
        other.met,
        other.rows,
        other.missing,
        other.unexpected,
    )
    # Why something cannot be run is said in other words, but of columns that are not there.
    absent = (one.error or "").startswith("no column")
    errors = one.error == other.error if absent else (one.error is None) == (other.error is None)
    return counts and errors and _near(one.observed, other.observed)


def _near(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    # Sums are made in another order; single precision keeps 7 digits.
    return math.isclose(one, other, rel_tol=1e-6, abs_tol=1e-12)
