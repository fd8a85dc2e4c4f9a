"""Columns that go together in every block, and not only because blocks differ.

Two columns may go together in a file because both differ between its parts: that is no rule for the next part. Those
that go together inside each part do.
"""

from typing import TYPE_CHECKING

from modelwright.proposals.blocks import Blocks

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# The correlation of ranks that nine blocks of ten reach, and the rows that a block needs for one. One block may hold
# a fault.
_CLOSE, _BLOCKS, _LEAST_ROWS = 0.92, 0.1, 30
_MOST = 3


def ties(numbers: "dict[str, NDArray[np.float64]]", blocks: Blocks) -> dict[str, list[str]]:
    """For each column of numbers, those that go with it in every block, the closest first.

    Args:
        numbers: the values of each column, all of one length; NaN where one is missing.
        blocks: of these rows.
    """
    import numpy as np

    names = list(numbers)
    if len(names) < 2:  # noqa: PLR2004 - nothing to go with
        return {}
    ranks = _ranks(numbers, blocks)
    parts = [one[~np.isnan(one).any(axis=1)] for one in np.split(ranks, blocks.starts[1:])]
    with np.errstate(divide="ignore", invalid="ignore"):
        found = [np.nan_to_num(np.corrcoef(one, rowvar=False)) for one in parts if len(one) >= _LEAST_ROWS]
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


def _ranks(numbers: "dict[str, NDArray[np.float64]]", blocks: Blocks) -> "NDArray[np.float64]":
    """The rank of each value in its block, shape (rows, columns); NaN where one is missing."""
    import polars as pl

    frame = pl.DataFrame({f"c{at}": values for at, values in enumerate(numbers.values())}).fill_nan(None)
    ranked = frame.with_columns(blocks.numbers(frame.height)).select(pl.exclude("block").rank("average").over("block"))
    return ranked.fill_null(float("nan")).to_numpy()
