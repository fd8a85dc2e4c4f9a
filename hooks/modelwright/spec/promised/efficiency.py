"""What the model may cost in time, memory and size."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from modelwright.spec.base import Contradiction, Table

if TYPE_CHECKING:
    from modelwright.spec.tables import Spec


class EfficiencyPromise(Table, frozen=True):
    """What the model may cost in time, memory and size."""


def contradictions(_spec: "Spec") -> Iterator[Contradiction]:
    """What types alone cannot say of these keys."""
    yield from ()
