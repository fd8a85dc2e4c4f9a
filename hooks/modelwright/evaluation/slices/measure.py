"""The model on parts of the rows: declared ones, and the weakest that a search found."""

from modelwright.evaluation.ground import Ground
from modelwright.evidence.slices import Slices


def measure(_ground: Ground) -> Slices | None:
    """The model on parts of the rows: declared ones, and the weakest that a search found."""
    return None
