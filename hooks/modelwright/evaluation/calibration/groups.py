"""Rows in groups of about equal prediction: what was predicted in each, and what happened."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from modelwright.evaluation.closed import mean, proportion
from modelwright.evaluation.metrics import Floats
from modelwright.evidence.calibration import Reliability

_GROUPS = 10
_FEWEST = 20
_UNITS = 2_000


@dataclass(frozen=True)
class Groups:
    """Rows in groups of about equal prediction.

    Args:
        of: shape (rows,): the group of each row, from the lowest prediction up.
        count: how many groups there are.
        rows: shape (groups,): how many rows each has.
        predicted: shape (groups,): the mean prediction of each.
        observed: shape (groups,): the mean of what happened in each.
    """

    of: npt.NDArray[np.intp]
    count: int
    rows: Floats
    predicted: Floats
    observed: Floats

    @property
    def gaps(self) -> Floats:
        """Shape (groups,): how much more happened than was predicted."""
        return self.observed - self.predicted

    @property
    def shares(self) -> Floats:
        """Shape (groups,): the share of rows in each."""
        return self.rows / self.rows.sum()


def groups(truth: Floats, scores: Floats) -> Groups:
    """Ten groups of about equally many rows; fewer where rows are few, or equal scores do not part.

    Args:
        truth: shape (rows,): what happened.
        scores: shape (rows,): what was predicted; equal predictions are in one group.
    """
    wanted = int(np.clip(len(scores) // _FEWEST, 1, _GROUPS))
    edges = np.unique(np.quantile(scores, np.arange(1, wanted) / wanted)) if wanted > 1 else np.empty(0)
    _, of = np.unique(np.searchsorted(edges, scores, side="left"), return_inverse=True)
    rows = np.bincount(of).astype(float)
    return Groups(of, len(rows), rows, np.bincount(of, scores) / rows, np.bincount(of, truth) / rows)


def covariance(found: Groups, residuals: Floats, blocks: npt.NDArray[Any] | None) -> Floats:
    """How the gaps vary by chance, and with each other where rows come in blocks.

    Args:
        found: the groups.
        residuals: shape (rows,): what happened less what was predicted.
        blocks: shape (rows,): codes of rows that are not independent of each other; see `units`.

    Returns:
        Shape (groups, groups).
    """
    influences = (residuals - found.gaps[found.of]) / found.rows[found.of]
    if blocks is None:
        spread = np.bincount(found.of, influences**2, minlength=found.count)
        return np.diag(spread * found.rows / np.maximum(found.rows - 1, 1))
    count = int(blocks.max()) + 1
    sums = np.bincount(blocks * found.count + found.of, influences, minlength=count * found.count)
    table = sums.reshape(count, found.count)
    return np.asarray(table.T @ table * count / max(count - 1, 1))


def units(blocks: npt.NDArray[Any] | None) -> npt.NDArray[np.intp] | None:
    """Codes of blocks, from 0 without a gap; more than 2,000 are joined to 2,000, which are as independent."""
    if blocks is None:
        return None
    import pandas as pd

    codes, _ = pd.factorize(np.asarray(blocks), use_na_sentinel=False)
    return np.asarray(codes % _UNITS, dtype=np.intp)


def table(
    found: Groups, truth: Floats, confidence: float, blocks: npt.NDArray[np.intp] | None, *, shares: bool
) -> tuple[Reliability, ...]:
    """Each group with its interval: Wilson's for shares of independent rows, else that of a mean."""
    rows = []
    for group in range(found.count):
        inside = found.of == group
        some, near = truth[inside], None if blocks is None else blocks[inside]
        predicted = float(found.predicted[group])
        if shares and near is None:
            rows.append(Reliability(predicted, proportion(float(some.sum()), len(some), confidence)))
        elif (len(some) if near is None else len(np.unique(near))) > 1:
            rows.append(Reliability(predicted, mean(some, confidence, near)))
    return tuple(rows)
