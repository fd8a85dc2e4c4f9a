"""Clones of the model that were fitted on shares of the training rows, scored on the same holdout rows."""

import math
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from modelwright.data.hashing import hashed, mixed, row_ids
from modelwright.evaluation.closed import around, summed
from modelwright.evaluation.ground import Ground, scored_by
from modelwright.evaluation.metrics import METRICS, Floats, Scored
from modelwright.evaluation.paired import Paired
from modelwright.evidence import Estimate
from modelwright.evidence.learning import Size

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    Places = npt.NDArray[np.intp]

# Halves of this many rows at most are fitted, so the curve of millions of rows costs no more than that of some.
_LARGEST = 50_000
_HALVINGS = 4
# Two clones of a size tell how much the choice of rows scatters; of the largest, one costs enough.
_CLONES = 2
_FEWEST = 30
_SCORED = 20_000
_TRAINING = 5000


@dataclass(frozen=True)
class Grown:
    """The learning curve before it is evidence.

    Args:
        paired: the headline metric of every clone on the same holdout rows.
        rows: shape (clones,), on how many rows each was fitted, rising.
        sizes: the clones of each size together.
        gap: how much better the model is on training rows than on the holdout.
    """

    paired: Paired
    rows: Floats
    sizes: tuple[Size, ...]
    gap: Estimate | None

    @property
    def means(self) -> Floats:
        """What turns clones into the mean of each size. Shape (sizes, clones)."""
        alike = self.rows == np.unique(self.rows)[:, None]
        return np.asarray(alike / alike.sum(axis=1, keepdims=True), dtype=float)

    def last_doubling(self, confidence: float) -> Estimate | None:
        """What the model gained, positive where better, from the size that is nearest to half of its rows."""
        means, each = self.means, np.unique(self.rows)
        halves = np.flatnonzero(np.isclose(each, each[-1] / 2, rtol=0.1))
        if not len(halves):
            return None
        return self.paired.combined(self.paired.sign * (means[-1] - means[halves[0]]), confidence)


def grown(ground: Ground) -> Grown | None:
    """Fit clones on disjoint shares of the training rows, each half of the last, and score all on the holdout.

    A share is drawn by the hash of its rows, or of their times or groups; of a split by time, it so holds some of all
    times: the curve says what denser rows are worth, and not what a longer past is. The largest size is all rows.

    Returns:
        None where there are fewer than two sizes, or the holdout rows are not enough for an interval.
    """
    training, spec = ground.training, ground.spec
    order = np.argsort(mixed(_ids(ground, training), ground.seed + 7), kind="stable")
    largest = min(len(order) // 2, _LARGEST)
    held = _held(ground)
    fitted: list[tuple[int, Any, pd.DataFrame]] = []
    for halving in range(_HALVINGS - 1, -1, -1):
        size = largest >> halving
        for part in range(_CLONES if halving else 1):
            rows = training.iloc[np.sort(order[part * size : (part + 1) * size])]
            model = _fitted(ground, rows) if size >= _FEWEST else None
            if model is not None:
                fitted.append((size, model, rows))
    if not fitted:
        return None
    fitted.append((len(training), ground.again, training))
    holdout = ground.holdout.iloc[held]
    if len(np.unique(ground.scored["model"].truth[held])) < 2:  # noqa: PLR2004
        return None
    blocks = None if ground.blocks is None else ground.blocks[held]
    paired = Paired(spec.promises.headline, [scored_by(ground.repo, one, holdout) for _, one, _ in fitted], blocks)
    if paired.units < 2:  # noqa: PLR2004
        return None
    rows_of = np.array([float(size) for size, _, _ in fitted])
    known = [_known(ground, model, rows) for _, model, rows in fitted]
    return Grown(paired, rows_of, _sizes(ground, paired, rows_of, known), _gap(ground, paired, known[-1]))


def _sizes(ground: Ground, paired: Paired, rows: Floats, known: list[Scored | None]) -> tuple[Size, ...]:
    confidence = ground.spec.promises.confidence
    compute = METRICS[paired.metric].influence
    training = np.array([math.nan if one is None else compute(one)[0] for one in known])
    sizes = []
    for size in np.unique(rows):
        alike = rows == size
        seen = training[alike & np.isfinite(training)]
        if len(seen):
            estimate = paired.combined(alike / alike.sum(), confidence)
            sizes.append(Size(int(size), int(alike.sum()), estimate, float(seen.mean())))
    return tuple(sizes)


def _gap(ground: Ground, paired: Paired, known: Scored | None) -> Estimate | None:
    """Training less holdout, positive where the model is better on what it has seen; two sets of rows."""
    if known is None:
        return None
    value, influence = METRICS[paired.metric].influence(known)
    _, one = summed(influence, None)
    units, other = summed(paired.influences[-1], paired.blocks)
    gap = paired.sign * (value - float(paired.numbers[-1]))
    rows = len(influence) + len(paired.influences[-1])
    return around(
        gap, math.hypot(one, other), units, ground.spec.promises.confidence, rows=rows, method="influence of rows"
    )


def _fitted(ground: Ground, rows: "pd.DataFrame") -> Any:
    """A clone of the model; None where the rows lack a class, or are too few for it."""
    from sklearn.base import clone

    X, y = rows[ground.spec.features.names], rows[ground.spec.data.target]
    if ground.classes and y.nunique() < len(ground.classes):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of few rows, a share may be odd: the curve says what comes of it
            return clone(ground.model).fit(X, y)
    except ValueError:
        return None


def _known(ground: Ground, model: Any, rows: "pd.DataFrame") -> Scored | None:
    """What a clone says of some of the rows that it was fitted on; None where these are of one class alone."""
    step = max(1, len(rows) // _TRAINING)
    some = rows.iloc[::step]
    if some[ground.spec.data.target].nunique() < 2:  # noqa: PLR2004
        return None
    return scored_by(ground.repo, model, some)


def _held(ground: Ground) -> "Places":
    order = np.argsort(mixed(row_ids(ground.holdout, ground.spec), ground.seed + 8), kind="stable")
    return np.sort(order[:_SCORED])


def _ids(ground: Ground, rows: "pd.DataFrame") -> "npt.NDArray[np.uint64]":
    return hashed(rows, [ground.together]) if ground.together else row_ids(rows, ground.spec)
