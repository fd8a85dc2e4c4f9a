"""What the model does with rows that production breaks."""

from modelwright.evaluation.ground import Ground
from modelwright.evidence.robustness import Robustness


def measure(_ground: Ground) -> Robustness | None:
    """What the model does with rows that production breaks."""
    return None
