"""Numbers that say nearly the same of a row, so that each hides what the other buys."""

from typing import TYPE_CHECKING

import numpy as np

from modelwright.data.hashing import mixed, row_ids
from modelwright.spec import Spec

if TYPE_CHECKING:
    import pandas as pd

_RANK_CORRELATION = 0.8
_ROWS = 5000
# The matrix of correlations grows with the square of the columns.
_COLUMNS = 500


def twins(training: "pd.DataFrame", spec: Spec) -> list[tuple[str, ...]]:
    """Sets of numeric features of which each two have a rank correlation of at least 0.8, or at most -0.8.

    Complete linkage of Spearman's correlation (1904), on a sample of training rows drawn by their hash; a missing value
    takes the middle rank. Names are no numbers and have no twins here.

    Returns:
        Each set of two or more, in the order of the spec; none of more than 500 columns.
    """
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform
    from scipy.stats import rankdata

    order = np.argsort(mixed(row_ids(training, spec), spec.split.seed + 2), kind="stable")[:_ROWS]
    rows = training.iloc[np.sort(order)]
    ranks = {}
    for name in spec.features.numeric:
        values = rows[name].to_numpy(dtype=float, na_value=np.nan)
        values = np.where(np.isnan(values), np.nanmedian(values) if np.isfinite(values).any() else 0.0, values)
        ranked = rankdata(values)
        if np.ptp(ranked) > 0:
            ranks[name] = ranked
    names = list(ranks)
    if not 2 <= len(names) <= _COLUMNS:  # noqa: PLR2004
        return []
    apart = np.clip(1 - np.abs(np.corrcoef(np.stack(list(ranks.values())))), 0, None)
    np.fill_diagonal(apart, 0)
    labels = fcluster(linkage(squareform(apart, checks=False), "complete"), 1 - _RANK_CORRELATION, "distance")
    sets: dict[int, list[str]] = {}
    for name, label in zip(names, labels.tolist(), strict=True):
        sets.setdefault(label, []).append(name)
    return [tuple(one) for one in sets.values() if len(one) > 1]
