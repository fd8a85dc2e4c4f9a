"""What decisions with the model must be worth."""

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

from modelwright.spec.base import Contradiction, Share, Table, Text

if TYPE_CHECKING:
    from modelwright.spec.tables import Spec

_KEYS = {
    "binary": ("values", "capacity", "threshold"),
    "multiclass": ("cost_wrong", "costs"),
    "regression": ("cost_over", "cost_under"),
}
Cost = Annotated[float, Meta(ge=0)]


class Values(Table, frozen=True):
    """What each outcome of a decision is worth, in money; a cost is negative.

    A case is positive when it is acted on: a true positive is acted on rightly, a false negative is missed.
    """

    true_positive: Annotated[float, Meta(description="Acted on, and it was a case.")] = 0.0
    false_positive: Annotated[float, Meta(description="Acted on, and it was none.")] = 0.0
    false_negative: Annotated[float, Meta(description="Not acted on, and it was a case.")] = 0.0
    true_negative: Annotated[float, Meta(description="Not acted on, and it was none.")] = 0.0


class Present(Table, frozen=True):
    """What decides today: a column of the data, and for two classes the values of it that are acted on."""

    column: Annotated[Text, Meta(description="The column; a missing value is not acted on.")]
    at_least: Annotated[float | None, Meta(description="Two classes: acted on from this value.")] = None
    at_most: Annotated[float | None, Meta(description="Two classes: acted on up to this value.")] = None
    equals: Annotated[
        str | int | float | bool | None, Meta(description="Two classes: acted on where the column holds this.")
    ] = None

    @property
    def bounds(self) -> int:
        """How many conditions there are."""
        return sum(one is not None for one in (self.at_least, self.at_most, self.equals))


class DecisionPromise(Table, frozen=True):
    """What decisions with the model must be worth, in money, against what decides today."""

    currency: Annotated[Text, Meta(description="What is counted, such as `EUR` or `bikes`.")] = "EUR"
    values: Annotated[Values | None, Meta(description="Two classes: what each outcome is worth.")] = None
    cost_wrong: Annotated[Cost | None, Meta(description="Many classes: the cost of a wrong class.")] = None
    costs: Annotated[
        dict[str, dict[str, Cost]] | None,
        Meta(description="Many classes: other costs, first by the true class, then by the one that was named."),
    ] = None
    cost_over: Annotated[Cost | None, Meta(description="Numbers: the cost of each unit too many.")] = None
    cost_under: Annotated[Cost | None, Meta(description="Numbers: the cost of each unit too few.")] = None
    present: Annotated[
        str | Present | None,
        Meta(
            description="What decides today. Two classes: `none` (nobody is acted on), `all`, or a column. Many: a "
            "class that all are taken for, or a column. Numbers: a column. Without it: `none`, the commonest class, or "
            "the one number that was best in training."
        ),
    ] = None
    capacity: Annotated[
        Annotated[float, Meta(gt=0, le=1)] | None,
        Meta(description="Two classes: the largest share of cases that can be acted on."),
    ] = None
    threshold: Annotated[
        Share | None,
        Meta(description="Two classes: the probability from which is acted; validation data choose it without."),
    ] = None
    at_least: Annotated[
        float, Meta(description="What 1,000 decisions with the model must be worth more than today's.")
    ] = 0.0

    @property
    def is_priced(self) -> bool:
        """Whether it says what anything costs."""
        return any(one is not None for one in (self.values, self.cost_wrong, self.cost_over, self.cost_under))


def contradictions(spec: "Spec") -> Iterator[Contradiction]:
    """What types alone cannot say of these keys."""
    promise = spec.promises.decision
    if promise is None:
        return
    for key, fact in _facts(spec, promise):
        yield ("promises", "decision", key), f"promises.decision.{key}: {fact}"


def _facts(spec: "Spec", promise: DecisionPromise) -> Iterator[tuple[str, str]]:
    task = spec.model.task
    for other, keys in _KEYS.items():
        for key in keys:
            if other != task and getattr(promise, key) is not None:
                yield key, f"does not fit a {task} task"
    yield from _odd_prices(promise)
    if isinstance(promise.present, str) and task == "binary" and promise.present not in {"none", "all"}:
        yield "present", f"{promise.present!r} is neither none nor all; a column is written {{ column = ... }}"
    if isinstance(promise.present, str) and task == "regression":
        yield "present", "for a number, give a column, or nothing for one number for all"
    if isinstance(promise.present, Present) and (promise.present.bounds == 1) != (task == "binary"):
        need = "give one of at_least, at_most and equals" if task == "binary" else "a column alone says it"
        yield "present", need
    if not math.isfinite(promise.at_least):
        yield "at_least", f"{promise.at_least} promises nothing"


def _odd_prices(promise: DecisionPromise) -> Iterator[tuple[str, str]]:
    values = promise.values
    if values is not None:
        numbers = (values.true_positive, values.false_positive, values.false_negative, values.true_negative)
        if not all(map(math.isfinite, numbers)):
            yield "values", "are not finite numbers"
        elif values.true_positive <= values.false_negative:
            yield "values", "a case that is acted on must be worth more than one that is missed"
        elif values.true_negative <= values.false_positive:
            yield "values", "acting on what is no case must be worth less than leaving it: else act on all"
    if promise.costs is not None and promise.cost_wrong is None:
        yield "cost_wrong", "is needed: the cost of a wrong class that costs does not name"
    if (promise.cost_over is None) != (promise.cost_under is None):
        yield "cost_over" if promise.cost_over is None else "cost_under", "cost_over and cost_under go together"
    elif promise.cost_over is not None and promise.cost_over + (promise.cost_under or 0) == 0:
        yield "cost_over", "nothing costs anything"
    every = [promise.cost_wrong, promise.cost_over, promise.cost_under]
    every += [cost for row in (promise.costs or {}).values() for cost in row.values()]
    if not all(one is None or math.isfinite(one) for one in every):
        yield "cost_wrong" if promise.cost_wrong is not None else "cost_over", "costs are not finite numbers"
