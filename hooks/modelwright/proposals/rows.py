"""The rows that a proposal is made from."""

from typing import TYPE_CHECKING, NamedTuple

from modelwright.engines.files import FileSource
from modelwright.errors import InputError
from modelwright.expectations.validation import opened, where

if TYPE_CHECKING:
    import polars as pl

    from modelwright.repo import Repo

# Values that are looked at, at most: some 800 MB. Of more rows, every second is, or every third.
_MOST_VALUES = 100_000_000


class Read(NamedTuple):
    """Rows in memory.

    Args:
        frame: the rows, or evenly spread ones of them.
        rows: how many there are; None where they are a sample of a table.
        every: one in so many was read.
    """

    frame: "pl.DataFrame"
    rows: int | None
    every: int


def read_rows(repo: "Repo") -> Read:
    """The rows that the spec names; of a table in a database, those of its sample in `data.path`.

    Raises:
        InputError: there are none, or they cannot be read here.
    """
    import polars as pl

    place = where(repo)
    source = opened(repo)
    lazy, is_sample = source.rows(), False
    if lazy is None:
        if not repo.data_path.is_file():
            fact = f"the rows stay in {source.engine}: put a sample of them into data.path, {repo.spec.data.path}"
            raise InputError(place, fact)
        lazy, is_sample = (
            FileSource(repo.data_path, repo.shown(repo.spec.data.path)).scan(),
            repo.spec.data.table is not None,
        )
    assert lazy is not None  # noqa: S101 - a file is scanned
    try:
        rows = int(lazy.select(pl.len()).collect(engine="streaming").item())
        width = len(lazy.collect_schema())
        every = max(1, -(-rows * width // _MOST_VALUES))
        frame = (lazy.gather_every(every) if every > 1 else lazy).collect(engine="streaming")
    except pl.exceptions.PolarsError as error:
        raise InputError(place, f"cannot be read: {str(error).splitlines()[0]}") from error
    if not rows:
        raise InputError(place, "holds no rows: there is nothing to propose from")
    if not width or frame.select(pl.all().null_count() == pl.len()).transpose().to_series().all():
        raise InputError(place, "holds no values: there is nothing to propose from")
    return Read(frame, None if is_sample else rows, every)
