"""What each feature buys, and what it costs."""

from modelwright.evaluation.ground import Ground
from modelwright.evidence.importance import Importance


def measure(_ground: Ground) -> Importance | None:
    """What each feature buys, and what it costs."""
    return None
