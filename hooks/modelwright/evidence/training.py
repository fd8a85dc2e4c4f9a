"""How a model came about."""

from typing import Any

from modelwright.evidence.record import Content, Fingerprints, Record


class Trial(Record, frozen=True):
    """One setting of the hyperparameters and its score on each fold (higher is better)."""

    parameters: dict[str, Any]
    scores: tuple[float, ...]

    @property
    def mean(self) -> float:
        """The mean score over the folds."""
        return sum(self.scores) / len(self.scores)


class Training(Record, frozen=True):
    """How the model came about."""

    commit: str | None
    fingerprints: Fingerprints
    environment: dict[str, str]
    rows: int
    seed: int
    estimator: str
    scorer: str
    trials: tuple[Trial, ...]
    chosen: dict[str, Any]
    model: str
    content: Content | None = None
    nested: tuple[float, ...] = ()
    search: str = ""
    budget: int = 0
    folds: int = 0
