"""Traps for a model that knows what it cannot know."""

from modelwright.evaluation.ground import Ground
from modelwright.evaluation.leaks.aggregates import aggregates
from modelwright.evaluation.leaks.classes import classes
from modelwright.evaluation.leaks.copies import copies
from modelwright.evaluation.leaks.order import order
from modelwright.evaluation.leaks.permuted import permuted
from modelwright.evaluation.leaks.rebuilt import dependence
from modelwright.evaluation.leaks.sides import sides
from modelwright.evaluation.leaks.tuned import optimism, tuned
from modelwright.evidence.leaks import Leaks


def measure(ground: Ground) -> Leaks:
    """Set every trap. What cannot be measured on these rows is said, and no trap stops another one."""
    of_targets, of_rows = dependence(ground)
    return Leaks(
        copies=copies(ground),
        of_targets=of_targets,
        of_rows=of_rows,
        aggregates=aggregates(ground),
        order=order(ground),
        classes=classes(ground),
        sides=sides(ground),
        permuted=permuted(ground),
        tuned=tuned(ground),
        optimism=optimism(ground),
    )
