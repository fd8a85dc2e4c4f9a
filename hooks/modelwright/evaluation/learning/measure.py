"""How quality grows with rows, and with the settings of the model."""

from modelwright.evaluation.ground import Ground
from modelwright.evidence.learning import Learning


def measure(_ground: Ground) -> Learning | None:
    """How quality grows with rows, and with the settings of the model."""
    return None
