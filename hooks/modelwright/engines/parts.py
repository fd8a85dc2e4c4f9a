"""Rows handed over in parts of one size: what is held in memory does not grow with them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from modelwright.errors import InputError

if TYPE_CHECKING:
    import polars as pl

# Rows of a part, and its cells at most, but never fewer rows than this.
_TOGETHER, _CELLS, _FEWEST = 65_536, 4_000_000, 1_024


class Parts(NamedTuple):
    """The rows of a place.

    Args:
        schema: their columns and types, also where there are no rows.
        frames: the rows, in frames of that schema. All but the last have the same height, which follows from the number
            of columns, so that what is written of the same rows is the same wherever they came from.
    """

    schema: "dict[str, pl.DataType]"
    frames: "Iterator[pl.DataFrame]"


def together(columns: int) -> int:
    """How many rows a part has."""
    return max(min(_TOGETHER, _CELLS // max(columns, 1)), _FEWEST)


def evened(schema: "dict[str, pl.DataType]", frames: "Iterable[pl.DataFrame]") -> Parts:
    """Frames of any height as parts of one."""
    return Parts(schema, _evened(frames, together(len(schema))))


def _evened(frames: "Iterable[pl.DataFrame]", height: int) -> "Iterator[pl.DataFrame]":
    import polars as pl

    waiting: list[pl.DataFrame] = []
    count = 0
    for frame in frames:
        waiting.append(frame)
        count += frame.height
        if count < height:
            continue
        whole = pl.concat(waiting)
        left = count % height
        yield from whole.head(count - left).iter_slices(height)
        waiting, count = [whole.tail(left)] if left else [], left
    if count:
        yield pl.concat(waiting)


@contextmanager
def lazy_parts(rows: "pl.LazyFrame", shown: Path | str) -> Iterator[Parts]:
    """The rows of a frame of polars that is read as it is needed, in their order.

    Raises:
        InputError: the file is cut short, or was changed meanwhile.
    """
    with _readable(shown):
        schema = dict(rows.collect_schema())

    def read() -> "Iterator[pl.DataFrame]":
        with _readable(shown):
            yield from rows.collect_batches(chunk_size=together(len(schema)), maintain_order=True)

    yield evened(schema, read())


@contextmanager
def _readable(shown: Path | str) -> Iterator[None]:
    import polars as pl

    try:
        yield
    except (pl.exceptions.PolarsError, OSError) as error:  # what polars says may hold a value
        raise InputError(shown, f"cannot be read: {type(error).__name__}") from error
