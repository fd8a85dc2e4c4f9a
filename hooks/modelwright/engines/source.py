"""What every place of rows can do."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

if TYPE_CHECKING:
    import polars as pl

    from modelwright.engines.parts import Parts
    from modelwright.engines.samples import Sample, Size
    from modelwright.evidence import Anonymity, Content


class Source(Protocol):
    """Rows at the place where they lie."""

    @property
    def engine(self) -> str:
        """Who holds expectations against them: `pandas`, `sqlite`, `postgresql`, `duckdb` or `spark`."""

    def scan(self) -> "pl.LazyFrame | None":
        """The rows for the fast path, read as they are needed; None where another engine holds expectations."""

    def rows(self) -> "pl.LazyFrame | None":
        """The rows of a file or a frame, whoever holds expectations against them; None where they are in neither."""

    def parts(self) -> "AbstractContextManager[Parts]":
        """All rows as they are stored, in parts of one size, for what has to see every value."""

    def batch(self) -> AbstractContextManager[Any]:
        """The rows as a batch of Great Expectations, which is imported here, and not before."""

    def statistics(self) -> "Content":
        """Which rows they are, from counts and aggregates: for rows that are not scanned."""


@runtime_checkable
class Asked(Source, Protocol):
    """Rows that another engine is asked about: in a database or in Spark."""

    def sample(self, keys: Sequence[str], size: "Size") -> "Sample":
        """Some of the rows, always the same ones."""

    def anonymity(self, columns: Sequence[str], sensitive: str, floor: int) -> "Anonymity":
        """How far the rows hide in groups that look alike."""
