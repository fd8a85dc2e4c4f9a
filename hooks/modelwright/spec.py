"""The spec: `model.toml`, where a team writes what its model promises, and nowhere else.

The types here are the reference: the JSON Schema that editors complete from and the reference page are generated from
them, and loading refuses whatever they do not name.
"""

import math
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import msgspec
from msgspec import Meta, Struct

from modelwright.errors import InputError
from modelwright.toml_lines import line_of

SPEC_NAME = "model.toml"

Task = Literal["binary", "multiclass", "regression"]
Risk = Literal["minimal", "limited", "high"]
Serving = Literal["batch", "online"]

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


def load_spec(path: Path) -> Spec:
    """Read and validate a spec.

    Raises:
        InputError: the file is missing, is not TOML, or breaks a rule; names the line.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(path, error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise InputError(path, "is not UTF-8 text") from error
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        match = re.search(r"\(at line (\d+), column \d+\)", str(error))
        fact = str(error).replace(match[0], "") if match else str(error)
        raise InputError(path, f"not valid TOML: {fact}", line=int(match[1]) if match else None) from error
    try:
        spec = msgspec.convert(raw, Spec)
    except msgspec.ValidationError as error:
        fact, _, place = str(error).partition(" - at `$")
        keys = tuple(re.findall(r"\.([^.\[`]+)", re.sub(r"\[[^\]]*\]", "", place)))
        unknown = re.search(r"unknown field `(.+)`", fact)
        keys += (unknown[1],) if unknown else ()
        where = ".".join(keys)
        raise InputError(path, f"{where}: {fact}" if where else fact, line=line_of(text, keys)) from error
    for keys, fact in contradictions(spec):
        raise InputError(path, fact, line=line_of(text, keys))
    return spec


Contradiction = tuple[tuple[str, ...], str]


def contradictions(spec: Spec) -> Iterator[Contradiction]:
    """What types alone cannot say: the keys at fault and the fact."""
    task, strategy = spec.model.task, spec.split.strategy
    if (task == "binary") != (spec.data.positive is not None):
        need = "needs a" if task == "binary" else "has no"
        yield ("data", "positive"), f"data.positive: a {task} task {need} positive class"
    if not spec.features.names:
        yield ("features",), "features: at least one column is needed"
    if (strategy == "time") != (spec.split.column is not None):
        need = "needs a" if strategy == "time" else "has no"
        yield ("split", "column"), f"split.column: a {strategy} split {need} time column"
    yield from _columns_with_two_roles(spec)
    yield from _impossible_promises(spec)


def _columns_with_two_roles(spec: Spec) -> Iterator[Contradiction]:
    """`data.leaking` is not among the roles: that a leaking column is a feature is a finding, not a mistake."""
    seen: dict[str, str] = {}
    roles = {
        "data.target": (spec.data.target,),
        "data.keys": spec.data.keys,
        "data.protected": spec.data.protected,
        "features.numeric": spec.features.numeric,
        "features.categorical": spec.features.categorical,
    }
    for role, columns in roles.items():
        for column in columns:
            if column in seen:
                yield (*role.split("."),), f"{role}: {column!r} is also in {seen[column]}"
            seen[column] = role


def _impossible_promises(spec: Spec) -> Iterator[Contradiction]:
    allowed = METRICS[spec.model.task]
    promised: list[tuple[tuple[str, ...], str]] = [(("promises", "headline"), spec.promises.headline)]
    promised += [(("promises", "quality", metric), metric) for metric in spec.promises.quality]
    for keys, metric in promised:
        if metric not in allowed:
            yield keys, f"{'.'.join(keys)}: {metric} does not fit a {spec.model.task} task; use {', '.join(allowed)}"
    for name, bound in spec.promises.quality.items():
        side, value = ("at_most", bound.at_most) if name in LOWER_IS_BETTER else ("at_least", bound.at_least)
        if value is None or len({bound.at_least, bound.at_most}) == 1 or None not in {bound.at_least, bound.at_most}:
            yield ("promises", "quality", name), f"promises.quality.{name}: give {side}, and nothing else"
        elif not math.isfinite(value):
            yield ("promises", "quality", name), f"promises.quality.{name}.{side}: {value} promises nothing"
    for baseline, margin in (("dummy", spec.promises.margins.dummy), ("linear", spec.promises.margins.linear)):
        if not math.isfinite(margin):
            yield ("promises", "margins", baseline), f"promises.margins.{baseline}: {margin} promises nothing"


def json_schema() -> dict[str, Any]:
    """The JSON Schema of the spec (draft 2020-12), for editors."""
    import inspect

    schema = msgspec.json.schema(Spec)
    for table in schema["$defs"].values():
        # Python 3.13 takes the indentation off docstrings; the schema is the same on every version.
        table["description"] = inspect.cleandoc(table["description"])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "The spec of a model", **schema}
