"""What the model must do with cases that are written down (CheckList: Ribeiro et al., 2020)."""

import math
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
from msgspec import Meta

from modelwright.spec.base import Columns, Contradiction, Table, Text

if TYPE_CHECKING:
    from modelwright.spec.tables import Spec

CaseName = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=20)]
Value = int | float | str | bool
Values = tuple[Value, ...]
KINDS = ("invariance", "direction", "minimum")


class Change(Table, frozen=True):
    """What is changed in holdout rows, and in which of them.

    A changed number stays within what the training rows hold: beyond, a model can only guess. A row that the change
    leaves as it is does not count.
    """

    reason: Annotated[Text, Meta(description="Why it must be so, in words that a reader who knows the field believes.")]
    add: Annotated[dict[str, float], Meta(description="What is added to a numeric feature.")] = msgspec.field(
        default_factory=dict
    )
    times: Annotated[dict[str, float], Meta(description="What a numeric feature is multiplied by.")] = msgspec.field(
        default_factory=dict
    )
    set: Annotated[dict[str, Value], Meta(description="What a feature is set to, in every row.")] = msgspec.field(
        default_factory=dict
    )
    noise: Annotated[
        dict[str, float],
        Meta(description="Up to how much a numeric feature is moved to either side, such as its measuring precision."),
    ] = msgspec.field(default_factory=dict)
    shuffle: Annotated[Columns, Meta(description="Features whose values are taken from other rows.")] = ()
    where: Annotated[
        dict[str, Values], Meta(description="Only rows where each of these columns has one of these values.")
    ] = msgspec.field(default_factory=dict)
    above: Annotated[dict[str, float], Meta(description="Only rows where a column is more than this.")] = msgspec.field(
        default_factory=dict
    )
    below: Annotated[dict[str, float], Meta(description="Only rows where a column is less than this.")] = msgspec.field(
        default_factory=dict
    )
    of: Annotated[
        Value | None, Meta(description="Many classes: whose probability is watched. Without it, that of every class.")
    ] = None
    share: Annotated[
        float, Meta(gt=0, lt=1, description="The share of rows that must behave; the end of its interval counts.")
    ] = 0.95

    @property
    def columns(self) -> list[str]:
        """The columns that it changes, each as often as it does."""
        return [*self.add, *self.times, *self.set, *self.noise, *self.shuffle]


class Invariance(Change, frozen=True):
    """A change that must not matter: predictions stay where they are."""

    at_most: Annotated[
        float,
        Meta(ge=0, description="How far a prediction may move: a probability, or the unit of the target."),
    ] = 0.0


class Direction(Change, frozen=True, kw_only=True):
    """A change whose effect is known: predictions must not go the other way."""

    must_not: Annotated[
        Literal["rise", "fall"],
        Meta(description="Which way the predicted number, or the probability, must not go."),
    ]
    tolerance: Annotated[
        float, Meta(ge=0, description="How far it may go that way all the same: a step of a tree is no principle.")
    ] = 0.0


class Minimum(Table, frozen=True):
    """A case that is written out, and what anybody would expect of it."""

    reason: Annotated[Text, Meta(description="Why it must be so, in words that a reader who knows the field believes.")]
    case: Annotated[
        dict[str, Value],
        Meta(
            min_length=1,
            description="Values of features; `nan` is a missing number. Any other feature is typical: the median of "
            "the training rows, or their most common category.",
        ),
    ]
    at_least: Annotated[
        float | None, Meta(description="The least that may be predicted: a probability, or the unit of the target.")
    ] = None
    at_most: Annotated[
        float | None, Meta(description="The most that may be predicted: a probability, or the unit of the target.")
    ] = None
    predicts: Annotated[
        Value | None, Meta(description="Many classes: the class that must be predicted; bounds are of its probability.")
    ] = None


