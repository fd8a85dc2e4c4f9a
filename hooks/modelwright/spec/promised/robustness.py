"""How much worse the model may become with rows that production breaks."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

from modelwright.spec.base import Contradiction, Share, Table

if TYPE_CHECKING:
    from modelwright.spec.tables import Spec


class RobustnessPromise(Table, frozen=True):
    """How much worse the model may become with rows that production breaks.

    Each is the share that may be lost of the lead over the dummy baseline in the headline metric: 0 is nothing, 1
    leaves a model that is no better than one that ignores the features. So it means the same for any metric.
    """

    noise: Annotated[
        Share, Meta(description="When every number is off by a random 5 % of its column's standard deviation.")
    ] = 0.1
    missing: Annotated[Share, Meta(description="When 5 % of the values of every feature are missing.")] = 0.25
    unseen: Annotated[
        Share, Meta(description="When 5 % of the values of every categorical feature were never seen in training.")
    ] = 0.25
    unnoticed: Annotated[
        Share,
        Meta(
            description="When something larger happens to one feature that no critical expectation stops: half of its "
            "values are missing, another unit, extremes, a shift."
        ),
    ] = 0.5
    rows: Annotated[int, Meta(ge=2, description="At most so many holdout rows are corrupted; the seed draws them.")] = (
        2000
    )


def contradictions(_spec: "Spec") -> Iterator[Contradiction]:
    """What types alone cannot say of these keys."""
    yield from ()
