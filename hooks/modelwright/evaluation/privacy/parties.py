"""Who is attacked: rows that the model was fitted on, rows that it was not, and a model that saw neither."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from modelwright.data.hashing import hashed, mixed, row_ids
from modelwright.evaluation.ground import Ground

if TYPE_CHECKING:
    import pandas as pd

    from modelwright.evaluation.metrics import Floats

    Bools = npt.NDArray[np.bool_]

_ROWS = 5000
_FEWEST = 20
# The reference learns from as many rows at most; what it saw is not attacked.
_REFERENCE = 20_000
_OTHERS = 0.2
_SMALLEST = 1e-15


@dataclass(frozen=True)
class Parties:
    """Rows that are attacked, and what two models predict for them.

    Args:
        attacked: what the members were members of, in words.
        members: shape (rows,), whether the attacked model was fitted on a row.
        blocks: shape (rows,), rows of equal value are not independent; None where all are.
        truth: shape (rows,), the code of the class, or the number.
        predicted: of the attacked `model` and of the `reference`, which saw none of the rows: shape (rows, classes), or
            (rows,) for numbers.
    """

    attacked: str
    members: "Bools"
    blocks: npt.NDArray[Any] | None
    truth: "Floats"
    predicted: dict[str, "Floats"]

    def losses(self, who: str) -> "Floats":
        """The log loss of each row, or its absolute error. Shape (rows,)."""
        predicted = self.predicted[who]
        if predicted.ndim == 1:
            return np.abs(self.truth - predicted)
        chosen = predicted[np.arange(len(predicted)), self.truth.astype(int)]
        return -np.log(np.clip(chosen, _SMALLEST, 1.0))


def parties(ground: Ground) -> Parties | None:
    """Members and others of the same distribution, as many of each, and a reference model that saw neither.

    A random split leaves such rows: members are training rows, others are the holdout. A split by time does not: what
    drifted would be taken for membership. So there a clone is attacked, fitted on four fifths of the training times,
    and the others are the rows of the last fifth, drawn by their hash. A clone learns from fewer rows and tells a
    little more of each, so the real model is not flattered.
    """
    spec, training = ground.spec, ground.training
    draws = _draws(ground, training)
    if spec.split.strategy == "time":
        out = draws < np.quantile(draws, _OTHERS)
        inside, others = training[~out], training[out]
        attacked = "a clone fitted on four fifths of the training rows"
    else:
        inside, others = training, ground.holdout
        attacked = "the model"
    # Another hash than that which says who is out, or halves would be of other sizes.
    order = np.argsort(mixed(_ids(ground, inside), ground.seed + 5), kind="stable")
    half = len(order) // 2
    seen, rest = inside.iloc[np.sort(order[:half][:_REFERENCE])], inside.iloc[np.sort(order[half:])]
    rest = rest[~np.isin(_ids(ground, rest), _ids(ground, seen))]
    size = min(_ROWS, len(rest), len(others))
    if size < _FEWEST:
        return None
    rows = [_fewer(ground, rest, size), _fewer(ground, others, size)]
    if ground.together and min(one[ground.together].nunique() for one in rows) < _FEWEST:
        return None
    model = ground.model if spec.split.strategy != "time" else _clone(ground, inside)
    return _predicted(ground, attacked, rows, {"model": model, "reference": _clone(ground, seen)})


def _predicted(ground: Ground, attacked: str, rows: "list[pd.DataFrame]", models: dict[str, Any]) -> Parties:
    import pandas as pd

    spec = ground.spec
    members = np.repeat([True, False], [len(one) for one in rows])
    both = pd.concat(rows, ignore_index=True)
    X, target = both[spec.features.names], both[spec.data.target]
    if spec.model.task == "regression":
        truth = target.to_numpy(dtype=float)
        predicted = {who: np.asarray(model.predict(X), dtype=float) for who, model in models.items()}
    else:
        classes = pd.Index(sorted(set().union(*(model.classes_.tolist() for model in models.values())), key=str))
        places = classes.get_indexer(target)
        truth = np.maximum(places, 0).astype(float)
        predicted = {who: _aligned(model, X, classes) for who, model in models.items()}
    together = both[ground.together].to_numpy() if ground.together else None
    return Parties(attacked, members, together, truth, predicted)


def _aligned(model: Any, X: "pd.DataFrame", classes: "pd.Index[Any]") -> "Floats":
    """A class that a model was never shown has no chance with it."""
    found = np.zeros((len(X), len(classes)))
    found[:, classes.get_indexer(model.classes_)] = model.predict_proba(X)
    return found


def _clone(ground: Ground, rows: "pd.DataFrame") -> Any:
    from sklearn.base import clone

    return clone(ground.model).fit(rows[ground.spec.features.names], rows[ground.spec.data.target])


def _ids(ground: Ground, rows: "pd.DataFrame") -> "npt.NDArray[np.uint64]":
    """What is drawn together: a row, or all rows of a time or a group."""
    return hashed(rows, [ground.together]) if ground.together else row_ids(rows, ground.spec)


def _draws(ground: Ground, rows: "pd.DataFrame") -> "npt.NDArray[np.float64]":
    return mixed(_ids(ground, rows), ground.seed + 4).astype(np.float64)


def _fewer(ground: Ground, rows: "pd.DataFrame", size: int) -> "pd.DataFrame":
    order = np.argsort(mixed(row_ids(rows, ground.spec), ground.seed + 6), kind="stable")[:size]
    return rows.iloc[np.sort(order)]
