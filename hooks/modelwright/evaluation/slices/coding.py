"""Columns as parts that rows fall into: each value of a name, each fifth of a number."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import pandas as pd

Codes = npt.NDArray[np.integer]
# A number of no more values than this is taken for a code, such as an hour or a grade: each value is a part.
_FEW = 31
# So many parts of one column are told apart; what is rarer than the commonest of them is in none.
MOST = 200
# Edges are the quantiles of at most so many rows, evenly spaced: an edge need not be exact, what is counted between is.
_ENOUGH = 100_000


@dataclass(frozen=True)
class Coded:
    """A column as parts.

    Args:
        column: its name.
        parts: each part in words, such as `is 3`, `from 50,000 to below 140,000` or `is missing`.
        codes: shape (rows,): the part of each row; `len(parts)` where it is in none.
        left: how many values are too rare to be a part.
    """

    column: str
    parts: tuple[str, ...]
    codes: Codes
    left: int = 0

    def named(self, part: int) -> str:
        """A part with its column, such as `EDUCATION is 3`."""
        return f"{self.column} {self.parts[part]}"


def coded(column: "pd.Series[Any]", *, least: int = 1, edges: Sequence[float] | None = None, most: int = MOST) -> Coded:
    """The parts of a column. A missing value is a part of its own.

    Args:
        column: one value a row, of any type.
        least: a value that fewer rows have is no part.
        edges: where numbers are cut; at their fifths without it. A number of 31 values or fewer is not cut.
        most: how many parts there may be, the commonest first.
    """
    import pandas as pd

    name, missing = str(column.name), column.isna().to_numpy()
    is_time = pd.api.types.is_datetime64_any_dtype(column.dtype)
    is_number = pd.api.types.is_numeric_dtype(column.dtype) and not pd.api.types.is_bool_dtype(column.dtype)
    if is_time or is_number:
        numbers = _numbers(column, missing, is_time=is_time)
        if edges is not None or _is_cut(numbers[~missing]):
            cuts = np.unique(np.asarray(edges, dtype=float)) if edges is not None else _fifths(numbers[~missing])
            words = [_moment(edge) for edge in cuts] if is_time else [_number(edge) for edge in cuts]
            codes = np.searchsorted(cuts, numbers, side="right")
            return _kept(name, _between(words), np.where(missing, len(cuts) + 1, codes), least=least, most=most)
    codes, values = pd.factorize(column, sort=False)
    return _kept(name, [f"is {_plain(one)}" for one in values], np.where(missing, len(values), codes), least, most)


def _numbers(column: "pd.Series[Any]", missing: npt.NDArray[np.bool_], *, is_time: bool) -> npt.NDArray[np.float64]:
    if is_time:
        since = column.dt.tz_localize(None) if getattr(column.dt, "tz", None) is not None else column
        numbers = since.to_numpy().astype("datetime64[s]").astype(np.float64)
    else:
        numbers = column.to_numpy(dtype=np.float64, na_value=np.nan)
    return np.where(missing, 0.0, numbers)


def _is_cut(numbers: npt.NDArray[np.float64]) -> bool:
    """Whether there are more values than a code has; a look at the first rows settles most."""
    return len(np.unique(numbers[:1000])) > _FEW or len(np.unique(numbers)) > _FEW


def _fifths(numbers: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    some = numbers[:: max(1, len(numbers) // _ENOUGH)]
    some = some[np.isfinite(some)]
    # An edge that is a value of the column, and never the lowest: each part then has a row.
    cuts = np.unique(np.quantile(some, [0.2, 0.4, 0.6, 0.8], method="higher")) if len(some) else np.empty(0)
    return cuts[cuts > some.min()] if len(some) else cuts


def _between(words: list[str]) -> list[str]:
    if not words:
        return ["is any number"]
    inner = [f"from {low} to below {high}" for low, high in pairwise(words)]
    return [f"below {words[0]}", *inner, f"from {words[-1]} on"]


def _kept(name: str, words: list[str], codes: Codes, least: int, most: int) -> Coded:
    """Only parts that have rows enough, in their order; the code behind the last of `words` is of missing values."""
    counts = np.bincount(codes, minlength=len(words) + 1)
    enough = np.flatnonzero(counts >= max(1, least))
    if len(enough) > most:
        enough = np.sort(enough[np.argsort(-counts[enough], kind="stable")[:most]])
    words = [*words, "is missing"]
    # Names in their alphabet, whatever the order of the rows; what lies between edges is in order already.
    order = sorted(enough.tolist(), key=lambda code: _rank(words[code], code))
    renamed: Codes = np.full(
        len(counts), len(order), dtype=np.uint8 if len(order) < np.iinfo(np.uint8).max else np.intp
    )
    renamed[order] = np.arange(len(order))
    there = int(np.count_nonzero(counts))
    return Coded(name, tuple(words[code] for code in order), renamed[codes], there - len(order))


def _rank(words: str, code: int) -> tuple[bool, bool, float, str]:
    if words == "is missing":
        return True, True, 0.0, ""
    if not words.startswith("is "):
        return False, False, float(code), ""
    try:
        return False, False, float(words.removeprefix("is ")), ""
    except ValueError:
        return False, True, 0.0, words


def _plain(value: object) -> str:
    if isinstance(value, float | np.floating) and float(value).is_integer():
        return str(int(value))
    return " ".join(str(value).split())


def _number(edge: float) -> str:
    return f"{int(edge):,}" if edge.is_integer() else f"{edge:,.6g}"


def _moment(seconds: float) -> str:
    shown = str(np.datetime64(int(seconds), "s"))
    return shown.removesuffix("T00:00:00")
