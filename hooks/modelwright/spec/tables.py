"""The tables of the spec. They are the reference: the JSON Schema and the page of the spec are generated from them."""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta

from modelwright.spec import measures
from modelwright.spec.base import Share, Table, Text
from modelwright.spec.measures import Task
from modelwright.spec.promised.behaviour import BehaviourPromise
from modelwright.spec.promised.calibration import CalibrationPromise
from modelwright.spec.promised.comparison import ChampionPromise
from modelwright.spec.promised.decision import DecisionPromise
from modelwright.spec.promised.efficiency import EfficiencyPromise
from modelwright.spec.promised.fairness import FairnessPromise
from modelwright.spec.promised.importance import ImportancePromise
from modelwright.spec.promised.leaks import LeaksPromise
from modelwright.spec.promised.privacy import PrivacyPromise
from modelwright.spec.promised.reproducibility import ReproducibilityPromise
from modelwright.spec.promised.robustness import RobustnessPromise
from modelwright.spec.promised.slices import SlicesPromise
from modelwright.spec.rows import Data, Features, Split

Risk = Literal["minimal", "limited", "high"]
Serving = Literal["batch", "online"]
Status = Literal["development", "production"]
Search = Literal["random", "optuna"]

Metric = Annotated[str, Meta(min_length=1, extra_json_schema={"anyOf": measures.schema()})]


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


class Tuning(Table, frozen=True):
    """What tuning may spend."""

    trials: Annotated[int, Meta(ge=1, le=10_000, description="How many settings of the hyperparameters are tried.")] = (
        10
    )
    folds: Annotated[int, Meta(ge=2, le=50, description="How many folds score each setting.")] = 3
    nested: Annotated[
        Annotated[int, Meta(ge=2, le=50)] | None,
        Meta(
            description="How many outer folds measure the tuning itself, on training rows; see `nested` on the page "
            "about splits."
        ),
    ] = None
    search: Annotated[
        Search | None,
        Meta(
            description="How settings are found: `random` draws them (scikit-learn), and is the default; `optuna` "
            "learns from those that were scored, and must be installed."
        ),
    ] = None


class Bound(Table, frozen=True):
    """The worst value of a metric that keeps the promise: `at_least` where higher is better, else `at_most`.

    A coverage has both: too much of it is as wrong as too little.
    """

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
        dict[Metric, Bound],
        Meta(
            min_length=1,
            description="The worst value of each metric on the holdout. `scorer:NAME` is a scorer of scikit-learn, and "
            "`metrics:NAME` a function of the package's own `metrics.py`.",
        ),
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
    overlap: Annotated[
        float,
        Meta(
            ge=0, le=1, description="The share of holdout rows that may have an equal or nearly equal row in training."
        ),
    ] = 0.01
    mutation_score: Annotated[
        Share | None,
        Meta(
            description="The share of corruptions that the suite must notice, where it is more than the risk tier asks "
            "for: 0.7 at `minimal`, 0.8 at `limited`, 0.9 at `high`."
        ),
    ] = None
    champion: Annotated[
        ChampionPromise | None, Meta(description="How the model must compare with the one in production.")
    ] = None
    slices: Annotated[
        SlicesPromise | None, Meta(description="How far a part of the rows may lie behind the whole.")
    ] = None
    fairness: Annotated[
        FairnessPromise | None, Meta(description="How differently groups of a protected attribute may be treated.")
    ] = None
    calibration: Annotated[
        CalibrationPromise | None, Meta(description="How far predictions may be from what they say.")
    ] = None
    decision: Annotated[DecisionPromise | None, Meta(description="What decisions with the model must be worth.")] = None
    behaviour: Annotated[
        BehaviourPromise | None, Meta(description="What the model must do with cases that are written down.")
    ] = None
    robustness: Annotated[
        RobustnessPromise | None, Meta(description="How much worse rows that production breaks may make it.")
    ] = None
    leaks: Annotated[LeaksPromise | None, Meta(description="When a model knows what it cannot know.")] = None
    reproducibility: Annotated[
        ReproducibilityPromise | None, Meta(description="How far predictions of one model may differ.")
    ] = None
    efficiency: Annotated[
        EfficiencyPromise | None, Meta(description="What the model may cost in time, memory and size.")
    ] = None
    privacy: Annotated[
        PrivacyPromise | None, Meta(description="How much it may tell about who was in its training rows.")
    ] = None
    importance: Annotated[ImportancePromise | None, Meta(description="What each feature must buy.")] = None


THEMES = (
    "champion",
    "slices",
    "fairness",
    "calibration",
    "decision",
    "behaviour",
    "robustness",
    "leaks",
    "reproducibility",
    "efficiency",
    "privacy",
    "importance",
)
"""The keys of `promises` that are tables of a theme of the evaluation."""


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
            "split.stratify": (self.split.stratify,) if self.split.stratify else (),
            "data.time": (self.data.time,) if self.data.time else (),
            "data.personal": self.data.personal,
            "data.quasi_identifiers": self.data.quasi_identifiers,
            "data.not_personal": self.data.not_personal,
        }
