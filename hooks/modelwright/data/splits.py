"""Which rows are held out, and the folds that tuning may use.

The side of a row depends on the row and the spec, and on no other row, once the split is frozen: a random split is
from the start, a stratified one and one by time are when their thresholds and their cut are in the spec. Until then
they are what freezing these rows would make them.
"""

from typing import TYPE_CHECKING, NamedTuple

from modelwright.data import strata, times
from modelwright.data.folds import Nested, folds, nested
from modelwright.data.hashing import digest, drawn, row_ids
from modelwright.errors import InputError
from modelwright.spec import Spec

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

__all__ = ["Nested", "Sides", "digest", "folds", "is_holdout", "nested", "row_ids", "sides", "split"]


class Sides(NamedTuple):
    """Where each row lies; a row of the gap before the cut lies on neither side. Shapes (rows,)."""

    training: "npt.NDArray[np.bool_]"
    holdout: "npt.NDArray[np.bool_]"


def sides(frame: "pd.DataFrame", spec: Spec) -> Sides:
    """Which rows are for training, and which are held out.

    A random split holds out the rows whose hash falls in the lowest share, so a new row never moves an old one. With
    groups, the hash is that of the row's group, so a group is never on both sides. With strata, each has a threshold
    of its own. A split by time holds out the rows of the cut and later.

    Raises:
        InputError: a side would be empty, or a column of the split cannot be used.
    """
    import numpy as np

    split = spec.split
    if split.strategy == "time":
        training, held = times.sides(frame, spec, times.first_cut(frame, spec) if split.cut is None else split.cut)
    else:
        draws = drawn(frame, spec)
        if split.stratify is None:
            held = draws < np.uint64(split.holdout * 2**64)
        else:
            held = strata.is_held(frame, spec, draws, split.frozen or strata.freeze(frame, spec, draws))
        training = ~held
    if held.all() or not held.any():
        raise InputError("split", f"{int(held.sum())} of {len(held)} rows would be held out")
    if not training.any():
        raise InputError("split.gap", f"no row lies {split.gap:g} before the cut, so none is left for training")
    return Sides(training, held)


def is_holdout(frame: "pd.DataFrame", spec: Spec) -> "npt.NDArray[np.bool_]":
    """Whether each row is held out. Shape (rows,). See `sides`."""
    return sides(frame, spec).holdout


def split(frame: "pd.DataFrame", spec: Spec) -> "tuple[pd.DataFrame, pd.DataFrame]":
    """Split rows into training and holdout.

    Returns:
        The training rows and the holdout rows; by time, both in the order of time, and without the rows of the gap.
    """
    chosen = sides(frame, spec)
    training, holdout = frame[chosen.training], frame[chosen.holdout]
    if spec.split.column:
        by = spec.split.column
        return training.sort_values(by, kind="stable"), holdout.sort_values(by, kind="stable")
    return training, holdout
