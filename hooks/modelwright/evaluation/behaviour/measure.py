"""What the model does with cases that are written down."""

from modelwright.evaluation.ground import Ground
from modelwright.evidence.behaviour import Behaviour


def measure(_ground: Ground) -> Behaviour | None:
    """What the model does with cases that are written down."""
    return None
