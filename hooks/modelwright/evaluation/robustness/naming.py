"""Whether the model takes columns by their names: one that is missing, and all in another order."""

from typing import TYPE_CHECKING

import numpy as np

from modelwright.evaluation.behaviour.predicting import RefusedRowsError, predicted
from modelwright.evaluation.ground import Ground
from modelwright.evidence.robustness import ColumnOrder

if TYPE_CHECKING:
    import pandas as pd

# What threads add in another order differs in the last digits.
_SAME = 1e-6


def missing_columns(ground: Ground, rows: "pd.DataFrame") -> tuple[list[str], list[str]]:
    """The features without which the model predicts all the same, and those whose lack it refuses without the name."""
    silent, unnamed = [], []
    for column in rows.columns:
        try:
            predicted(ground, rows.drop(columns=column))
        except RefusedRowsError as refused:
            if column not in str(refused.error):
                unnamed.append(column)
        else:
            silent.append(column)
    return silent, unnamed


def other_order(ground: Ground, rows: "pd.DataFrame") -> ColumnOrder:
    """What becomes of predictions when the columns come in another order."""
    if len(rows.columns) == 1:
        return "same"
    try:
        found = predicted(ground, rows[rows.columns[::-1]])
    except RefusedRowsError:
        return "refused"
    clean = predicted(ground, rows)
    size = max(1.0, float(np.abs(clean).max()))
    return "same" if np.allclose(found, clean, rtol=0, atol=_SAME * size) else "other"
