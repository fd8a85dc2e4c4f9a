"""How quality grows with rows, and with the settings of the model."""

from modelwright.evidence.estimate import Estimate
from modelwright.evidence.record import Record


class Size(Record, frozen=True):
    """The headline metric of clones that were fitted on a share of the training rows."""

    rows: int
    clones: int
    holdout: Estimate
    training: float


class Setting(Record, frozen=True):
    """One hyperparameter as the trials had it, rising, and the score of each on each fold."""

    name: str
    values: tuple[float, ...]
    scores: tuple[tuple[float, ...], ...]
    rank_correlation: float
    best_at_edge: bool


class Search(Record, frozen=True):
    """What the trials say of the search: what the last doubling of their number bought, and each hyperparameter."""

    scorer: str
    trials: int
    last_doubling: Estimate | None
    settings: tuple[Setting, ...]


class Learning(Record, frozen=True):
    """How quality grows with rows, and with the settings of the model; gains are positive, whatever the metric."""

    metric: str
    sizes: tuple[Size, ...]
    doubled: Estimate | None = None
    halved: Estimate | None = None
    gap: Estimate | None = None
    search: Search | None = None
