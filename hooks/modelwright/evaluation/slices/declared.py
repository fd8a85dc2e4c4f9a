"""Slices that the spec declares: the headline metric in each, and how far that is behind the whole."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from modelwright.errors import InputError
from modelwright.evaluation.closed import around, summed
from modelwright.evaluation.ground import Ground
from modelwright.evaluation.metrics import METRICS, Floats, Scored
from modelwright.evaluation.slices.coding import coded
from modelwright.evidence import Estimate
from modelwright.evidence.slices import SliceGroup, SliceMeasured
from modelwright.spec.promised.slices import Condition, SlicesPromise

if TYPE_CHECKING:
    import pandas as pd

Booleans = npt.NDArray[np.bool_]
# Of each class, this share of the rows that a slice must have.
_OF_A_CLASS = 0.1
_BLOCKS = 5
# A value that fewer rows have is not named: it would say something of these few.
_NAMED = 5
_CLASSES = 2


def declared(ground: Ground, promise: SlicesPromise) -> Iterator[SliceGroup]:
    """Measure every declared slice.

    Raises:
        InputError: a column is not in the data, or a condition cannot be held against its values.
    """
    whole = METRICS[ground.spec.promises.headline].influence(ground.scored["model"])
    for name in promise.columns or ground.spec.data.protected:
        column = column_of(ground.holdout, name, "columns")
        parts = coded(column, least=_NAMED)
        measured = (
            _measured(ground, parts.named(part), parts.codes == part, promise.rows, whole)
            for part in range(len(parts.parts))
        )
        yield SliceGroup(name, tuple(measured), left=parts.left)
    for one in promise.declared:
        inside = np.ones(len(ground.holdout), dtype=bool)
        for condition in one.where:
            inside &= meets(column_of(ground.holdout, condition.column, "declared"), condition)
        yield SliceGroup(one.name, (_measured(ground, one.name, inside, promise.rows, whole),))


def column_of(frame: "pd.DataFrame", name: str, key: str) -> "pd.Series[Any]":
    """A column that the spec names."""
    if name not in frame.columns:
        raise InputError(f"promises.slices.{key}", f"the data have no column {name!r}")
    return frame[name]


def meets(column: "pd.Series[Any]", condition: Condition) -> Booleans:
    """Which rows meet a condition. Shape (rows,)."""
    import pandas as pd

    missing = column.isna().to_numpy()
    if condition.is_missing:
        return missing
    if condition.bounded:
        if not pd.api.types.is_numeric_dtype(column.dtype):
            fact = f"{condition.column!r} has bounds, and its values are no numbers"
            raise InputError("promises.slices.declared", fact)
        numbers = column.to_numpy(dtype=np.float64, na_value=np.nan)
        low = -np.inf if condition.at_least is None else condition.at_least
        high = np.inf if condition.at_most is None else condition.at_most
        return np.asarray((numbers >= low) & (numbers <= high) & ~missing)
    wanted = condition.one_of or (condition.equals,)
    # 3, 3.0 and "3" are written alike in a spec and in files of different types.
    found = column.isin([*wanted]).to_numpy(dtype=bool)
    if not found.any() and not pd.api.types.is_numeric_dtype(column.dtype):
        found = column.astype(str).isin([str(one) for one in wanted]).to_numpy(dtype=bool)
    return np.asarray(found & ~missing)


def _measured(ground: Ground, name: str, inside: Booleans, fewest: int, whole: tuple[float, Floats]) -> SliceMeasured:
    rows = int(inside.sum())
    scored, metric = ground.scored["model"], METRICS[ground.spec.promises.headline]
    blocks = None if ground.blocks is None else ground.blocks[inside]
    why = _too_few(ground, scored.truth[inside], blocks, fewest)
    if why:
        return SliceMeasured(name, rows, why=why)
    part = Scored(scored.truth[inside], scored.scores[inside])
    value, influence = metric.influence(part)
    sign = 1 if metric.higher_is_better else -1
    # What a row adds to the difference of the whole and of the slice; rows that are not in the slice add to one only.
    adds = whole[1] * sign
    adds[inside] -= sign * influence * (len(inside) / rows)
    units = rows if blocks is None else len(np.unique(blocks))
    behind = _around(sign * (whole[0] - value), summed(adds, ground.blocks)[1], units, rows, ground)
    if not np.isfinite([value, behind.low, behind.high]).all():
        return SliceMeasured(name, rows, why="the metric has no value there")
    own = _around(value, summed(influence, blocks)[1], units, rows, ground)
    return SliceMeasured(name, rows, own, behind)


def _around(value: float, error: float, units: int, rows: int, ground: Ground) -> Estimate:
    method = "influence function" if ground.blocks is None else f"influence function, robust to {ground.together}"
    return around(float(value), error, units, ground.spec.promises.confidence, rows=rows, method=method)


def _too_few(ground: Ground, truth: Floats, blocks: "npt.NDArray[Any] | None", fewest: int) -> str:
    """Why nothing can be said of so few rows; nothing where it can."""
    if len(truth) < fewest:
        return f"{len(truth):,} row{'' if len(truth) == 1 else 's'}"
    if ground.spec.model.task != "regression":
        counts = np.unique(truth, return_counts=True)[1]
        if len(counts) < _CLASSES:
            return "one class only"
        if ground.spec.model.task == "binary" and counts.min() < fewest * _OF_A_CLASS:
            return f"{counts.min():,} rows of one class"
    if blocks is not None and len(np.unique(blocks)) < _BLOCKS:
        return f"{len(np.unique(blocks))} values of {ground.together}"
    return ""
