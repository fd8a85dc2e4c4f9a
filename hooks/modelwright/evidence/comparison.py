"""The model against the champion on the same rows, and against the baselines on the same folds."""

from typing import Literal

from modelwright.evidence.estimate import Estimate
from modelwright.evidence.record import Record

# What a model predicts for its holdout, beside the evidence.
PREDICTIONS = "reports/holdout.parquet"
Outcome = Literal["first", "champion", "better", "not worse", "worse", "cannot tell", "not comparable"]


class Subject(Record, frozen=True):
    """What a model predicts: two models of different subjects cannot be compared."""

    task: str
    target: str
    positive: str = ""
    classes: tuple[str, ...] = ()


class Champion(Record, frozen=True):
    """The model that this one was compared with, as git holds its evidence."""

    branch: str
    commit: str
    model: str


class Pairing(Record, frozen=True):
    """How the rows of the two models found each other.

    Args:
        rows: how many rows both models held out and predicted.
        champion_rows: how many rows of the champion's holdout its predictions were kept for.
        lost: how many of these are not held out any more.
        trained_on: how many of the lost ones the model was fitted on.
        ambiguous: identities that stand for rows with different predictions, and were left out.
    """

    rows: int
    champion_rows: int
    lost: int
    trained_on: int
    ambiguous: int = 0


class Difference(Record, frozen=True):
    """How far the model is ahead of the champion in a metric, on the same rows; positive is better."""

    metric: str
    estimate: Estimate


class PairedTest(Record, frozen=True):
    """A test of whether the two models differ at all.

    Args:
        test: `DeLong` of the area under the ROC curve, `McNemar` of errors.
        p_value: how often two models that are equally good would differ at least as much, by chance.
        statistic: what was held against its distribution.
        method: which distribution.
        only_champion: rows that the champion alone gets right; of McNemar.
        only_model: rows that the model alone gets right; of McNemar.
    """

    test: str
    p_value: float
    statistic: float
    method: str
    only_champion: int | None = None
    only_model: int | None = None


class FoldScores(Record, frozen=True):
    """The headline metric on the rows of one fold of training, by models that were fitted on the other folds."""

    rows: int
    model: float
    linear: float
    dummy: float


class Comparison(Record, frozen=True):
    """The model against the champion on the same rows, and against the baselines on the same folds.

    Args:
        outcome: what came out.
        fact: why there is nothing to compare with, or why it cannot be compared; empty otherwise.
        subject: what is predicted.
        predictions: a digest of what `reports/holdout.parquet` holds.
        kept_rows: how many rows' predictions are in it.
        headline: the metric that decides.
        champion: what it was compared with.
        pairing: on which rows.
        margin: by how much the headline may be behind, in its own unit.
        margin_from: what the margin was made from, in words.
        differences: of each metric of the task, the headline first.
        tests: whether the two differ at all.
        rows_needed: about how many rows could tell, where these cannot.
        folds: the headline on each fold of training.
        folds_fact: why there is none; empty otherwise.
    """

    outcome: Outcome
    fact: str
    subject: Subject
    predictions: str
    kept_rows: int
    headline: str
    champion: Champion | None = None
    pairing: Pairing | None = None
    margin: float | None = None
    margin_from: str = ""
    differences: tuple[Difference, ...] = ()
    tests: tuple[PairedTest, ...] = ()
    rows_needed: int | None = None
    folds: tuple[FoldScores, ...] = ()
    folds_fact: str = ""

    @property
    def deciding(self) -> Estimate | None:
        """The difference of the headline metric, where there is one."""
        return next((one.estimate for one in self.differences if one.metric == self.headline), None)
