"""How differently the model treats groups of a protected attribute."""

from modelwright.evaluation.ground import Ground
from modelwright.evidence.fairness import Fairness


def measure(_ground: Ground) -> Fairness | None:
    """How differently the model treats groups of a protected attribute."""
    return None
