"""How much the model may tell about who was in its training rows."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

from modelwright.spec.base import Contradiction, Share, Table

if TYPE_CHECKING:
    from modelwright.spec.tables import Spec


class PrivacyPromise(Table, frozen=True):
    """How much the model may tell about who was in its training rows."""

    advantage: Annotated[
        Share,
        Meta(
            description="How far an attacker who guesses whether a row was in training may be ahead of one who tosses "
            "a coin: the share of members that are found less the share of others that are taken for members."
        ),
    ] = 0.15


def contradictions(_spec: "Spec") -> Iterator[Contradiction]:
    """What types alone cannot say of these keys."""
    yield from ()
