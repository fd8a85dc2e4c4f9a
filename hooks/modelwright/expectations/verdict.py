"""What came of one expectation, whoever held the rows against it."""

from msgspec import Struct


class Verdict(Struct, frozen=True):
    """How rows met one expectation: counts and statistics, never a value of a row."""

    met: bool
    # Rows that were looked at (Great Expectations' `element_count`), where it looks at rows.
    rows: int | None = None
    # Rows without a value (`missing_count`), where it leaves them out.
    missing: int | None = None
    # Rows that break it (`unexpected_count`).
    unexpected: int | None = None
    # A statistic of the whole column or table, such as a mean or a count of rows. Never a minimum, a maximum, a
    # quantile or a category, which are values of rows.
    observed: float | None = None
    # Why it could not be run.
    error: str | None = None
