"""Grounds whose truth and scores are written down, so that a value can be counted by hand."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pandas as pd

from modelwright.evaluation.decision.gates import asked, verdicts
from modelwright.evaluation.ground import Ground
from modelwright.evaluation.metrics import Scored
from modelwright.evidence.decision import Decision
from modelwright.spec import Spec
from tests.evaluation.grounds import RepoOf
from tests.evaluation.test_gates import GOOD
from tests.specs import spec

_TASKS: dict[str, dict[str, dict[str, Any]]] = {
    "binary": {},
    "multiclass": {
        "data": {"positive": None},
        "promises": {"headline": "accuracy", "quality": {"accuracy": {"at_least": 0.5}}},
    },
    "regression": {"data": {"positive": None}, "promises": {"headline": "r2", "quality": {"r2": {"at_least": 0.5}}}},
}


class Decides:
    """A model that acts from a score on, which it reads from the first feature."""

    def __init__(self, classes: Sequence[Any], threshold: float) -> None:
        self.classes_ = np.array(classes)
        self.threshold = threshold

    def predict(self, rows: pd.DataFrame) -> Any:
        return self.classes_[(rows["a"].to_numpy() >= self.threshold).astype(int)]


def promised(task: str = "binary", **decision: Any) -> Spec:
    """A spec that prices decisions."""
    tables = _TASKS[task]
    return spec(
        model={"task": task, "risk": "limited"},
        data=tables.get("data", {}),
        promises={**tables.get("promises", {}), "decision": decision},
    )


def priced(  # noqa: PLR0913
    agreed: Spec,
    truth: Any,
    scores: Any,
    *,
    validation: tuple[Any, Any] | None = None,
    classes: Sequence[Any] = (0, 1),
    today: Sequence[Any] | None = None,
    decides_at: float = 0.5,
) -> Ground:
    """A ground of holdout and validation rows with scores that no model gave.

    Args:
        agreed: the spec.
        truth: shape (rows,): of classes, their codes.
        scores: shape (rows,), or of many classes (rows, classes).
        validation: the same of validation rows; without them, they are the holdout rows once more.
        classes: the names of the classes, in the order of the codes.
        today: shape (rows,): the column `today` of the holdout.
        decides_at: the score from which the model itself acts.
    """
    held = Scored(np.array(truth, dtype=float), np.array(scores, dtype=float))
    seen = held if validation is None else Scored(*(np.array(one, dtype=float) for one in validation))
    holdout, training = (_frame(agreed, one.truth, classes) for one in (held, seen))
    if today is not None:
        holdout["today"] = list(today)
    training["today"] = 0
    if held.scores.ndim == 1:
        holdout = holdout.assign(a=held.scores, b=0.0, c="x")
    model = Decides(classes, decides_at)
    one = Ground(RepoOf(Path(), agreed), holdout, model, training, holdout, {}, {"model": held})
    one.__dict__["out_of_fold"] = (np.arange(len(training)), seen)
    return one


def _frame(agreed: Spec, truth: Any, classes: Sequence[Any]) -> pd.DataFrame:
    if agreed.model.task == "regression":
        return pd.DataFrame({"y": truth})
    return pd.DataFrame({"y": [classes[int(code)] for code in truth]})


def outcomes(agreed: Spec, found: Decision | None) -> dict[str, str]:
    """How each gate of the theme ends."""
    judged = list(verdicts(agreed, msgspec.structs.replace(GOOD, decision=found)))
    assert [one.gate for one in judged] == asked(agreed)
    return {one.gate: one.outcome for one in judged}
