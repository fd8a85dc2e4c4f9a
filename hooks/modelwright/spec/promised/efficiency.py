"""What the model may cost in time, memory and size."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

from modelwright.spec.base import Contradiction, Table

if TYPE_CHECKING:
    from modelwright.spec.tables import Spec

Budget = Annotated[float, Meta(gt=0)]


class EfficiencyPromise(Table, frozen=True):
    """What the model may cost in time, memory and size.

    Times are multiples of a reference workload that is run beside the model, so a budget means the same on any machine:
    a decision tree of scikit-learn on 5,000 rows, some 0.03 seconds.
    """

    fit: Annotated[Budget, Meta(description="Fitting the training rows, in times of the reference workload.")] = (
        20_000.0
    )
    batch: Annotated[
        Budget, Meta(description="Predicting 1,000 rows of a batch of 10,000, in times of the reference workload.")
    ] = 20.0
    single: Annotated[
        Budget, Meta(description="Predicting one row on its own, in times of the reference workload.")
    ] = 20.0
    memory: Annotated[
        Budget, Meta(description="The most memory that predicting 10,000 rows may take besides the model, in MB.")
    ] = 1000.0
    size: Annotated[Budget, Meta(description="The size of the saved model, in MB.")] = 500.0


def contradictions(_spec: "Spec") -> Iterator[Contradiction]:
    """What types alone cannot say of these keys."""
    yield from ()