class BehaviourPromise(Table, frozen=True):
    """What the model must do with cases that are written down. The name of a case is the name of its gate."""

    rows: Annotated[
        int, Meta(ge=2, description="At most so many holdout rows are changed for a case; the seed draws them.")
    ] = 2000
    invariance: Annotated[
        dict[CaseName, Invariance], Meta(description="Changes that must not matter, by the name of the case.")
    ] = msgspec.field(default_factory=dict)
    direction: Annotated[
        dict[CaseName, Direction], Meta(description="Changes whose effect is known, by the name of the case.")
    ] = msgspec.field(default_factory=dict)
    minimum: Annotated[
        dict[CaseName, Minimum], Meta(description="Cases that are written out, by the name of the case.")
    ] = msgspec.field(default_factory=dict)


def contradictions(spec: "Spec") -> Iterator[Contradiction]:
    """What types alone cannot say of these keys."""
    promise = spec.promises.behaviour
    if promise is None:
        return
    seen: set[str] = set()
    for kind in KINDS:
        for name, case in getattr(promise, kind).items():
            keys = ("promises", "behaviour", kind, name)
            if name in seen:
                yield keys, f"{'.'.join(keys)}: another case has this name, and a gate has one"
            seen.add(name)
            facts = _of_minimum(spec, case) if isinstance(case, Minimum) else _of_change(spec, case)
            for key, fact in facts:
                yield (*keys, key), f"{'.'.join((*keys, key))}: {fact}"


def _of_change(spec: "Spec", case: Change) -> Iterator[tuple[str, str]]:
    if not case.columns:
        yield "reason", "changes nothing: give add, times, set, noise or shuffle"
    for column in sorted({one for one in case.columns if case.columns.count(one) > 1}):
        yield "reason", f"changes {column!r} twice"
    for key in ("add", "times", "set", "noise", "shuffle"):
        for column in getattr(case, key):
            if column not in spec.features.names:
                yield key, f"{column!r} is not a feature, so no change of it can matter"
            elif key in {"add", "times", "noise"} and column not in spec.features.numeric:
                yield key, f"{column!r} is not a numeric feature: use set"
    for key in ("add", "times", "noise", "above", "below"):
        yield from ((key, f"{column!r}: {found} is no number") for column, found in _odd(getattr(case, key)))
    yield from (("set", fact) for fact in _text_for_numbers(spec, case.set))
    if case.of is not None and spec.model.task != "multiclass":
        yield "of", f"a {spec.model.task} task has one prediction for each row"
    if case.of is None and spec.model.task == "multiclass" and isinstance(case, Direction):
        yield "of", "names the class whose probability is watched; a direction needs one"


def _of_minimum(spec: "Spec", case: Minimum) -> Iterator[tuple[str, str]]:
    for column in case.case:
        if column not in spec.features.names:
            yield "case", f"{column!r} is not a feature"
    yield from (("case", fact) for fact in _text_for_numbers(spec, case.case))
    yield from _of_expected(spec, case)


def _of_expected(spec: "Spec", case: Minimum) -> Iterator[tuple[str, str]]:
    bounds = [one for one in (case.at_least, case.at_most) if one is not None]
    if any(not math.isfinite(one) for one in bounds):
        yield "reason", "a bound is no number"
    if len(bounds) > 1 and bounds[0] > bounds[1]:
        yield "at_least", "is more than at_most"
    if (spec.model.task == "multiclass") != (case.predicts is not None):
        need = "names the class that must be predicted" if case.predicts is None else "is for many classes"
        yield "predicts", need
    elif spec.model.task != "multiclass" and not bounds:
        yield "reason", "expects nothing: give at_least or at_most"


def _odd(amounts: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    return ((column, found) for column, found in amounts.items() if not math.isfinite(found))


def _text_for_numbers(spec: "Spec", values: Mapping[str, Value]) -> Iterator[str]:
    for column, value in values.items():
        if column in spec.features.numeric and isinstance(value, str | bool):
            yield f"{column!r} is a numeric feature, and {value!r} is no number"
        elif isinstance(value, float) and math.isinf(value):
            yield f"{column!r}: {value} is no number"
