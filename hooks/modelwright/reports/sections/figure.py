"""A figure of the site: drawn from the evidence, never recomputed."""

import textwrap
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from modelwright.evidence import Estimate, Evaluation

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# A name of a row takes so many letters in a line, and so many lines; two names that start alike must stay apart.
_LETTERS = 40
_LINES = 3


class Draw(Protocol):
    """Draws into axes."""

    def __call__(self, axes: "Axes", evaluation: Evaluation) -> None:
        """Draw what the evidence holds."""


@dataclass(frozen=True)
class Figure:
    """A figure.

    Args:
        caption: what it shows and how it is read, for everybody. What stands before its colon names the figure.
        draw: draws it from the evidence into axes.
        has: whether the evidence holds what it shows.
    """

    caption: str
    draw: "Draw"
    has: Callable[[Evaluation], bool]


def link(name: str, figure: Figure) -> str:
    """The figure on a page, with its caption below; who hears the page hears what figure it is, and the caption once.

    Args:
        name: that of its file.
        figure: the figure.
    """
    return f"![{figure.caption.partition(':')[0]}](figures/{name}.svg)\n\n*{figure.caption}*"


def forest(axes: "Axes", rows: Iterable[tuple[str, Estimate]]) -> None:
    """Names and their intervals, from the top down."""
    shown = [*rows]
    heights = [*range(len(shown), 0, -1)]
    values = [one.value for _, one in shown]
    # Rounding can put a number a hair outside of its own interval.
    low = [max(0.0, one.value - one.low) for _, one in shown]
    high = [max(0.0, one.high - one.value) for _, one in shown]
    axes.errorbar(values, heights, xerr=[low, high], fmt="o", markersize=4, capsize=2)
    axes.set_yticks(heights, [in_lines(name) for name, _ in shown], fontsize=8, parse_math=False)
    axes.set_ylim(0.5, max(1, len(shown)) + 0.5)


def in_lines(name: str) -> str:
    """A name beside an axis, over a few lines; what does not fit is left out at the end."""
    lines = textwrap.wrap(name, _LETTERS) or [""]
    return "\n".join(
        [*lines[: _LINES - 1], textwrap.shorten(" ".join(lines[_LINES - 1 :]), _LETTERS, placeholder=" ...")]
    ).strip()
