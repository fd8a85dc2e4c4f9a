"""How much the model tells about who was in its training rows."""

from modelwright.evaluation.ground import Ground
from modelwright.evidence.privacy import Privacy


def measure(_ground: Ground) -> Privacy | None:
    """How much the model tells about who was in its training rows."""
    return None
