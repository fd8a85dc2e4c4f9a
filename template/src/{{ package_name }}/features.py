"""The feature transformer: what the estimator sees of a row."""

from collections.abc import Sequence

from sklearn.compose import ColumnTransformer
from sklearn.preprocessing import OneHotEncoder


def build_features(numeric: Sequence[str], categorical: Sequence[str]) -> ColumnTransformer:
    """Pass numbers on as they are, and give each category a column of its own.

    Missing numbers stay missing: the estimator has to know what to do with them. A category that
    was never seen in training has a zero in every column.
    """
    encoder = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
    return ColumnTransformer(
        [
            ("numeric", "passthrough", list(numeric)),
            ("categorical", encoder, list(categorical)),
        ]
    )
