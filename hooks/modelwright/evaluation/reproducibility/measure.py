"""Whether the same model gives the same predictions, in every way in which it is asked."""

from modelwright.evaluation.ground import Ground
from modelwright.evidence.reproducibility import Reproducibility


def measure(_ground: Ground) -> Reproducibility | None:
    """Whether the same model gives the same predictions, in every way in which it is asked."""
    return None
