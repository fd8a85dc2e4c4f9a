"""Whether the same model gives the same predictions, in every way in which it is asked."""

from modelwright.evaluation.ground import Ground
from modelwright.evaluation.reproducibility.seeds import seeds
from modelwright.evaluation.reproducibility.ways import ways
from modelwright.evidence.reproducibility import Reproducibility


def measure(ground: Ground) -> Reproducibility:
    """Look for missing seeds, and ask the model in every way."""
    same, asked = ways(ground)
    return Reproducibility(seeds(ground), same, asked)
