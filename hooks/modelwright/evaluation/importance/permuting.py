"""The model on holdout rows of which some columns are scrambled."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from modelwright.data.hashing import mixed, row_ids
from modelwright.evaluation.closed import around
from modelwright.evaluation.ground import Ground
from modelwright.evaluation.metrics import Floats, Scored
from modelwright.evaluation.paired import Paired
from modelwright.evidence import Estimate

if TYPE_CHECKING:
    import pandas as pd

    Places = npt.NDArray[np.intp]

_ROWS = 5000
_FEWEST = 200
# What chance pairs bring is told from the rest by two; more rows are worth more than a third.
_PERMUTATIONS = 2
# Of fewer, a metric may not move at all, and that is no sign that a feature buys nothing.
_TELLING = 100
_TELLING_BLOCKS = 30
_TELLING_OF_A_CLASS = 20
# Bounds what is predicted, in rows, and held at a time, in numbers.
_PREDICTED = 250_000
_NUMBERS = 4_000_000


@dataclass(frozen=True)
class Permuted:
    """How much worse the headline metric gets for each set of columns, and on what that was measured."""

    losses: list[Estimate]
    rows: int
    permutations: int


def permuted(ground: Ground, sets: Sequence[tuple[str, ...]]) -> Permuted | None:
    """How much worse the headline metric gets when the columns of a set swap rows together.

    Args:
        ground: whose model predicts a sample of the holdout, drawn by the hash of its rows.
        sets: of features.

    Returns:
        The loss of each set, positive where the columns help, as the mean over some permutations; its interval is over
        rows, paired. None of fewer than 100 rows, 30 blocks of them, or 20 rows of the rarest class.
    """
    chosen = _sample(ground, _budget(len(sets), max(1, len(ground.classes))))
    rows = ground.holdout.iloc[chosen]
    blocks = None if ground.blocks is None else ground.blocks[chosen]
    intact = _part(ground.scored["model"], chosen)
    if not _tells(ground, intact, blocks):
        return None
    draw = np.random.default_rng(ground.seed)
    orders = [draw.permutation(len(rows)) for _ in range(_PERMUTATIONS)]
    metric, confidence = ground.spec.promises.headline, ground.spec.promises.confidence
    losses = []
    for columns in sets:
        paired = Paired(metric, [intact, *_scrambled(ground, rows, columns, orders)], blocks)
        losses.append(lost(paired, orders, confidence))
    return Permuted(losses, len(rows), _PERMUTATIONS)


def lost(paired: Paired, orders: list["Places"], confidence: float) -> Estimate:
    """How much worse a metric is, on average over permutations of some columns, with an interval.

    A row counts twice: it receives values of another row, and gives its own to a third. An interval that forgets the
    giving is too narrow. Both parts are estimated from products of different permutations, in which what one receives
    from whom does not repeat; what only chance pairs bring gets smaller with more permutations.

    Args:
        paired: the metric of what is predicted first for the rows as they are, then for each permutation.
        orders: from which row each row received its values, for each permutation.
        confidence: such as 0.95.
    """
    numbers, times = paired.sign * paired.numbers, len(orders)
    intact, received = paired.sign * paired.influences[0], paired.sign * paired.influences[1:]
    given = np.stack([one[np.argsort(order)] for one, order in zip(received, orders, strict=True)])
    codes = None if paired.blocks is None else np.unique(paired.blocks, return_inverse=True)[1]
    both = _summed(intact - received - given, codes)
    squares = float(np.mean(_products(both, apart=times > 1)))
    if times > 1:
        chance = np.mean(_products(received, apart=False)) - np.mean(_products(received, apart=True))
        squares += max(0.0, float(chance - np.mean(_products(given, apart=True)))) / times
    rows, units = len(intact), both.shape[1]
    plain = float(np.sum(_summed((intact - received.mean(axis=0))[None], codes) ** 2))
    error = np.sqrt(max(squares, plain) * units / max(1, units - 1)) / rows
    method = "influence of rows that give and receive"
    if codes is not None:
        method += f", {units:,} blocks"
    return around(float(numbers[0] - numbers[1:].mean()), float(error), units, confidence, rows=rows, method=method)


def _summed(influences: Floats, codes: "Places | None") -> Floats:
    """Over the rows of each block. Shape (permutations, blocks)."""
    return influences if codes is None else np.stack([np.bincount(codes, weights=one) for one in influences])


def _products(influences: Floats, *, apart: bool) -> Floats:
    """Of each two permutations, or of each with itself, summed over rows."""
    found: Floats = influences @ influences.T
    return found[~np.eye(len(found), dtype=bool)] if apart else np.diag(found)


def _budget(sets: int, classes: int) -> int:
    """How many rows are scrambled for each set."""
    rows = min(_PREDICTED // (sets * _PERMUTATIONS), _NUMBERS // (classes * _PERMUTATIONS), _ROWS)
    return max(rows, _FEWEST)


def _sample(ground: Ground, size: int) -> "Places":
    """Places of the holdout rows whose hash is lowest; more of them where these are of one class alone."""
    order = np.argsort(mixed(row_ids(ground.holdout, ground.spec), ground.seed + 1), kind="stable")
    truth = ground.scored["model"].truth
    while ground.classes and size < len(order) and len(np.unique(truth[order[:size]])) == 1:
        size *= 4
    return np.sort(order[:size])


def _tells(ground: Ground, intact: Scored, blocks: Floats | None) -> bool:
    """Whether a metric that does not move means something."""
    if len(intact.truth) < _TELLING or (blocks is not None and len(np.unique(blocks)) < _TELLING_BLOCKS):
        return False
    if ground.spec.model.task != "binary":
        return True
    return int(np.bincount(intact.truth.astype(int), minlength=2).min()) >= _TELLING_OF_A_CLASS


def _part(scored: Scored, chosen: "Places") -> Scored:
    return Scored(scored.truth[chosen], scored.scores[chosen])


def _scrambled(ground: Ground, rows: "pd.DataFrame", columns: tuple[str, ...], orders: list["Places"]) -> list[Scored]:
    """What is predicted for each permutation, by one call: values of one row stay together within the set."""
    import pandas as pd

    stacked = pd.concat([rows] * len(orders), ignore_index=True)
    order = np.concatenate(orders)
    for column in columns:
        stacked[column] = rows[column].array.take(order)
    scored = ground.predict(stacked)
    ends: list[tuple[Floats, Floats]] = list(
        zip(np.split(scored.truth, len(orders)), np.split(scored.scores, len(orders)), strict=True)
    )
    return [Scored(*one) for one in ends]
