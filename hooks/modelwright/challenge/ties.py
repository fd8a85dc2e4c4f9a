"""Which columns go with which: what is lost when values change rows."""

from typing import TYPE_CHECKING

from modelwright.challenge.rows import UNNAMED

if TYPE_CHECKING:
    import polars as pl

# Below this correlation of ranks, a column goes with no other one.
LEAST = 0.1
# A category with more values than this is looked at by its rank alone.
_MANY = 24


def ties(frame: "pl.DataFrame") -> dict[str, list[tuple[str, float]]]:
    """The other columns that each column goes with, the closest first, and how closely.

    Numbers are compared by Spearman's rank correlation; of text, each of its values is a column of zeros and ones.

    Returns:
        For each column, pairs of a column and an absolute correlation of at least `LEAST`.
    """
    import numpy as np

    coded = [(name, one) for name in frame.columns for one in _coded(frame[name].alias(UNNAMED))]
    if not coded or frame.height < 2:  # noqa: PLR2004 - a correlation is of two rows at least
        return {name: [] for name in frame.columns}
    matrix = np.vstack([one.to_numpy() for _, one in coded])
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.nan_to_num(np.abs(np.atleast_2d(np.corrcoef(matrix))))
    owners = [name for name, _ in coded]
    closest: dict[str, dict[str, float]] = {name: {} for name in frame.columns}
    for row, one in enumerate(owners):
        for column, other in enumerate(owners):
            if one != other and found[row, column] >= LEAST:
                closest[one][other] = max(closest[one].get(other, 0.0), float(found[row, column]))
    return {one: sorted(others.items(), key=lambda pair: (-pair[1], pair[0])) for one, others in closest.items()}


def _coded(values: "pl.Series") -> "list[pl.Series]":
    import polars as pl

    if values.dtype.is_numeric() or values.dtype == pl.Boolean or values.dtype.is_temporal():
        return [values.fill_nan(None).rank().fill_null(strategy="mean") if values.dtype.is_float() else _ranks(values)]
    if values.dtype != pl.String:
        return []
    known = values.drop_nulls().unique().sort().to_list()
    if len(known) > _MANY:
        return [_ranks(values)]
    return [(values == one).fill_null(False).cast(pl.Float64) for one in known]


def _ranks(values: "pl.Series") -> "pl.Series":
    import polars as pl

    return values.rank().cast(pl.Float64).fill_null(strategy="mean")
