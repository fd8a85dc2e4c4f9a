"""How quality grows with rows, and with the settings of the model."""

from modelwright.evaluation.ground import Ground
from modelwright.evaluation.learning.extrapolation import doubled
from modelwright.evaluation.learning.search import search
from modelwright.evaluation.learning.sizes import grown
from modelwright.evidence.learning import Learning


def measure(ground: Ground) -> Learning:
    """Refit clones on nested shares of the training rows, and read the trials of the tuning."""
    found = grown(ground)
    if found is None:
        return Learning(metric=ground.spec.promises.headline, sizes=(), search=search(ground))
    return Learning(
        metric=ground.spec.promises.headline,
        sizes=found.sizes,
        doubled=doubled(found, seed=ground.seed, confidence=ground.spec.promises.confidence),
        halved=found.last_doubling(ground.spec.promises.confidence),
        gap=found.gap,
        search=search(ground),
    )
