"""What the model must do with cases that are written down."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from modelwright.spec.base import Contradiction, Table

if TYPE_CHECKING:
    from modelwright.spec.tables import Spec


class BehaviourPromise(Table, frozen=True):
    """What the model must do with cases that are written down."""


def contradictions(_spec: "Spec") -> Iterator[Contradiction]:
    """What types alone cannot say of these keys."""
    yield from ()
