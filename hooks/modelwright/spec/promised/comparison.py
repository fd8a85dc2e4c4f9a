"""How the model must compare with the one that is in production."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from modelwright.spec.base import Contradiction, Table

if TYPE_CHECKING:
    from modelwright.spec.tables import Spec


class ChampionPromise(Table, frozen=True):
    """How the model must compare with the one that is in production."""


def contradictions(_spec: "Spec") -> Iterator[Contradiction]:
    """What types alone cannot say of these keys."""
    yield from ()
