"""The rows that a proposal is made from."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from modelwright.engines.samples import Size
from modelwright.engines.source import Asked, Source
from modelwright.errors import InputError
from modelwright.expectations.validation import opened, where

if TYPE_CHECKING:
    import polars as pl

    from modelwright.repo import Repo

# Values that are looked at, at most: some 800 MB. Of more rows, every second is, or every third.
_MOST_VALUES = 100_000_000
# How many rows of a table are fetched. What they suggest is held against all rows where they lie.
MOST = 50_000


class Read(NamedTuple):
    """Rows in memory.

    Args:
        frame: the rows, or some of them: of a file evenly spread ones, of a table those with the lowest hash of keys.
        rows: how many there are.
        every: one in so many was read.
        told: which rows these are, in words; empty for all rows of a file.
        whole: where all rows are, if these are a sample of a table.
        types: of the columns of a table, what its database calls them.
    """

    frame: "pl.DataFrame"
    rows: int
    every: int = 1
    told: str = ""
    whole: Source | None = None
    types: Mapping[str, str] = {}


def read_rows(repo: "Repo") -> Read:
    """The rows that the spec names, wherever they lie.

    Raises:
        InputError: there are none, or they cannot be read.
    """
    import polars as pl

    place = where(repo)
    source = opened(repo)
    lazy = source.rows()
    try:
        read = _of_table(repo, source) if lazy is None else _of_file(lazy)
    except pl.exceptions.PolarsError as error:
        raise InputError(place, f"cannot be read: {str(error).splitlines()[0]}") from error
    frame = read.frame
    if not read.rows:
        raise InputError(place, "holds no rows: there is nothing to propose from")
    if not frame.width or frame.select(pl.all().null_count() == pl.len()).transpose().to_series().all():
        raise InputError(place, "holds no values: there is nothing to propose from")
    return read


def _of_file(lazy: "pl.LazyFrame") -> Read:
    import polars as pl

    rows = int(lazy.select(pl.len()).collect(engine="streaming").item())
    every = max(1, -(-rows * len(lazy.collect_schema()) // _MOST_VALUES))
    frame = (lazy.gather_every(every) if every > 1 else lazy).collect(engine="streaming")
    return Read(frame, rows, every, f"one row in {every}" if every > 1 else "")


def _of_table(repo: "Repo", source: Source) -> Read:
    """All rows of a table that has few, and some of one that has many."""
    assert isinstance(source, Asked)  # noqa: S101 - rows that are in no file and no frame are asked for
    size = Size(MOST, _MOST_VALUES, bytes=True)
    sample = source.sample(repo.spec.data.keys, size)
    # Behind them are rows of columns that are else empty, in which all others are missing: they are of no proportion.
    frame = sample.rows.head(size.of(sample.rows.width))
    table = f"the table {repo.spec.data.table}"
    types = _types(source)
    if not sample.by:
        return Read(frame, sample.of, told=f"the {sample.of:,} rows of {table}", types=types)
    told = f"{frame.height:,} of {sample.of:,} rows of {table}"
    return Read(frame, sample.of, -(-sample.of // max(frame.height, 1)), told, source, types)


def _types(source: Source) -> dict[str, str]:
    from modelwright.engines.columns import column_types, type_name
    from modelwright.engines.sql import SqlSource

    if not isinstance(source, SqlSource):
        return {}
    with source.opened() as (connection, table):
        return {name: type_name(kind) for name, kind in column_types(connection, table).items()}
