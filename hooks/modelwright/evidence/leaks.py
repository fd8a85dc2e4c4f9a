"""Traps for a model that knows what it cannot know."""

from modelwright.evidence.estimate import Estimate
from modelwright.evidence.record import Record


class Copies(Record, frozen=True):
    """Rows that are there more than once.

    Args:
        rows: that `load` gives.
        rows_in_file: that the data file has; None of a file of another kind than Parquet and CSV.
        repeated_keys: rows whose keys another row has before them; None where the spec names no keys.
        repeated_in_holdout: rows of the holdout that are equal to another one before them.
    """

    rows: int
    rows_in_file: int | None
    repeated_keys: int | None
    repeated_in_holdout: int


class Changed(Record, frozen=True):
    """A feature that changed, and in how many of the rows that were compared."""

    feature: str
    rows: int


class Dependence(Record, frozen=True):
    """Which features changed when rows of the file did that they must not know of.

    Args:
        compared: rows whose features were compared.
        changed: the features that differ; most rows first.
        why_not: why nothing could be compared; empty where it was.
    """

    compared: int = 0
    changed: tuple[Changed, ...] = ()
    why_not: str = ""


class Aggregate(Record, frozen=True):
    """A feature that is the mean of the target over the rows of each of its values, closer than chance allows.

    Args:
        feature: its name.
        values: how many values were compared.
        ratio: how far the means are from it, as a share of what chance alone would give.
    """

    feature: str
    values: int
    ratio: float


class Order(Record, frozen=True):
    """Time: what was fitted lies before what is predicted.

    Args:
        late: rows that the model was fitted on and that are not older than the oldest row held out.
        inflation: of a random split, by how much folds drawn at random look better than predicting later rows from
            earlier ones, as a share of the lead over the dummy baseline.
    """

    late: int | None = None
    inflation: Estimate | None = None


class Classes(Record, frozen=True):
    """Classes of the rows that a side lacks."""

    known: int
    not_in_training: tuple[str, ...] = ()
    not_in_holdout: tuple[str, ...] = ()


class Telling(Record, frozen=True):
    """How far a feature lies apart on the two sides of the split: Kolmogorov-Smirnov, or total variation of names."""

    feature: str
    distance: float


class Sides(Record, frozen=True):
    """How well a classifier tells holdout rows from training rows: 0.5 is not at all."""

    auc: Estimate
    features: tuple[Telling, ...]


class LeadLeft(Record, frozen=True):
    """A lead over the dummy baseline in the headline metric, as a share of the model's own lead.

    Args:
        metric: the headline metric.
        share: the share, with its interval.
        lead: the model's own lead, in the metric's unit.
    """

    metric: str
    share: Estimate
    lead: float


class Tuned(Record, frozen=True):
    """Whether the settings were chosen on the folds of the training rows.

    Args:
        trials: how many settings were tried.
        best: whether the chosen one has the best mean score of them.
        deviation: the largest difference between its recorded fold scores and those that the folds give when they are
            computed again, as a share of the score; None where they are not those of so many folds.
        why_not: why the folds cannot be scored again; empty where they can.
    """

    trials: int
    best: bool
    deviation: float | None
    why_not: str = ""


class Leaks(Record, frozen=True):
    """Traps for a model that knows what it cannot know.

    Args:
        copies: rows that are there more than once.
        of_targets: features that changed when outcomes of held-out rows did.
        of_rows: features of training rows that changed when the held-out rows were taken away.
        aggregates: features that are means of the target.
        order: whether what was fitted lies before what is predicted.
        classes: classes that a side lacks; None of a number.
        sides: how well the two sides of the split are told apart.
        permuted: what is left of the lead when the labels of training are shuffled.
        tuned: how the settings were chosen; None without the evidence of this model's training.
        optimism: how much better the model is on the holdout than on folds of training rows; None by time.
    """

    copies: Copies
    of_targets: Dependence
    of_rows: Dependence
    aggregates: tuple[Aggregate, ...] = ()
    order: Order = Order()
    classes: Classes | None = None
    sides: Sides | None = None
    permuted: LeadLeft | None = None
    tuned: Tuned | None = None
    optimism: LeadLeft | None = None
