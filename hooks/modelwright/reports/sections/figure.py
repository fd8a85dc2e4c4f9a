"""A figure of the site: drawn from the evidence, never recomputed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from modelwright.evidence import Evaluation

if TYPE_CHECKING:
    from matplotlib.axes import Axes


class Draw(Protocol):
    """Draws into axes."""

    def __call__(self, axes: "Axes", evaluation: Evaluation) -> None:
        """Draw what the evidence holds."""


@dataclass(frozen=True)
class Figure:
    """A figure.

    Args:
        caption: what it shows and how it is read, for everybody.
        draw: draws it from the evidence into axes.
        has: whether the evidence holds what it shows.
    """

    caption: str
    draw: "Draw"
    has: Callable[[Evaluation], bool]
