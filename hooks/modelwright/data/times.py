"""A split by time: the cut from which rows are held out, and the gap before it."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from modelwright.errors import InputError
from modelwright.spec import Spec

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd


def times(frame: "pd.DataFrame", spec: Spec) -> "pd.Series[Any]":
    """The time of each row.

    Raises:
        InputError: the column is not there, or rows have no time.
    """
    column = str(spec.split.column)
    if column not in frame.columns:
        raise InputError("split.column", f"{column!r} is not a column of the rows")
    missing = int(frame[column].isna().sum())
    if missing:
        raise InputError("split.column", f"{missing} rows have no {column!r}")
    return frame[column]


def first_cut(frame: "pd.DataFrame", spec: Spec) -> str | int | float:
    """The cut that holds out the newest share of these rows, as the spec writes it. Rows of one time stay together."""
    import pandas as pd

    ordered = times(frame, spec).sort_values(kind="stable", ignore_index=True)
    first = ordered.iloc[min(round(len(ordered) * (1 - spec.split.holdout)), len(ordered) - 1)]
    if not isinstance(first, pd.Timestamp):
        return float(first) if isinstance(first, float) else int(first)
    # A day is written as a day. What is finer than a microsecond goes to the holdout.
    cut = first.floor("us").to_pydatetime()
    return cut.date().isoformat() if first == first.normalize() and cut.tzinfo is None else cut.isoformat()


def is_newer(values: "pd.Series[Any]", cut: str | float) -> "npt.NDArray[np.bool_]":
    """Whether each row is of the cut or later. Shape (rows,)."""
    held: npt.NDArray[np.bool_] = (values >= _point(values, cut)).to_numpy(dtype=bool)
    return held


def is_before_gap(values: "pd.Series[Any]", start: Any, gap: float | None) -> "npt.NDArray[np.bool_]":
    """Whether each row lies before a time, and by the whole gap. Shape (rows,).

    What a row of yesterday is told by tomorrow is known to a model that learns until yesterday, and not to one that
    serves: the gap, or embargo, keeps such rows out of both sides (López de Prado, 2018, ch. 7).

    Args:
        values: the times.
        start: the first time of the rows that are scored, as `values` hold times.
        gap: days, or steps of times that are numbers.
    """
    import pandas as pd

    early = start
    if gap is not None:
        early = start - (pd.Timedelta(days=gap) if isinstance(start, pd.Timestamp) else gap)
    before: npt.NDArray[np.bool_] = (values < early).to_numpy(dtype=bool)
    return before


def sides(frame: "pd.DataFrame", spec: Spec, cut: str | float) -> "tuple[npt.NDArray[Any], npt.NDArray[Any]]":
    """Which rows are for training, and which are held out; rows of the gap are neither. Shapes (rows,)."""
    values = times(frame, spec)
    return is_before_gap(values, _point(values, cut), spec.split.gap), is_newer(values, cut)


def _point(values: "pd.Series[Any]", cut: str | float) -> Any:
    """The cut as the column holds times.

    Raises:
        InputError: one is a number and the other is not, or only one has a time zone.
    """
    import pandas as pd
    from pandas.api.types import is_datetime64_any_dtype

    dated = is_datetime64_any_dtype(values.dtype)
    if dated != isinstance(cut, str):
        raise InputError("split.cut", f"{cut!r} is no value of {values.name!r}, which holds {values.dtype}")
    if not isinstance(cut, str):
        return cut
    point, zone = pd.Timestamp(datetime.fromisoformat(cut)), getattr(values.dt, "tz", None)
    if zone is None and point.tzinfo is not None:
        raise InputError("split.cut", f"{cut!r} has a time zone, and {values.name!r} has none")
    return point.tz_localize(zone) if zone is not None and point.tzinfo is None else point
