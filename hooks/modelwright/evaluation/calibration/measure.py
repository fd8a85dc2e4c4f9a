"""Whether probabilities, or intervals, can be taken at their word."""

from modelwright.evaluation.ground import Ground
from modelwright.evidence.calibration import Calibration


def measure(_ground: Ground) -> Calibration | None:
    """Whether probabilities, or intervals, can be taken at their word."""
    return None
