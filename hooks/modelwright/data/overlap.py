"""Rows of the holdout that training knows already: equal rows, near-duplicates, and groups on both sides.

A model that has seen a row, or its copy with another key, recalls it, and looks better than it is. Rows are compared in
the columns that the spec names of the thing itself: features, protected columns and the target. Keys and times differ
between copies, and columns that the spec does not name may be row numbers.
"""

from typing import TYPE_CHECKING, Any

from modelwright.data import near
from modelwright.data.hashing import hashed
from modelwright.data.splits import sides
from modelwright.errors import InputError
from modelwright.evidence import Record
from modelwright.spec import Spec

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd


class Overlap(Record, frozen=True):
    """How many held-out rows have a twin among the training rows. Counts only.

    Args:
        rows: held out.
        equal: of them, those with a twin that is equal in every compared column.
        near: of the others, those with a twin whose names are the same but for case, spaces and form of letters, and
            whose numbers differ by at most `tolerance` of the column's spread.
        groups: groups with rows on both sides, where two spellings of one name are one group.
        tolerance: see `near`.
        columns: how many were compared.
    """

    rows: int
    equal: int
    near: int
    groups: int
    tolerance: float
    columns: int

    @property
    def share(self) -> float:
        """The share of held-out rows that have a twin."""
        return (self.equal + self.near) / self.rows if self.rows else 0.0

    def facts(self, tolerated: float) -> list[str]:
        """Why the holdout is refused, a line each; none where it is not.

        Args:
            tolerated: the share of held-out rows that may have a twin by chance.
        """
        found = []
        if self.groups:
            found.append(f"{self.groups:,} groups have rows on both sides")
        if self.share > tolerated:
            fact = f"{self.equal:,} of {self.rows:,} holdout rows have an equal row in training, and {self.near:,} a "
            found.append(f"{fact}near-duplicate: {self.share:.2%}, more than {tolerated:.2%}")
        return found


def overlap(frame: "pd.DataFrame", spec: Spec, *, tolerance: float = near.TOLERANCE) -> Overlap:
    """Compare the two sides of the spec's split. See `overlap_of`."""
    chosen = sides(frame, spec)
    return overlap_of(frame[chosen.training], frame[chosen.holdout], spec, tolerance=tolerance)


def overlap_of(
    training: "pd.DataFrame", holdout: "pd.DataFrame", spec: Spec, *, tolerance: float = near.TOLERANCE
) -> Overlap:
    """Count the held-out rows that training knows already.

    Args:
        training: the rows that a model is fitted on.
        holdout: the rows that it is measured on.
        spec: says which columns are compared.
        tolerance: how far two numbers of a near-duplicate may be apart, as a share of the column's spread.

    Returns:
        The counts. Near-duplicates are found by hashing (see `near`): every one that is counted is one, and few are
        missed.

    Raises:
        InputError: a column of the spec is not there, or a side has no rows.
    """
    import numpy as np
    import pandas as pd

    if training.empty or holdout.empty:
        raise InputError("split", f"{len(training)} rows of training and {len(holdout)} rows of holdout")
    columns = list(dict.fromkeys([*spec.features.names, *spec.data.protected, spec.data.target]))
    numeric, named = _kinds(training, spec, columns)
    both = pd.concat([training[columns], holdout[columns]], ignore_index=True)
    held = np.arange(len(both)) >= len(training)
    ids = hashed(both, columns)
    equal = held & pd.Series(ids).isin(ids[~held]).to_numpy()
    # One of equal rows stands for all of them, and a row that has an equal one needs no other twin.
    asked = np.flatnonzero(~equal & ~pd.Series(ids).duplicated().to_numpy())
    rest = both.iloc[asked]
    names = _names(rest[named]) if named else np.zeros(len(rest), dtype=np.uint64)
    numbers = rest[numeric].to_numpy(dtype=float)
    del both, rest  # as large as all rows, each
    found = near.twins(numbers, names, held[asked], tolerance=tolerance)
    return Overlap(
        rows=len(holdout),
        equal=int(equal.sum()),
        near=int(pd.Series(ids[held & ~equal]).isin(ids[asked[found]]).sum()),
        groups=_groups(training, holdout, spec.split.group) if spec.split.group else 0,
        tolerance=tolerance,
        columns=len(columns),
    )


def _kinds(frame: "pd.DataFrame", spec: Spec, columns: list[str]) -> tuple[list[str], list[str]]:
    """The columns whose values have distances, and those whose values are names."""
    from pandas.api.types import is_bool_dtype, is_numeric_dtype

    for column in columns:
        if column not in frame.columns:
            raise InputError("split", f"{column!r} is not a column of the rows")
    names = set(spec.features.categorical)
    names |= {spec.data.target} if spec.model.task != "regression" else set()
    numeric = [
        column
        for column in columns
        if column not in names and is_numeric_dtype(frame[column].dtype) and not is_bool_dtype(frame[column].dtype)
    ]
    return numeric, [column for column in columns if column not in numeric]


def _names(frame: "pd.DataFrame") -> "npt.NDArray[np.uint64]":
    """A hash of the names of each row, whatever their spelling. Shape (rows,)."""
    import pandas as pd

    return hashed(pd.DataFrame({column: _spelt(frame[column]) for column in frame}), list(frame.columns))


def _spelt(values: "pd.Series[Any]") -> "pd.Series[Any]":
    """Values in one spelling: one form of each letter, no capitals, single spaces. Each value is spelt once."""
    import unicodedata

    import pandas as pd

    codes, found = pd.factorize(values, use_na_sentinel=False)
    spelt = [" ".join(unicodedata.normalize("NFKC", str(value)).casefold().split()) for value in found]
    return pd.Series(pd.array(spelt, dtype="str").take(codes), index=values.index)


def _groups(training: "pd.DataFrame", holdout: "pd.DataFrame", group: str) -> int:
    return len(set(_spelt(training[group]).unique()) & set(_spelt(holdout[group]).unique()))
