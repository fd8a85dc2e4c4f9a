"""Numbers that stand for rows: they identify a row, and draw it into a share, whatever other rows there are."""

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

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
    return hashed(frame, identity(frame, spec))


def identity(frame: "pd.DataFrame", spec: Spec) -> list[str]:
    """The columns that identify a row."""
    return list(spec.data.keys) or sorted(frame.columns)


def hashed(frame: "pd.DataFrame", columns: Sequence[str]) -> "npt.NDArray[np.uint64]":
    """A hash of the values of each row in some columns. Shape (rows,), uint64.

    Raises:
        InputError: a column is not in the frame.
    """
    import pandas as pd

    for column in columns:
        if column not in frame.columns:
            raise InputError("split", f"{column!r} is not a column of the rows")
    return pd.util.hash_pandas_object(frame[list(columns)], index=False).to_numpy().astype("uint64")


def drawn(frame: "pd.DataFrame", spec: Spec) -> "npt.NDArray[np.uint64]":
    """The number that a random split draws for each row, or for its group. Shape (rows,), uint64, uniform."""
    ids = hashed(frame, [spec.split.group]) if spec.split.group else row_ids(frame, spec)
    return mixed(ids, spec.split.seed)


def mixed(ids: "npt.NDArray[np.uint64]", seed: int) -> "npt.NDArray[np.uint64]":
    """Draw a number for each identity, another one for each seed: a step of SplitMix64 (Steele et al., 2014)."""
    import numpy as np

    with np.errstate(over="ignore"):
        mixed = ids + np.uint64((seed + 1) * 0x9E3779B97F4A7C15 % 2**64)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


def digest(ids: "npt.NDArray[np.uint64]") -> str:
    """A short digest of a set of rows, whatever their order."""
    import numpy as np

    return hashlib.sha256(np.sort(ids).tobytes()).hexdigest()[:16]
