"""What to do next, ranked by what it is expected to gain."""

from modelwright.evaluation.ground import Ground
from modelwright.evidence import Evaluation
from modelwright.evidence.remedies import Remedies


def measure(_ground: Ground, _evaluation: Evaluation) -> Remedies | None:
    """What to do next, ranked by what it is expected to gain."""
    return None
