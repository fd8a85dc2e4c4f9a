"""What the model costs in time, memory and size."""

from modelwright.evaluation.ground import Ground
from modelwright.evidence.efficiency import Efficiency


def measure(_ground: Ground) -> Efficiency | None:
    """What the model costs in time, memory and size."""
    return None
