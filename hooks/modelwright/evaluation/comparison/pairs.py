"""The rows that two models both held out, and what each predicts for them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from modelwright.data.splits import row_ids
from modelwright.evaluation.comparison.predictions import Predictions, as_kept, spread
from modelwright.evaluation.ground import Ground
from modelwright.evaluation.metrics import Floats, Scored
from modelwright.evidence.comparison import Pairing

Places = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Paired:
    """The same rows, in the order of the holdout.

    Args:
        model: what the model predicts.
        champion: what the champion predicted.
        dummy: what the dummy baseline predicts.
        blocks: as of the ground.
        found: how the rows found each other.
    """

    model: Scored
    champion: Scored
    dummy: Scored
    blocks: npt.NDArray[Any] | None
    found: Pairing


def paired(ground: Ground, kept: Predictions, order: list[int]) -> Paired:
    """Pair the holdout with the rows that a champion predicted.

    Args:
        ground: of the model.
        kept: what the champion predicted.
        order: for each class of the model, which one it is of the champion's; empty where there are no classes.
    """
    import pandas as pd

    ids = row_ids(ground.holdout, ground.spec)
    known, first, unclear = _distinct(kept)
    place = np.searchsorted(known, ids).clip(max=max(len(known) - 1, 0))
    both = known[place] == ids if len(known) else np.zeros(len(ids), dtype=bool)
    lost = known[~pd.Series(known).isin(ids).to_numpy()]
    trained_on = pd.Series(lost).isin(row_ids(ground.training, ground.spec)).sum()
    both &= ~unclear[place] if len(known) else True
    rows = np.flatnonzero(both)
    scores = _full(kept, first[place[rows]], len(ground.classes))
    scores = scores[:, order] if order and scores.ndim > 1 else scores
    model = ground.scored["model"]
    truth = model.truth[rows]
    return Paired(
        model=Scored(truth, as_kept(model.scores[rows])),
        champion=Scored(truth, scores),
        dummy=Scored(truth, ground.scored["dummy"].scores[rows]),
        blocks=None if ground.blocks is None else ground.blocks[rows],
        found=Pairing(
            rows=len(rows),
            champion_rows=len(known),
            lost=len(lost),
            trained_on=int(trained_on),
            ambiguous=int(unclear.sum()),
        ),
    )


def _distinct(kept: Predictions) -> "tuple[npt.NDArray[np.uint64], Places, npt.NDArray[np.bool_]]":
    """Each identity once, the first row that has it, and whether its rows have different predictions."""
    known, first, which = np.unique(kept.ids, return_index=True, return_inverse=True)
    of_first = first[which]
    same = kept.scores == kept.scores[of_first]
    other = ~(same if same.ndim == 1 else same.all(axis=1))
    return known, first, np.bincount(which[other], minlength=len(known)) > 0


def _full(kept: Predictions, rows: Places, classes: int) -> Floats:
    scores = kept.scores[rows]
    return scores if kept.codes is None else spread(scores, kept.codes[rows], classes)
