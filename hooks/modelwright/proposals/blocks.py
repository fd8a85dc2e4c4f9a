"""Rows in blocks: what varies between them is what may vary in the next delivery."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from modelwright.spec import Spec

# How many blocks a file without a time is cut into, and how many rows each has at least.
_PARTS, _LEAST_ROWS = 20, 25
# A season that the rows have not seen yet is like none that they have.
_YEAR_DAYS = 365
_HALF_SEEN, _BARELY_SEEN = 4.0, 16.0
# Days that rows span at least to be cut into months, weeks or days: eight blocks of each.
_UNITS = (("1mo", "month", 240), ("1w", "week", 56), ("1d", "day", 8))
_ISO_DAY = r"^\d{4}-\d{2}-\d{2}"


class Blocks(NamedTuple):
    """Where blocks begin in rows that are in order.

    Args:
        starts: the first row of each block, ascending, the first of them 0.
        unit: what a block is, in words.
        time: the column that rows are in order of, where they are.
        days: how many days the rows span; 0 where they are not of days.
    """

    starts: "NDArray[np.int64]"
    unit: str
    time: str | None
    days: float = 0.0

    def numbers(self, rows: int) -> "pl.Series":
        """The number of each row's block, under the name `block`."""
        import numpy as np
        import polars as pl

        sizes = np.diff(self.starts, append=rows)
        return pl.Series("block", np.repeat(np.arange(len(sizes)), sizes))

    @property
    def is_seasoned(self) -> bool:
        """Whether the rows have seen every season, or know none."""
        return self.days == 0 or self.days >= _YEAR_DAYS - 1

    @property
    def widening(self) -> float:
        """By how much a variance between these blocks is to be multiplied for seasons that they have not seen."""
        if self.is_seasoned:
            return 1.0
        return _HALF_SEEN if self.days >= _YEAR_DAYS / 2 - 2 else _BARELY_SEEN

    @property
    def has_turned(self) -> bool:
        """Whether a number that begins again each year would have done so."""
        return self.days > _YEAR_DAYS + 1

    @property
    def parts(self) -> int:
        """How many blocks there are."""
        return len(self.starts)


def in_blocks(spec: "Spec", frame: "pl.DataFrame") -> "tuple[pl.DataFrame, Blocks]":
    """The rows, in order of time where the spec names one, and their blocks.

    Months, weeks or days where the rows span at least eight of them; equal parts of the file otherwise.
    """
    import numpy as np
    import polars as pl

    name = spec.data.time or spec.split.column
    times = _times(frame[name]) if name in frame.columns else None
    if times is None:
        return frame, Blocks(_equal(frame.height), f"{_share(_parts(frame.height))} of the rows", None)
    order = pl.Series(np.argsort(times.to_physical().to_numpy(), kind="stable"))
    frame, times = frame[order], times.gather(order)
    if times.dtype.is_numeric():
        return frame, Blocks(_equal(frame.height), f"{_share(_parts(frame.height))} of the time", name)
    days = (times.max() - times.min()).total_seconds() / 86_400  # type: ignore[operator, union-attr] # of times
    unit = next(((every, word) for every, word, least in _UNITS if days >= least), None)
    if unit is None:
        return frame, Blocks(_equal(frame.height), f"{_share(_parts(frame.height))} of the time", name, days)
    periods = times.dt.truncate(unit[0]).rle_id().to_numpy()
    starts = np.flatnonzero(np.diff(periods, prepend=-1))
    return frame, Blocks(_whole(starts, frame.height), f"a {unit[1]}", name, days)


def _times(values: "pl.Series") -> "pl.Series | None":
    """Times or numbers that can be put in order; None where a column holds neither."""
    import polars as pl

    if values.null_count():
        return None
    if values.dtype == pl.String:
        if not values.str.contains(_ISO_DAY).all():
            return None
        found = values.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
        return None if found.null_count() else found
    if values.dtype in (pl.Date, pl.Datetime) or values.dtype.is_numeric():
        return values
    return None


def _parts(rows: int) -> int:
    return max(1, min(_PARTS, rows // _LEAST_ROWS))


def _equal(rows: int) -> "NDArray[np.int64]":
    import numpy as np

    parts = _parts(rows)
    return np.arange(parts, dtype=np.int64) * rows // parts


def _whole(starts: "NDArray[np.int64]", rows: int) -> "NDArray[np.int64]":
    """Without a first or a last block that is only a piece: it joins its neighbour."""
    import numpy as np

    sizes = np.diff(starts, append=rows)
    usual = np.median(sizes)
    keep = np.ones(len(starts), dtype=bool)
    if len(starts) > 2:  # noqa: PLR2004 - a neighbour has to be left
        keep[1] = sizes[0] >= usual / 2
        keep[-1] = keep[-1] and sizes[-1] >= usual / 2
    return starts[keep]


def _share(parts: int) -> str:
    return {_PARTS: "a twentieth", 1: "all"}.get(parts, "a part")
