"""The outcome of an analysis: what happened in order, and what is known of the divisions and names of rows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeVar

from modelwright.dataflow.facts import Event
from modelwright.dataflow.rows import FOLD, Rows, role_of

Kind = TypeVar("Kind", bound=Event)


class Trace:
    """What a run of the code would bring about.

    Attributes:
        events: in order.
        complete: whether the analysis came to the end of the code.
        unclear: whether something is measured of which it is not known on which rows.
    """

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.complete = True
        self.unclear = False
        self._divisions: dict[str, int] = {}
        self._lines: dict[Rows, int] = {}
        self._names: defaultdict[Rows, set[str]] = defaultdict(set)
        self._roles: dict[str, str] = {}

    def of(self, kind: type[Kind]) -> Iterator[Kind]:
        """The events of one kind."""
        return (one for one in self.events if isinstance(one, kind))

    def name(self, rows: Iterable[Rows], name: str) -> None:
        """A variable with this name holds these rows."""
        role = role_of(name)
        if role:
            for one in rows:
                self._names[one].add(role)

    def place(self, division: str, line: int) -> str:
        """Remember where a division stands."""
        self._divisions.setdefault(division, line)
        return division

    def narrowed(self, rows: Iterable[Rows], line: int) -> None:
        """Remember where rows are picked by a slice, a mask or an index."""
        for one in rows:
            self._lines.setdefault(one, line)

    def line(self, rows: Rows, index: int) -> int:
        """The line of the division at a place of a path; 0 where it is not known."""
        return self._divisions.get(rows[index].division) or self._lines.get(rows[: index + 1], 0)

    def is_ambiguous(self, rows: Rows) -> bool:
        """Whether names say that some of these rows are there to learn from, and others to measure."""
        named = self._names.get(rows, set())
        return "train" in named and bool(named & {"test", "validation"})

    def role(self, rows: Rows) -> str:
        """What rows are for: `train`, `validation`, `test`, `fold`, or nothing known.

        The name of a variable that holds them says more than the side of a split: whoever splits twice gets two sides
        that are called `test`.
        """
        for length in range(len(rows), 0, -1):
            part = rows[length - 1]
            if part.division.startswith(FOLD):
                return "train" if part.side == "train" else "fold"
            found = _role_by(self._names.get(rows[:length], set()), part.side)
            if found is not None:
                return found
        return ""


def _role_by(named: set[str], side: str) -> str | None:
    """What names and the side of a split say; None where they say nothing."""
    if "validation" in named:
        return "validation"
    sided = side if side in {"train", "test"} else ""
    if {"test", "train"} <= named:
        return sided  # nobody knows which of them are meant
    return next(iter(named), sided) or None
