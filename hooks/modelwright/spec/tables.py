"""The tables of the spec. They are the reference: the JSON Schema and the page of the spec are generated from them."""

from datetime import date
from typing import Annotated, Literal, get_args

from msgspec import Meta, Struct

Task = Literal["binary", "multiclass", "regression"]
Risk = Literal["minimal", "limited", "high"]
Serving = Literal["batch", "online"]
Status = Literal["development", "production"]

BinaryMetric = Literal["roc_auc", "average_precision", "log_loss", "brier_score"]
MulticlassMetric = Literal["accuracy", "balanced_accuracy", "f1_macro", "log_loss"]
RegressionMetric = Literal["mean_absolute_error", "root_mean_squared_error", "r2"]
Metric = Literal[
    "roc_auc",
    "average_precision",
    "log_loss",
    "brier_score",
    "accuracy",
    "balanced_accuracy",
    "f1_macro",
    "mean_absolute_error",
    "root_mean_squared_error",
    "r2",
]
METRICS: dict[Task, tuple[str, ...]] = {
    "binary": get_args(BinaryMetric),
    "multiclass": get_args(MulticlassMetric),
    "regression": get_args(RegressionMetric),
}

LOWER_IS_BETTER = {"log_loss", "brier_score", "mean_absolute_error", "root_mean_squared_error"}

Text = Annotated[str, Meta(min_length=1)]
Columns = tuple[Annotated[str, Meta(min_length=1)], ...]


class Table(Struct, frozen=True, forbid_unknown_fields=True):
    """A table of the spec: immutable, and closed to keys that it does not name."""


class Model(Table, frozen=True):
    """What the model is."""

    name: Annotated[Text, Meta(description="The name of the model and of its repository.")]
    package: Annotated[str, Meta(description="The Python package under `src/`.", pattern=r"^[a-z][a-z0-9_]*$")]
    description: Annotated[Text, Meta(description="What the model does, in one sentence for everybody.")]
    task: Annotated[Task, Meta(description="What is predicted: one of two classes, one of many, or a number.")]
    risk: Annotated[Risk, Meta(description="The risk tier: how much harm a wrong prediction can do.")]
    serving: Annotated[Serving, Meta(description="Whether rows are scored in batches or one request at a time.")]
    status: Annotated[
        Status,
        Meta(description="`production` once decisions are taken with it; a higher tier then asks for approvals."),
    ] = "development"


class Owner(Table, frozen=True):
    """Who answers for the model."""

    team: Annotated[Text, Meta(description="The team that owns the model.")]
    contact: Annotated[Text, Meta(description="Where the team is reached: an e-mail address or a URL.")]


class Use(Table, frozen=True):
    """What the model is for, and what it is not for."""

    unit: Annotated[Text, Meta(description="What the rows are, in the plural, such as `customers`.")]
    outcome: Annotated[Text, Meta(description="What is predicted, such as `default next month`.")]
    purpose: Annotated[Text, Meta(description="The decision that the prediction serves.")]
    out_of_scope: Annotated[Text, Meta(description="What the prediction must not be used for.")]
    limits: Annotated[Text, Meta(description="What is known to be weak or unknown about it.")]


class Data(Table, frozen=True):
    """The data that the model learns from."""

    path: Annotated[Text, Meta(description="The data file, relative to the repository.")]
    expectations: Annotated[Text, Meta(description="The Great Expectations suite, relative to the repository.")]
    source: Annotated[Text, Meta(description="Where the data come from.")]
    licence: Annotated[Text, Meta(description="The licence of the data, as an SPDX identifier where it has one.")]
    citation: Annotated[Text, Meta(description="How the source asks to be cited.")]
    target: Annotated[Text, Meta(description="The column that is predicted.")]
    positive: Annotated[
        int | str | bool | None,
        Meta(description="Binary tasks: the value of the target whose probability is predicted."),
    ] = None
    keys: Annotated[Columns, Meta(description="The columns that identify a row. Never features.")] = ()
    leaking: Annotated[
        Columns, Meta(description="Columns that are only known once the outcome is. Never features.")
    ] = ()
    protected: Annotated[
        Columns, Meta(description="Columns that describe a protected characteristic. Never features.")
    ] = ()
    protected_reason: Annotated[
        Text | None, Meta(description="Why no column is protected, where none is. The tier `high` asks for it.")
    ] = None


class Features(Table, frozen=True):
    """The columns that the model may look at."""

    numeric: Annotated[Columns, Meta(description="Columns whose order and distance mean something.")] = ()
    categorical: Annotated[
        Columns, Meta(description="Columns whose values are names, even where they are digits.")
    ] = ()

    @property
    def names(self) -> list[str]:
        """The feature columns: the numeric ones, then the categorical ones."""
        return [*self.numeric, *self.categorical]


