"""The probability from which a case is acted on: chosen on validation data, never on the holdout."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from modelwright.evaluation.calibration.groups import units
from modelwright.evaluation.closed import quantile
from modelwright.evaluation.ground import Ground
from modelwright.evaluation.metrics import Floats, Scored
from modelwright.evidence import Estimate
from modelwright.evidence.decision import Chosen
from modelwright.spec.promised.decision import Values

_STEPS = 200
# A threshold counts as worse only where chance would show that once in ten thousand times.
_CONFIDENCE = 0.9999
# A loss of this share of what the best threshold is worth is none.
_SMALL = 0.01
_POINTS = 41
_DEFAULT = 0.5


@dataclass(frozen=True)
class Worths:
    """What acting from each threshold on is worth on some rows, against acting on nobody.

    Args:
        thresholds: shape (thresholds,), rising; from the last one on, nobody is acted on.
        sums: shape (thresholds, units): what acting is worth, summed over the rows of a unit; or, where rows are
            independent, shape (thresholds, 1), over all.
        squares: shape (thresholds,): the sum of squares over rows.
        acted: shape (thresholds,): the share that is acted on.
        capacity: the largest share that can be.
        rows: how many rows there are.
        sizes: shape (units,): how many rows each block has; None where rows are independent.
    """

    thresholds: Floats
    sums: Floats
    squares: Floats
    acted: Floats
    capacity: float
    rows: int
    sizes: Floats | None

    @property
    def values(self) -> Floats:
        """Shape (thresholds,): per case."""
        return np.asarray(self.sums.sum(axis=1) / self.rows)

    @property
    def best(self) -> int:
        """The place of the best threshold that is allowed, the highest of equals."""
        values = np.where(self.acted <= self.capacity, self.values, -np.inf)
        return int(len(values) - 1 - np.argmax(values[::-1]))

    def losses(self, place: int, confidence: float) -> tuple[Floats, Floats]:
        """What each threshold is worth less than one of them, and half the width of its interval. Per case."""
        difference = self.sums[place] - self.sums
        means = difference.sum(axis=1) / self.rows
        if self.sizes is not None:
            spread = ((difference - means[:, None] * self.sizes) ** 2).sum(axis=1)
            count = len(self.sizes)
            errors = np.sqrt(spread * count / max(count - 1, 1)) / self.rows
        else:
            # Between two thresholds, every row either decides the same or adds what acting on it is worth.
            spread = np.abs(self.squares[place] - self.squares) / self.rows - means**2
            errors = np.sqrt(np.maximum(spread, 0) / max(self.rows - 1, 1))
        return means, quantile(confidence) * errors


def worth_of_acting(truth: Floats, values: Values) -> Floats:
    """What acting on each row is worth more than not acting. Shape (rows,)."""
    case = values.true_positive - values.false_negative
    none = values.false_positive - values.true_negative
    return np.where(truth == 1, case, none)


def worths(
    scored: Scored,
    values: Values,
    *,
    capacity: float | None = None,
    blocks: npt.NDArray[np.intp] | None = None,
    also: float | None = None,
) -> Worths:
    """What acting from each of about 200 thresholds on is worth.

    Args:
        scored: rows of two classes.
        values: what each outcome is worth.
        capacity: the largest share that can be acted on.
        blocks: shape (rows,): codes of rows that are not independent of each other.
        also: another threshold.
    """
    thresholds = _thresholds(scored.scores, also)
    worth = worth_of_acting(scored.truth, values)
    # A row is acted on from every threshold that its score reaches.
    reached = np.searchsorted(thresholds, scored.scores, side="right")
    count, rows = len(thresholds) + 1, len(worth)
    acted = _from_the_top(np.bincount(reached, minlength=count)[:, None])[:, 0] / rows
    squares = _from_the_top(np.bincount(reached, worth**2, minlength=count)[:, None])[:, 0]
    number = 1 if blocks is None else int(blocks.max()) + 1
    cells = reached * number + (0 if blocks is None else blocks)
    sums = np.bincount(cells, worth, minlength=count * number).reshape(count, number)
    sizes = None if blocks is None else np.bincount(blocks, minlength=number).astype(float)
    return Worths(thresholds, _from_the_top(sums), squares, acted, capacity or 1.0, rows, sizes)


def _thresholds(scores: Floats, also: float | None) -> Floats:
    """Quantiles of the scores, closer together at the top, where a rare class lies; and one that nobody reaches."""
    shares = np.r_[np.linspace(0, 1, _STEPS + 1), 1 - 0.5 ** np.arange(9, 1 + max(9.0, np.log2(len(scores))))]
    nobody = 1.0 if scores.max() < 1 else 1.000001
    found = np.r_[np.quantile(scores, shares, method="higher"), nobody, [] if also is None else also]
    # As many digits as evidence keeps, so that what is written is what was judged.
    return np.unique(np.round(found, 6))


def _from_the_top(counts: Any) -> Any:
    """Sums over all cells that reach a threshold: cell 0 reaches none."""
    return np.cumsum(counts[::-1], axis=0)[::-1][1:]


def chosen(found: Worths) -> Chosen:
    """The best threshold, and from where to where validation data do not show one to be worse by more than 1 %."""
    best = found.best
    means, halves = found.losses(best, _CONFIDENCE)
    # Where as many are acted on as can be, one more or less of these rows says nothing about the next ones.
    room = quantile(_CONFIDENCE) * np.sqrt(found.capacity * (1 - found.capacity) / found.rows)
    worse = means > np.maximum(halves, _SMALL * abs(found.values[best]))
    alike = np.flatnonzero((found.acted <= found.capacity + room) & ~worse)
    low, high = found.thresholds[alike.min()], found.thresholds[alike.max()]
    return Chosen(float(found.thresholds[best]), float(low), float(high), found.rows)


def loss(found: Worths, threshold: float, confidence: float) -> Estimate:
    """What a threshold is worth less than the best one, per 1,000 cases; it must be among those that were tried."""
    place = int(np.argmin(np.abs(found.thresholds - threshold)))
    means, halves = found.losses(found.best, confidence)
    value, half = 1000 * float(means[place]), 1000 * float(halves[place])
    return Estimate(value, value - half, value + half, found.rows, "normal, paired on validation data")


def curve(found: Worths, against: float) -> dict[str, tuple[float, ...]]:
    """What thresholds are worth on validation data per 1,000 cases, less what something else is worth per case."""
    places = np.unique(np.linspace(0, len(found.thresholds) - 1, _POINTS).round().astype(int))
    values = 1000 * (found.values[places] - against)
    return {"threshold": tuple(found.thresholds[places].tolist()), "value": tuple(values.tolist())}


def validation_units(ground: Ground) -> npt.NDArray[np.intp] | None:
    """The blocks of validation rows, as codes; None where rows are independent."""
    if ground.together is None:
        return None
    return units(ground.training[ground.together].to_numpy()[ground.out_of_fold[0]])


def threshold_of(ground: Ground) -> float:
    """The score from which a case of a binary task is acted on: a row is where its score is at least this.

    It is the one that the spec fixes, else the one that is worth most on validation data by the prices of the spec,
    else 0.5. The holdout has no say in it.
    """
    promise = ground.spec.promises.decision
    if promise is not None and promise.threshold is not None:
        return promise.threshold
    if promise is None or promise.values is None:
        return _DEFAULT
    blocks = validation_units(ground)
    return chosen(worths(ground.out_of_fold[1], promise.values, capacity=promise.capacity, blocks=blocks)).threshold
