"""The model against the champion, on the same rows."""

from modelwright.evaluation.ground import Ground
from modelwright.evidence.comparison import Comparison


def measure(_ground: Ground) -> Comparison | None:
    """The model against the champion, on the same rows."""
    return None
