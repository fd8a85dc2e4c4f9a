"""What each feature must buy."""

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

from modelwright.spec.base import Contradiction, Share, Table

if TYPE_CHECKING:
    from modelwright.spec.tables import Spec


class ImportancePromise(Table, frozen=True):
    """What each feature must buy."""

    worth: Annotated[
        Annotated[float, Meta(ge=0)] | None,
        Meta(
            description="What scrambling a feature must cost, in the unit of the headline metric, for it to buy "
            "anything. Left out, it is a hundredth of the model's lead over the dummy baseline."
        ),
    ] = None
    idle: Annotated[
        Share, Meta(description="The share of the features that may be shown to buy nothing, twins counted together.")
    ] = 0.5
    costs: Annotated[
        dict[str, Annotated[float, Meta(ge=0)]] | None,
        Meta(
            description="What a feature costs, in the unit of the headline metric: the least that it must buy to be "
            "kept, such as `{ bureau_score = 0.01 }`."
        ),
    ] = None


def contradictions(spec: "Spec") -> Iterator[Contradiction]:
    """What types alone cannot say of these keys."""
    promise = spec.promises.importance
    if promise is None:
        return
    if promise.worth is not None and not math.isfinite(promise.worth):
        yield ("promises", "importance", "worth"), f"promises.importance.worth: {promise.worth} promises nothing"
    for column, cost in (promise.costs or {}).items():
        keys = ("promises", "importance", "costs")
        if column not in spec.features.names:
            yield keys, f"promises.importance.costs: {column!r} is not a feature"
        elif not math.isfinite(cost):
            yield keys, f"promises.importance.costs: {cost} promises nothing"
