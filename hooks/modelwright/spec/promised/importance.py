"""What each feature must buy."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from modelwright.spec.base import Contradiction, Table

if TYPE_CHECKING:
    from modelwright.spec.tables import Spec


class ImportancePromise(Table, frozen=True):
    """What each feature must buy."""


def contradictions(_spec: "Spec") -> Iterator[Contradiction]:
    """What types alone cannot say of these keys."""
    yield from ()
