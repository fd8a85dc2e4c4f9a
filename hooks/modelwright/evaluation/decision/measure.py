"""What decisions with the model are worth."""

from modelwright.evaluation.decision import binary, many, number
from modelwright.evaluation.ground import Ground
from modelwright.evidence.decision import Decision

_PAIR = 2


def measure(ground: Ground) -> Decision | None:
    """What 1,000 decisions with the model are worth more than today's; None where the spec prices nothing.

    Raises:
        InputError: the spec names a column or a class that is not there.
    """
    promise = ground.spec.promises.decision
    independent = len(ground.holdout) if ground.together is None else ground.holdout[ground.together].nunique()
    if promise is None or not promise.is_priced or independent < _PAIR:
        return None
    if ground.spec.model.task == "binary" and promise.values is not None:
        return binary.decide(ground, promise, promise.values)
    if ground.spec.model.task == "multiclass" and promise.cost_wrong is not None:
        return many.decide(ground, promise, promise.cost_wrong)
    if promise.cost_over is not None and promise.cost_under is not None:
        return number.decide(ground, promise, promise.cost_over, promise.cost_under)
    return None
