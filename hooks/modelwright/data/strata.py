"""A stratified split: each stratum has a threshold of its own, fixed once, so that its share is exact and stays fixed.

A threshold is the least decimal number between two draws, so it is short, and the spec can hold it.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from modelwright.errors import InputError
from modelwright.spec import Spec
from modelwright.spec.rows import Frozen

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

# A number of more values than this is cut into bins of equal size.
_VALUES = 20
_BINS = 5
# Each stratum is a line of the spec, which people read.
_STRATA = 200
_SPACE = 2**64


def strata(frame: "pd.DataFrame", column: str, starts: Sequence[float]) -> "tuple[npt.NDArray[np.intp], list[str]]":
    """The stratum of each row, as its place in the list of the strata's names.

    Args:
        frame: the rows.
        column: that says the stratum.
        starts: where the bins of a number begin, but for the first one; empty where each value is a stratum.

    Returns:
        Shape (rows,), and the names.

    Raises:
        InputError: the column is not there, or rows have no value.
    """
    import numpy as np
    import pandas as pd

    if column not in frame.columns:
        raise InputError("split.stratify", f"{column!r} is not a column of the rows")
    values = frame[column]
    missing = int(values.isna().sum())
    if missing:
        raise InputError("split.stratify", f"{missing} rows have no {column!r}")
    if starts:
        codes = np.searchsorted(np.asarray(starts), values.to_numpy(dtype=float), side="right")
        return codes, [str(number + 1) for number in range(len(starts) + 1)]
    codes, found = pd.factorize(values)
    labels = [_label(value) for value in found]
    names = sorted(set(labels))
    place = {name: number for number, name in enumerate(names)}
    return np.array([place[label] for label in labels], dtype=np.intp)[codes], names


def _label(value: Any) -> str:
    """A value as a key of TOML. A column of whole numbers becomes one of fractions where a value is missing."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def freeze(frame: "pd.DataFrame", spec: Spec, draws: "npt.NDArray[np.uint64]") -> Frozen:
    """The threshold of each stratum that holds out its share of these rows, to within half a row.

    Rows that are drawn alike, because they are equal or of one group, stay together: with them, the share is the
    nearest possible one. With groups, it is of the groups, and not of the rows.

    Args:
        frame: the rows.
        spec: of the model.
        draws: shape (rows,), the number drawn for each row.

    Raises:
        InputError: a stratum is too small to be on both sides, or there are too many of them.
    """
    import numpy as np

    column = str(spec.split.stratify)
    found = edges(frame, column)
    codes, names = strata(frame, column, found)
    if len(names) > _STRATA:
        raise InputError(
            "split.stratify", f"{column!r} has {len(names)} values, more than the {_STRATA} strata allowed"
        )
    _refuse_mixed_groups(frame, spec, codes)
    shares, small = {}, []
    for code, name in enumerate(names):
        own = np.sort(draws[codes == code])
        share = _share(np.unique(own) if spec.split.group else own, spec.split.holdout)
        if share is None:
            small.append(f"{name} ({len(own)} {'row' if len(own) == 1 else 'rows'})")
        else:
            shares[name] = share
    if small:
        more = f" and {len(small) - 3} more" if len(small) > 3 else ""  # noqa: PLR2004 - three of them say enough
        fact = f"too few rows of {column!r} to hold out {spec.split.holdout:g}: {', '.join(small[:3])}{more}"
        raise InputError("split.stratify", fact)
    return Frozen(of=spec.split.drawn_by(spec.data.keys), shares=shares, edges=found)


def is_held(
    frame: "pd.DataFrame", spec: Spec, draws: "npt.NDArray[np.uint64]", frozen: Frozen
) -> "npt.NDArray[np.bool_]":
    """Whether each row is held out: it is drawn below its stratum's threshold. Shape (rows,).

    A stratum that came later has the share of the spec.

    Raises:
        InputError: no stratum is known, or a group has rows of several strata and would be on both sides.
    """
    import numpy as np

    column = str(spec.split.stratify)
    codes, names = strata(frame, column, frozen.edges)
    if not frozen.shares.keys() & set(names):
        raise InputError("split.frozen", f"no value of {column!r} is one of its strata: delete the table")
    _refuse_mixed_groups(frame, spec, codes)
    shares = [frozen.shares.get(name, spec.split.holdout) for name in names]
    thresholds = np.array([int(share * _SPACE) for share in shares], dtype=np.uint64)
    held: npt.NDArray[np.bool_] = draws < thresholds[codes]
    return held


def edges(frame: "pd.DataFrame", column: str) -> tuple[float, ...]:
    """Where the bins of a number of many values begin; empty for anything else.

    They are rounded, so that the spec tells no value of a row.
    """
    import numpy as np
    from pandas.api.types import is_bool_dtype, is_numeric_dtype

    values = frame.get(column)
    if values is None or not is_numeric_dtype(values.dtype) or is_bool_dtype(values.dtype) or values.isna().any():
        return ()
    if values.nunique() <= _VALUES:
        return ()
    numbers = values.to_numpy(dtype=float)
    inner = np.quantile(numbers, np.arange(1, _BINS) / _BINS)
    spread = float(inner[-1] - inner[0]) or float(np.ptp(numbers))
    rounded = np.unique(np.round(inner, 2 - int(np.floor(np.log10(spread)))))
    # Where most rows have one value, some bins would be empty.
    filled = np.bincount(np.searchsorted(rounded, numbers, side="right"), minlength=len(rounded) + 1) > 0
    found = tuple(float(edge) for edge, full in zip(rounded, filled[:-1], strict=True) if full)
    if not found or not filled[-1]:
        raise InputError("split.stratify", f"most rows have the same {column!r}, so it cannot be cut into bins")
    return found


def _share(draws: "npt.NDArray[np.uint64]", holdout: float) -> float | None:
    """The shortest decimal below which the wanted share of draws lies; None where one side would be empty.

    Args:
        draws: sorted.
        holdout: the share that is wanted.
    """
    import numpy as np

    wanted = holdout * len(draws)
    if not 0 < round(wanted) < len(draws):
        return None
    # Equal draws cannot be parted: the threshold lies where two of them differ.
    gaps = np.flatnonzero(draws[1:] != draws[:-1]) + 1
    if not len(gaps):
        return None
    held = int(gaps[np.abs(gaps - wanted).argmin()])
    low, high = int(draws[held - 1]), int(draws[held])
    for digits in range(1, 20):
        share: float = (low * 10**digits // _SPACE + 1) / 10**digits
        if low < int(share * _SPACE) <= high and share < 1:
            return share
    return None


def _refuse_mixed_groups(frame: "pd.DataFrame", spec: Spec, codes: "npt.NDArray[np.intp]") -> None:
    """The stratum decides on the side, so the rows of a group must agree on it."""
    import pandas as pd

    group = spec.split.group
    if group is None:
        return
    found = pd.DataFrame({"group": pd.factorize(frame[group])[0], "stratum": codes}).drop_duplicates()
    several = found.loc[found["group"].duplicated(), "group"].nunique()
    if several:
        fact = (
            f"{several} groups of {group!r} have rows of more than one {spec.split.stratify!r}: stratify by a column "
        )
        raise InputError("split.stratify", f"{fact}that is the same for all rows of a group")
