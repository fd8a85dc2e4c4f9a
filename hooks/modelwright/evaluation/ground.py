"""What every theme of an evaluation measures on: the rows, the models, and what these predict."""

import warnings
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from modelwright.data.folds import folds
from modelwright.data.splits import split
from modelwright.errors import InputError, Refused
from modelwright.evaluation.baselines import BASELINES
from modelwright.evaluation.metrics import Floats, Scored, score
from modelwright.progress import track
from modelwright.repo import Repo
from modelwright.spec import SPEC_NAME, Spec

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Ground:
    """What is measured on. Whatever takes long is computed when a theme first asks for it, and once.

    Args:
        repo: where the model lies.
        frame: all rows, as loaded.
        model: the fitted model.
        training: the rows that the model was to be fitted on.
        holdout: the rows that the spec holds out.
        baselines: the fitted baselines by name.
        scored: what the model (`model`) and each baseline predict for the holdout.
    """

    repo: Repo
    frame: "pd.DataFrame"
    model: Any
    training: "pd.DataFrame"
    holdout: "pd.DataFrame"
    baselines: dict[str, Any]
    scored: dict[str, Scored]

    @classmethod
    def of(cls, repo: Repo, frame: "pd.DataFrame", model: Any) -> "Ground":
        """Split the rows, fit the baselines, and score the holdout."""
        spec = repo.spec
        training, holdout = split(frame, spec)
        if spec.model.task != "regression":
            lacking = sorted({*map(str, holdout[spec.data.target])} - {*map(str, model.classes_)})
            if lacking:
                fact = f"the model was never shown class {', '.join(lacking[:5])} [class-missing]"
                raise Refused([f"{repo.shown(SPEC_NAME)}: {fact}"])
        X, y = training[spec.features.names], training[spec.data.target]
        baselines = {}
        for name, build in track([*BASELINES.items()], "baseline"):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # a baseline that stops early is still a baseline
                baselines[name] = build(spec).fit(X, y)
        scored = {"model": scored_by(repo, model, holdout)}
        scored |= {name: scored_by(repo, one, holdout) for name, one in baselines.items()}
        return cls(repo, frame, model, training, holdout, baselines, scored)

    @property
    def spec(self) -> Spec:
        """The spec."""
        return self.repo.spec

    @property
    def seed(self) -> int:
        """Seeds everything that is drawn."""
        return self.spec.split.seed

    @property
    def classes(self) -> list[str]:
        """The names of the classes in the order of the model; none of a number."""
        return [] if self.spec.model.task == "regression" else [str(name) for name in self.model.classes_]

    @property
    def together(self) -> str | None:
        """The column whose equal values are not independent of each other, and are drawn together: a time, a group."""
        return self.spec.split.column or self.spec.split.group

    @cached_property
    def blocks(self) -> Floats | None:
        """Shape (holdout rows,): rows of equal value are drawn together; None where rows are independent."""
        return self.holdout[self.together].to_numpy() if self.together else None

    @cached_property
    def again(self) -> Any:
        """A clone of the model, fitted on the training rows alone."""
        from sklearn.base import clone

        return clone(self.model).fit(self.training[self.spec.features.names], self.training[self.spec.data.target])

    @cached_property
    def out_of_fold(self) -> tuple["np.typing.NDArray[np.intp]", Scored]:
        """What clones of the model predict for training rows that they were not fitted on: validation data.

        Returns:
            Positions in `training`, rising, shape (rows,); and the scores of these rows. A split by time has no
            prediction for its oldest rows, which nothing older could predict.
        """
        from sklearn.base import clone

        spec, training = self.spec, self.training
        X, y = training[spec.features.names], training[spec.data.target]
        places, parts = [], []
        cv = folds(spec, training)
        for fitted, held in cv if isinstance(cv, list) else cv.split(X, y):
            one = clone(self.model).fit(X.iloc[fitted], y.iloc[fitted])
            places.append(np.asarray(held))
            parts.append(self._held_by(one, training.iloc[held]))
        order = np.argsort(np.concatenate(places), kind="stable")
        truth = np.concatenate([one.truth for one in parts])[order]
        return np.concatenate(places)[order], Scored(truth, np.concatenate([one.scores for one in parts])[order])

    def _held_by(self, clone: Any, rows: "pd.DataFrame") -> Scored:
        """What a clone predicts for a fold. Of a class that it was not shown, it says that there is no chance of it."""
        X, y = rows[self.spec.features.names], rows[self.spec.data.target]
        if self.spec.model.task == "regression":
            return Scored(np.asarray(y, dtype=float), np.asarray(clone.predict(X), dtype=float))
        known = list(self.model.classes_)
        codes = {name: code for code, name in enumerate(known)}
        found = np.asarray(clone.predict_proba(X), dtype=float)
        aligned = np.zeros((len(rows), len(known)))
        aligned[:, [codes[name] for name in clone.classes_]] = found
        if self.spec.model.task == "binary":
            positive = self.spec.data.positive
            return Scored((np.asarray(y) == positive).astype(float), aligned[:, codes[positive]])
        return Scored(np.array([codes[name] for name in y.tolist()], dtype=float), aligned)

    def predict(self, rows: "pd.DataFrame") -> Scored:
        """What the model predicts for other rows that have the target, such as corrupted ones of the holdout.

        Raises:
            InputError: a prediction is not a finite number, or a class is one that the model was never shown.
        """
        return scored_by(self.repo, self.model, rows)


def scored_by(repo: Repo, model: Any, rows: "pd.DataFrame") -> Scored:
    """What a model predicts for rows, beside what happened."""
    spec = repo.spec
    X, y = rows[spec.features.names], rows[spec.data.target]
    try:
        return score(model, X, y, task=spec.model.task, positive=spec.data.positive)
    except ValueError as error:
        raise InputError(repo.shown(repo.model_path), str(error)) from error
