"""When a model knows what it cannot know."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

from modelwright.spec.base import Contradiction, Share, Table

if TYPE_CHECKING:
    from modelwright.spec.tables import Spec


class LeaksPromise(Table, frozen=True):
    """When a model knows what it cannot know."""

    dependent: Annotated[
        Share,
        Meta(description="The share of rows whose features may change when held-out rows or their outcomes do."),
    ] = 0.0
    sides: Annotated[
        Annotated[float, Meta(ge=0.5, le=1)] | None,
        Meta(
            description="The AUC with which a classifier may tell holdout rows from training rows. 0.6 for a random "
            "split; a split by time is not judged unless this is written.",
        ),
    ] = None
    permuted: Annotated[
        Share,
        Meta(description="The share of the model's lead over `dummy` that may be left when its labels are shuffled."),
    ] = 0.1
    optimism: Annotated[
        Share,
        Meta(
            description="By which share of its lead over `dummy` the model may do better on the holdout of a random "
            "split than on folds of training rows."
        ),
    ] = 0.05
    inflation: Annotated[
        Share,
        Meta(
            description="The share of the lead over `dummy` that may be lost when later rows are predicted from "
            "earlier ones alone, where the split is random and `data.time` is named."
        ),
    ] = 0.1


def contradictions(_spec: "Spec") -> Iterator[Contradiction]:
    """What types alone cannot say of these keys."""
    yield from ()
