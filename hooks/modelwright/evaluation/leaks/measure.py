"""Traps for a model that knows what it cannot know."""

from modelwright.evaluation.ground import Ground
from modelwright.evidence.leaks import Leaks


def measure(_ground: Ground) -> Leaks | None:
    """Traps for a model that knows what it cannot know."""
    return None
