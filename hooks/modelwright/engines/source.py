"""What every place of rows can do."""

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import polars as pl

    from modelwright.evidence import Content


class Source(Protocol):
    """Rows at the place where they lie."""

    @property
    def engine(self) -> str:
        """Who holds expectations against them: `pandas`, `sqlite`, `postgresql`, `duckdb` or `spark`."""

    def scan(self) -> "pl.LazyFrame | None":
        """The rows for the fast path, read as they are needed; None where they stay in a database or in Spark."""

    def batch(self) -> AbstractContextManager[Any]:
        """The rows as a batch of Great Expectations, which is imported here, and not before."""

    def statistics(self) -> "Content":
        """Which rows they are, from counts and aggregates: for rows that are not scanned."""
