"""Columns that go together in every block, and not only because blocks differ.

Two columns may go together in a file because both differ between its parts: that is no rule for the next part. Those
that go together inside each part do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from modelwright.proposals.values import Floats, Values

# The correlation of ranks that nine blocks of ten reach, and the rows that a block needs for one. One block may hold
# a fault.
_CLOSE, _BLOCKS, _LEAST_ROWS = 0.92, 0.1, 30
_MOST = 3


def ties(values: Values) -> dict[str, list[str]]:
    """For each column of numbers, those that go with it in every block, the closest first."""
    import numpy as np

    names = [one.name for one in values.facts.columns if one.role == "number" and one.name in values.of]
    if len(names) < 2:  # noqa: PLR2004 - nothing to go with
        return {}
    ranks = _ranks(values, names)
    ends = [*values.starts[1:].tolist(), values.rows]
    blocks = [ranks[start:end] for start, end in zip(values.starts.tolist(), ends, strict=True)]
    blocks = [one[~np.isnan(one).any(axis=1)] for one in blocks]
    with np.errstate(divide="ignore", invalid="ignore"):
        found = [np.nan_to_num(np.corrcoef(one, rowvar=False)) for one in blocks if len(one) >= _LEAST_ROWS]
    if not found:
        return {}
    # The sign is part of it: what rises with another in one block and falls with it in the next does not go with it.
    rising, falling = np.quantile(found, _BLOCKS, axis=0), -np.quantile(found, 1 - _BLOCKS, axis=0)
    close = np.maximum(rising, falling)
    np.fill_diagonal(close, 0.0)
    return {
        name: [names[at] for at in np.argsort(-row, kind="stable")[:_MOST].tolist() if row[at] >= _CLOSE]
        for name, row in zip(names, close, strict=True)
    }


def _ranks(values: Values, names: list[str]) -> Floats:
    """The rank of each value in its block, shape (rows, columns); NaN where one is missing."""
    import polars as pl

    block = values.facts.blocks._replace(starts=values.starts).numbers(values.rows)
    frame = pl.DataFrame({f"c{at}": values.of[name] for at, name in enumerate(names)}).fill_nan(None)
    ranked = frame.with_columns(block).select(pl.exclude("block").rank("average").over("block"))
    return ranked.fill_null(float("nan")).to_numpy()
