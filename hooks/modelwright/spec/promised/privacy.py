"""How much the model may tell about who was in its training rows."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from modelwright.spec.base import Contradiction, Table

if TYPE_CHECKING:
    from modelwright.spec.tables import Spec


class PrivacyPromise(Table, frozen=True):
    """How much the model may tell about who was in its training rows."""


def contradictions(_spec: "Spec") -> Iterator[Contradiction]:
    """What types alone cannot say of these keys."""
    yield from ()
