"""What decides today."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from modelwright.errors import InputError
from modelwright.evaluation.metrics import Floats
from modelwright.spec.promised.decision import DecisionPromise, Present

_PLACE = "promises.decision.present.column"


def acts(promise: DecisionPromise, rows: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Whether each row is acted on today. Shape (rows,).

    Raises:
        InputError: the column is not in the data, or cannot be compared with the bound.
    """
    present = promise.present
    if not isinstance(present, Present):
        return np.full(len(rows), present == "all")
    values = column(present, rows)
    if present.equals is not None:
        return np.asarray((values == present.equals).fillna(value=False), dtype=bool)
    try:
        measured = np.asarray(pd.to_numeric(values), dtype=float)
    except (TypeError, ValueError) as error:
        raise InputError(_PLACE, f"{present.column!r} holds no numbers to compare with the bound") from error
    # A missing value is not a number, and reaches no bound.
    return measured >= present.at_least if present.at_least is not None else measured <= (present.at_most or 0.0)


def column(present: Present, rows: pd.DataFrame) -> "pd.Series[Any]":
    """What the column of today's decision holds.

    Raises:
        InputError: there is none.
    """
    if present.column not in rows:
        raise InputError(_PLACE, f"the data have no column {present.column!r}")
    return rows[present.column]


def numbers(present: Present, rows: pd.DataFrame) -> Floats:
    """The numbers that are decided today. Shape (rows,).

    Raises:
        InputError: one is missing, or is none.
    """
    # modelwright: allow[swallowed-error] the next lines count who has none, and refuse
    found = np.asarray(pd.to_numeric(column(present, rows), errors="coerce"), dtype=float)
    if not np.isfinite(found).all():
        missing = int((~np.isfinite(found)).sum())
        raise InputError(_PLACE, f"{present.column!r} is missing or no number in {missing:,} rows")
    return found


def in_words(promise: DecisionPromise, otherwise: str) -> str:
    """Such as `SCORE at least 700`."""
    present = promise.present
    if isinstance(present, str):
        return present
    if present is None:
        return otherwise
    if present.at_least is not None:
        return f"{present.column} at least {present.at_least:g}"
    if present.at_most is not None:
        return f"{present.column} at most {present.at_most:g}"
    return f"{present.column} is {present.equals}" if present.equals is not None else present.column
