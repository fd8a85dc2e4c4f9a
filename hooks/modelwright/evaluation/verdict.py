"""What a gate says."""

from dataclasses import dataclass
from typing import Literal

from modelwright.evidence import Estimate

Outcome = Literal["kept", "broken", "undecided", "waived"]


@dataclass(frozen=True)
class Verdict:
    """What was promised, what was measured, and whether the one keeps the other.

    Args:
        gate: its id.
        promised: the promise in words, such as `at least 0.75`.
        measured: what was measured, in words.
        kept: whether the run may go on: a broken promise stops it.
        keys: where the promise is written in the spec.
        estimate: the number that was held against the promise, where it is one number.
        margin: how far the deciding end of its interval is from the bound, in the number's own unit; negative where the
            promise is broken.
        undecided: the rows are too few to tell: nothing is broken, and nothing was shown.
        waived: until when the promise is lifted, and by whom.
    """

    gate: str
    promised: str
    measured: str
    kept: bool
    keys: tuple[str, ...]
    estimate: Estimate | None = None
    margin: float | None = None
    undecided: bool = False
    waived: str = ""

    @property
    def fact(self) -> str:
        """The verdict in one line."""
        return f"{self.measured}; promised: {self.promised}"

    @property
    def outcome(self) -> Outcome:
        """In one word."""
        if self.waived:
            return "waived"
        if not self.kept:
            return "broken"
        return "undecided" if self.undecided else "kept"
