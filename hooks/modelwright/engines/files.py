"""Rows in a file: Parquet or CSV."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from modelwright.engines.csv import scan_csv
from modelwright.engines.frames import DATE, FrameSource
from modelwright.errors import InputError

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    from modelwright.engines.parts import Parts
    from modelwright.evidence import Content

SUFFIXES = (".parquet", ".csv")
# The largest whole number below which a float holds every one.
_EXACT_FLOAT = 2**53


class FileSource:
    """A Parquet or CSV file.

    Args:
        path: the file.
        shown: the file as messages name it.

    Raises:
        InputError: the file is not there, or of another kind.
    """

    engine = "pandas"

    def __init__(self, path: Path, shown: Path | str | None = None) -> None:
        self._path = path
        self._shown = shown or path
        readable(path, self._shown, "pandas")

    def scan(self) -> "pl.LazyFrame | None":
        """The rows as polars reads them.

        Raises:
            InputError: the file is cut short, or is not of its kind.
        """
        return scan_file(self._path, self._shown)

    def rows(self) -> "pl.LazyFrame | None":
        """The same."""
        return self.scan()

    def parts(self) -> "AbstractContextManager[Parts]":
        """The rows in parts, in their order."""
        from modelwright.engines.parts import lazy_parts

        return lazy_parts(scan_file(self._path, self._shown), self._shown)

    def statistics(self) -> "Content":
        """Which rows they are, from one pass over the file."""
        from modelwright.engines.frame_statistics import polars_statistics

        return polars_statistics(scan_file(self._path, self._shown))

    @contextmanager
    def batch(self) -> Iterator[Any]:
        """The rows as a batch of Great Expectations on pandas.

        Raises:
            InputError: the file is cut short, or is not of its kind.
        """
        frame = read_file(self._path, self._shown)
        with FrameSource(as_pandas(frame), exact_types(frame)).batch() as batch:
            yield batch


def readable(path: Path, shown: Path | str, engine: str) -> None:
    """Refuse a file that is not there, or of a kind that an engine does not read.

    Raises:
        InputError: it is.
    """
    if not path.is_file():
        raise InputError(shown, "no such data file; `data.path` in model.toml names it")
    if path.suffix.lower() not in SUFFIXES:
        kind = path.suffix or "without a suffix"
        fact = f'engine {engine!r} reads Parquet and CSV, and this is {kind}: engine "frame" takes what `load` returns'
        raise InputError(shown, fact)


def scan_file(path: Path, shown: Path | str) -> "pl.LazyFrame":
    """A Parquet or CSV file, read as it is needed.

    Raises:
        InputError: the file is cut short, or is not of its kind.
    """
    import polars as pl

    if path.suffix.lower() == ".csv":
        return scan_csv(path, shown)
    try:
        frame = pl.scan_parquet(path, glob=False)
        frame.collect_schema()
    except (pl.exceptions.PolarsError, OSError) as error:
        raise InputError(shown, "cannot be read as Parquet: it is cut short, or of another kind") from error
    return frame


def read_file(path: Path, shown: Path | str) -> "pl.DataFrame":
    """A Parquet or CSV file in memory.

    Raises:
        InputError: as for `scan_file`.
    """
    import polars as pl

    try:
        return scan_file(path, shown).collect(engine="streaming")
    except (pl.exceptions.PolarsError, OSError) as error:
        raise InputError(shown, "cannot be read: it is cut short, or was changed meanwhile") from error


def as_pandas(frame: "pl.DataFrame") -> "pd.DataFrame":
    """A frame of pandas as its own readers make it, from the same reading as that of the fast path."""
    import pandas as pd

    return pd.DataFrame({column.name: _as_pandas(column) for column in frame.iter_columns()}, copy=False)


def _as_pandas(column: "pl.Series") -> Any:
    import pandas as pd
    import polars as pl

    column = _in_64_bits(column)
    if column.dtype == pl.Date:
        return pd.Series(column.to_list(), dtype=object)
    if column.dtype.is_integer() and column.null_count() and _is_large(column):
        # As floats, neighbours among large identifiers would be equal.
        return pd.arrays.IntegerArray(column.fill_null(0).to_numpy().copy(), column.is_null().to_numpy())
    return column.to_pandas()


def _in_64_bits(column: "pl.Series") -> "pl.Series":
    """Whole numbers of 128 bits in 64, which is what pandas has.

    Raises:
        InputError: one does not fit.
    """
    import polars as pl

    if column.dtype not in (pl.Int128, pl.UInt128):
        return column
    for kind in (pl.Int64, pl.UInt64):
        narrow = column.cast(kind, strict=False)
        if narrow.null_count() == column.null_count():
            return narrow
    raise InputError(f"column {column.name!r}", "holds whole numbers of more than 64 bits, which pandas does not hold")


def _is_large(column: "pl.Series") -> bool:
    largest = max(abs(int(value)) for value in (column.min() or 0, column.max() or 0))  # type: ignore[arg-type]
    return largest > _EXACT_FLOAT


def exact_types(frame: "pl.DataFrame") -> dict[str, Any]:
    """The types that pandas has no column for: whole numbers and truths beside missing values, and dates."""
    import numpy as np
    import polars as pl

    known: dict[str, Any] = {}
    for name, kind in frame.schema.items():
        if kind.is_integer():
            known[name] = np.dtype(str(_in_64_bits(frame[name]).dtype).lower())
        elif kind == pl.Boolean:
            known[name] = np.dtype(bool)
        elif kind == pl.Date:
            known[name] = DATE
    return known
