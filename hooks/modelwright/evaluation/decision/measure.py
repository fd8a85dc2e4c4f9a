"""What decisions with the model are worth."""

from modelwright.evaluation.ground import Ground
from modelwright.evidence.decision import Decision


def measure(_ground: Ground) -> Decision | None:
    """What decisions with the model are worth."""
    return None
