"""Rows with a change of a case in them, and the rows that a case is about."""

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from modelwright.spec.promised.behaviour import Change, Minimum, Value

if TYPE_CHECKING:
    import pandas as pd

Truths = npt.NDArray[np.bool_]


class UnknownError(Exception):
    """A case names a column, a category or a class that the rows do not have.

    Args:
        key: of the case.
        fact: what is unknown.
    """

    def __init__(self, key: str, fact: str) -> None:
        self.key = key
        self.fact = fact
        super().__init__(fact)


def concerned(rows: "pd.DataFrame", case: Change) -> Truths:
    """Which rows a case is about, shape (rows,).

    Raises:
        UnknownError: its condition names a column that the rows do not have, or compares names with a number.
    """
    from pandas.api.types import is_numeric_dtype

    found = np.ones(len(rows), dtype=bool)
    for key in ("where", "above", "below"):
        for column, wanted in getattr(case, key).items():
            if column not in rows.columns:
                raise UnknownError(key, f"{column!r} is not a column of the data")
            values = rows[column]
            if key == "where":
                found &= values.isin([*wanted]).to_numpy(dtype=bool)
                continue
            if not is_numeric_dtype(values.dtype):
                raise UnknownError(key, f"{column!r} holds {values.dtype}, which is not a number")
            found &= (values > wanted if key == "above" else values < wanted).to_numpy(dtype=bool, na_value=False)
    return found


def changed(
    rows: "pd.DataFrame", case: Change, training: "pd.DataFrame", *, categorical: tuple[str, ...], seed: int
) -> tuple["pd.DataFrame", Truths]:
    """Rows with the change of a case, and which of them it changed.

    Args:
        rows: the features of the rows that the case is about.
        case: the case.
        training: the rows whose range a changed number keeps, and whose categories there are.
        categorical: the columns whose values are names.
        seed: seeds noise and shuffles.

    Raises:
        UnknownError: a category was never seen in training.
    """
    generator = np.random.default_rng(seed)
    made = rows.copy()
    for column, amount in case.add.items():
        made[column] = _kept(rows[column], rows[column] + amount, training[column])
    for column, factor in case.times.items():
        made[column] = _kept(rows[column], rows[column] * factor, training[column])
    for column, width in case.noise.items():
        noise = generator.uniform(-width, width, size=len(rows))
        made[column] = _kept(rows[column], rows[column] + noise, training[column])
    for column, value in case.set.items():
        known = known_value("set", training[column], value, is_name=column in categorical)
        made[column] = filled(rows[column], known)
    for column in case.shuffle:
        made[column] = rows[column].take(generator.permutation(len(rows))).set_axis(rows.index)
    moved = np.zeros(len(rows), dtype=bool)
    for column in case.columns:
        before, after = rows[column], made[column]
        differs = (before != after).to_numpy(dtype=bool, na_value=True)
        moved |= differs & ~(before.isna() & after.isna()).to_numpy(dtype=bool)
    return made, moved


def written_out(case: Minimum, training: "pd.DataFrame", *, categorical: tuple[str, ...]) -> "pd.DataFrame":
    """A case as one row of features, with the types of the training rows; what it leaves out is typical of them.

    Raises:
        UnknownError: a category was never seen in training.
    """
    one = training.iloc[:1]
    columns = {}
    for column in training.columns:
        is_name = column in categorical
        if column in case.case:
            value = known_value("case", training[column], case.case[column], is_name=is_name)
        else:
            value = _typical(training[column], is_name=is_name)
        columns[column] = filled(one[column], value)
    return one.assign(**columns)


def _typical(column: "pd.Series[Any]", *, is_name: bool) -> Any:
    """The most common category or the lower median of numbers, so a value that a row has; missing where all are."""
    if is_name:
        common = column.mode()
        return common.iloc[0] if len(common) else None
    return column.quantile(0.5, interpolation="lower")


def known_value(key: str, column: "pd.Series[Any]", value: Value, *, is_name: bool) -> Any:
    """A value of the spec as the column holds it.

    Raises:
        UnknownError: it is a category, and the column never holds it.
    """
    if not is_name:
        return value
    seen = column.dropna().unique().tolist()
    for one in seen:
        if one == value and isinstance(one, str) == isinstance(value, str):
            return one
    raise UnknownError(key, f"{column.name!r} is never {value!r} in the training rows")


def filled(column: "pd.Series[Any]", value: Any) -> "pd.Series[Any]":
    """A column with one value in every row, of its own type where that holds the value."""
    import pandas as pd

    made = pd.Series([value] * len(column), index=column.index)
    return _typed(made, column)


def _kept(before: "pd.Series[Any]", after: "pd.Series[Any]", training: "pd.Series[Any]") -> "pd.Series[Any]":
    """Changed numbers, within what training held, and whole where the column is."""
    return _typed(after.clip(training.min(), training.max()), before)


def _typed(made: "pd.Series[Any]", like: "pd.Series[Any]") -> "pd.Series[Any]":
    """Values in the type of a column, unless that would change one of them."""
    try:
        same = made.astype(like.dtype)
    except (TypeError, ValueError):
        return made
    equal = (same == made) | (same.isna() & made.isna())
    return same if bool(equal.all()) else made
