"""Which rows are held out, and the folds that tuning may use."""

import hashlib
from typing import TYPE_CHECKING, Any

from modelwright.errors import InputError
from modelwright.spec import Spec

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd


def row_ids(frame: "pd.DataFrame", spec: Spec) -> "npt.NDArray[np.uint64]":
    """The identity of each row: a hash of its keys, or of all its values where the spec names no key.

    Without keys, equal rows have equal identities, so duplicates never end up on both sides of a split.

    Returns:
        Shape (rows,), uint64; the same for the same row in any order, on any machine.
    """
    return _hashed(frame, list(spec.data.keys) or sorted(frame.columns))


def _hashed(frame: "pd.DataFrame", columns: list[str]) -> "npt.NDArray[np.uint64]":
    import pandas as pd

    return pd.util.hash_pandas_object(frame[columns], index=False).to_numpy().astype("uint64")


def is_holdout(frame: "pd.DataFrame", spec: Spec) -> "npt.NDArray[np.bool_]":
    """Whether each row is held out. Shape (rows,).

    A random split holds out the rows whose hash falls in the lowest share, so a new row never moves an old one. With
    groups, the hash is that of the row's group, so a group is never on both sides. A split by time holds out the newest
    rows, and keeps rows of one time together.
    """
    import numpy as np

    if spec.split.strategy == "random":
        drawn = _hashed(frame, [spec.split.group]) if spec.split.group else row_ids(frame, spec)
        held: npt.NDArray[np.bool_] = _mixed(drawn, spec.split.seed) < np.uint64(spec.split.holdout * 2**64)
    else:
        times = frame[spec.split.column].sort_values(kind="stable", ignore_index=True)
        first = times.iloc[min(round(len(times) * (1 - spec.split.holdout)), len(times) - 1)]
        held = (frame[spec.split.column] >= first).to_numpy(dtype=bool)
    if held.all() or not held.any():
        raise InputError("split", f"{int(held.sum())} of {len(held)} rows would be held out")
    return held


def _mixed(ids: "npt.NDArray[np.uint64]", seed: int) -> "npt.NDArray[np.uint64]":
    """Draw a number for each identity, another one for each seed: a step of SplitMix64 (Steele et al., 2014)."""
    import numpy as np

    with np.errstate(over="ignore"):
        mixed = ids + np.uint64((seed + 1) * 0x9E3779B97F4A7C15 % 2**64)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


def split(frame: "pd.DataFrame", spec: Spec) -> "tuple[pd.DataFrame, pd.DataFrame]":
    """Split rows into training and holdout.

    Returns:
        The training rows and the holdout rows; by time, both in the order of time.
    """
    held = is_holdout(frame, spec)
    training, holdout = frame[~held], frame[held]
    if spec.split.column:
        by = spec.split.column
        return training.sort_values(by, kind="stable"), holdout.sort_values(by, kind="stable")
    return training, holdout


def folds(spec: Spec, rows: "pd.DataFrame | None" = None) -> Any:
    """The folds that score a trial, for the spec's strategy and task, as `cv` of scikit-learn takes them.

    Args:
        spec: of the model.
        rows: the training rows, which a spec with groups needs: a splitter that sees features alone knows no group.

    Raises:
        InputError: the spec names a group, and the rows are missing or hold fewer groups than folds.
    """
    from sklearn.model_selection import KFold, StratifiedKFold, TimeSeriesSplit

    if spec.split.group:
        return _folds_of_groups(spec, spec.split.group, rows)
    if spec.split.strategy == "time":
        return TimeSeriesSplit(spec.tuning.folds)
    if spec.model.task == "regression":
        return KFold(spec.tuning.folds, shuffle=True, random_state=spec.split.seed)
    return StratifiedKFold(spec.tuning.folds, shuffle=True, random_state=spec.split.seed)


def _folds_of_groups(spec: Spec, group: str, rows: "pd.DataFrame | None") -> Any:
    """The rows that are fitted and those that are scored, of each fold."""
    from sklearn.model_selection import GroupKFold, StratifiedGroupKFold

    if rows is None:
        raise InputError("split.group", "folds keep groups together: train.py must call folds(spec, training)")
    groups = rows[group].nunique(dropna=False)
    if groups < spec.tuning.folds:
        raise InputError("split.group", f"{groups} groups of {group!r} do not fill {spec.tuning.folds} folds")
    splitter = GroupKFold if spec.model.task == "regression" else StratifiedGroupKFold
    made = splitter(spec.tuning.folds, shuffle=True, random_state=spec.split.seed)
    return list(made.split(rows, rows[spec.data.target], _hashed(rows, [group])))


def digest(ids: "npt.NDArray[np.uint64]") -> str:
    """A short digest of a set of rows, whatever their order."""
    import numpy as np

    return hashlib.sha256(np.sort(ids).tobytes()).hexdigest()[:16]
