"""How far two predictions of the same rows are apart."""

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import pandas as pd


def largest_difference(one: Any, other: Any) -> float:
    """The largest difference of two arrays of numbers, as a share of their spread where they are not probabilities.

    Returns:
        1.0 where shapes differ, or a number is missing in one of them.
    """
    one, other = np.asarray(one, dtype=float), np.asarray(other, dtype=float)
    if one.shape != other.shape or (np.isnan(one) != np.isnan(other)).any():
        return 1.0
    known = one[np.isfinite(one)]
    is_share = known.size > 0 and known.min() >= 0 and known.max() <= 1
    spread = 1.0 if is_share else float(np.ptp(known)) if known.size else 1.0
    difference = np.nan_to_num(np.abs(one - other), nan=0.0, posinf=np.inf)
    return float(min(difference.max(initial=0.0) / (spread or 1.0), 1e6))


def difference_of_tables(one: "pd.DataFrame", other: "pd.DataFrame") -> float:
    """The same for tables of predictions: probabilities where there are some, else all numbers, else names.

    A class that is predicted says less than its probability, and may change with the last digit of a tie.
    """
    from pandas.api.types import is_numeric_dtype

    if list(one.columns) != list(other.columns) or len(one) != len(other):
        return 1.0
    shares = [name for name in one.columns if str(name).startswith("probability")]
    numbers = shares or [name for name in one.columns if is_numeric_dtype(one[name].dtype)]
    if not numbers:
        return float((one.astype(str).to_numpy() != other.astype(str).to_numpy()).any())
    if not all(is_numeric_dtype(other[name].dtype) for name in numbers):
        return 1.0
    return max(largest_difference(one[name].to_numpy(), other[name].to_numpy()) for name in numbers)
