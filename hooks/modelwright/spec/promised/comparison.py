"""How the model must compare with the one that is in production."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

from modelwright.spec.base import Contradiction, Share, Table

if TYPE_CHECKING:
    from modelwright.spec.tables import Spec


class ChampionPromise(Table, frozen=True):
    """How the model must compare with the champion: the newest model on the main branch that was accepted."""

    margin: Annotated[
        Annotated[float, Meta(ge=0)] | None,
        Meta(
            description="By how much the headline metric may be behind the champion's, in the metric's own unit. "
            "Without it, `margin_share` says."
        ),
    ] = None
    margin_share: Annotated[
        Share,
        Meta(description="The margin as a share of what the champion is ahead of the dummy baseline."),
    ] = 0.05
    branch: Annotated[
        Annotated[str, Meta(pattern=r"^[^\s~^:?*\[\\-][^\s~^:?*\[\\]*$")] | None,
        Meta(
            description="The branch whose evidence is the champion's; without it `origin/HEAD`, `main` or `master`. "
            "The main branch must name the same."
        ),
    ] = None
    lost_rows: Annotated[
        Share,
        Meta(description="The share of the champion's holdout that may be missing from this one."),
    ] = 0.02


def contradictions(_spec: "Spec") -> Iterator[Contradiction]:
    """What types alone cannot say of these keys."""
    yield from ()