class Split(Table, frozen=True):
    """Which rows are held out, never to be seen by training or tuning."""

    strategy: Annotated[
        Literal["random", "time"],
        Meta(description="`random` holds out rows by a hash of their keys; `time` holds out the newest."),
    ]
    holdout: Annotated[float, Meta(gt=0, lt=0.9, description="The share of rows held out.")] = 0.2
    column: Annotated[
        str | None, Meta(description="The time column of a split by time. Rows of equal time stay together.")
    ] = None
    group: Annotated[
        Text | None,
        Meta(description="A column whose rows of one value stay on one side of a random split, and in one fold."),
    ] = None
    seed: Annotated[int, Meta(ge=0, description="Seeds the split, the folds, the model and the intervals.")] = 0


class Tuning(Table, frozen=True):
    """What tuning may spend."""

    trials: Annotated[int, Meta(ge=1, le=10_000, description="How many settings of the hyperparameters are tried.")] = (
        10
    )
    folds: Annotated[int, Meta(ge=2, le=50, description="How many folds score each setting.")] = 3


class Bound(Table, frozen=True):
    """The worst value of a metric that keeps the promise: `at_least` where higher is better, else `at_most`."""

    at_least: Annotated[float | None, Meta(description="The lower bound of the interval must reach this.")] = None
    at_most: Annotated[float | None, Meta(description="The upper bound of the interval must not pass this.")] = None


class Margins(Table, frozen=True):
    """By how much the headline metric must be ahead of each baseline, in the metric's own unit.

    A negative margin says by how much it may fall behind: for a model that is itself as simple as the baseline.
    """

    dummy: Annotated[float, Meta(ge=0, description="Ahead of a model that ignores the features.")]
    linear: Annotated[float, Meta(description="Ahead of a linear model on the same features.")]


class Promises(Table, frozen=True):
    """What the team promises. Every line here is a gate."""

    headline: Annotated[Metric, Meta(description="The metric that tuning optimises and that people quote.")]
    quality: Annotated[
        dict[Metric, Bound], Meta(min_length=1, description="The worst value of each metric on the holdout.")
    ]
    margins: Annotated[Margins, Meta(description="How far the model must be ahead of simpler ones.")]
    confidence: Annotated[float, Meta(ge=0.5, lt=1, description="The level of every interval.")] = 0.95
    single_feature: Annotated[
        float,
        Meta(
            gt=0,
            le=1,
            description="A feature that alone explains the target this well (AUC, balanced accuracy or R2) is a leak.",
        ),
    ] = 0.95


class Waiver(Table, frozen=True):
    """A promise or a rule lifted on purpose, by somebody, until a day."""

    lifts: Annotated[Text, Meta(description="The id of the check whose findings are lifted.")]
    reason: Annotated[str, Meta(min_length=10, description="Why, in a sentence that an auditor understands.")]
    approver: Annotated[Text, Meta(description="Who approved it: a person, not a team.")]
    expires: Annotated[date, Meta(description="The last day on which it holds.")]
    path: Annotated[
        Text | None, Meta(description="A pattern of the files that it holds for, such as `data/*.csv`; all without it.")
    ] = None


class Approval(Table, frozen=True):
    """Somebody's yes to a promise, to a page or to a change, on a day. A record: it stays when another one comes."""

    of: Annotated[
        Text,
        Meta(
            description="What was approved: a key of the spec, such as `promises.quality.roc_auc` or `promises` for "
            "all of them, or a page, such as `docs/impact-assessment.md`."
        ),
    ]
    by: Annotated[Text, Meta(description="Who approved it: a person, not a team.")]
    on: Annotated[date, Meta(description="The day on which it was approved.")]
    role: Annotated[
        Text | None, Meta(description="What makes it theirs to approve, such as `head of credit risk`.")
    ] = None
    note: Annotated[
        Text | None, Meta(description="On what condition or evidence, such as the minutes of a meeting.")
    ] = None

    def covers(self, key: str) -> bool:
        """Whether it is of this key or page, or of a table or folder around it."""
        around = self.of.rstrip("/.")
        return key == around or key.startswith((f"{around}.", f"{around}/"))


class Spec(Table, frozen=True):
    """What a team promises of its model."""

    model: Model
    owner: Owner
    use: Use
    data: Data
    features: Features
    split: Split
    promises: Promises
    tuning: Tuning = Tuning()
    waivers: tuple[Waiver, ...] = ()
    approvals: tuple[Approval, ...] = ()

    @property
    def columns(self) -> dict[str, tuple[str, ...]]:
        """The keys that name columns of the data file, such as `data.keys`, and the columns that they name."""
        return {
            "data.target": (self.data.target,),
            "data.keys": self.data.keys,
            "data.leaking": self.data.leaking,
            "data.protected": self.data.protected,
            "features.numeric": self.features.numeric,
            "features.categorical": self.features.categorical,
            "split.column": (self.split.column,) if self.split.column else (),
            "split.group": (self.split.group,) if self.split.group else (),
        }
