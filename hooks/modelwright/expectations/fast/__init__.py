"""A suite in one pass of polars, with the verdicts and the counts of Great Expectations, which is not imported.

Faithful to Great Expectations 1.24 on pandas 3, expectation by expectation: what it would answer from other arguments,
other columns or other row conditions is not guessed, but is left to it (`unknown`). Known to differ: beyond 2**53,
limits and deviations of integers are exact only as far as floats are, and not in the same digits; and statistics of
floats agree to about 1e-12 of their size (1e-6 in single precision), because sums are made in another order.
"""

from typing import TYPE_CHECKING

from modelwright.expectations.suite import Suite
from modelwright.expectations.verdict import Verdict

if TYPE_CHECKING:
    import polars as pl


def unknown(suite: Suite, rows: "pl.LazyFrame | None" = None) -> list[str]:
    """Why a suite cannot be run here: one line for each expectation that is not known, none if all are.

    Args:
        suite: the suite, with its parameters filled in.
        rows: the rows, of which the types of the columns are read. Without them, only the arguments are looked at.
    """
    from modelwright.expectations.fast.known import reasons

    return reasons(suite, rows)


def run(suite: Suite, rows: "pl.LazyFrame") -> list[Verdict]:
    """Hold rows against a suite, of which nothing is `unknown`.

    Returns:
        One verdict for each expectation, in the order of the suite. A column that is not there makes one that is not
        met, with the error "no column 'age'".

    Raises:
        ValueError: something is unknown.
    """
    from modelwright.expectations.fast.known import start
    from modelwright.expectations.fast.passes import verdicts
    from modelwright.expectations.fast.steps import NotKnownError
    from modelwright.expectations.fast.table import table_of

    table, named = table_of(rows)
    try:
        return verdicts([start(one, table) for one in suite.expectations], named)
    except NotKnownError as error:
        raise ValueError(f"not known to the fast path: {error}") from error


__all__ = ["run", "unknown"]
