"""The feature transformer: what the estimator sees of a row."""

from collections.abc import Sequence

from sklearn.compose import ColumnTransformer
from sklearn.preprocessing import OrdinalEncoder


def build_features(numeric: Sequence[str], categorical: Sequence[str]) -> ColumnTransformer:
    """Give categories first, as codes, and then the numbers as they are.

    A category that was never seen in training becomes -1, which the estimator reads as missing.
    """
    encoder = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1)
    return ColumnTransformer(
        [
            ("categorical", encoder, list(categorical)),
            ("numeric", "passthrough", list(numeric)),
        ]
    )
