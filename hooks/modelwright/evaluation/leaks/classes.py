"""Classes that are on one side of the split only."""

from modelwright.evaluation.ground import Ground
from modelwright.evidence.leaks import Classes

# More names than these do not help.
_SHOWN = 5


def classes(ground: Ground) -> Classes | None:
    """Which classes of the rows a side lacks; None of a number. Names are those of classes, as in every figure."""
    spec = ground.spec
    if spec.model.task == "regression":
        return None
    known, fitted, held = (
        set(rows[spec.data.target].drop_duplicates().astype(str))
        for rows in (ground.frame, ground.training, ground.holdout)
    )
    return Classes(len(known), _first(known - (fitted & set(ground.classes))), _first(known - held))


def _first(names: set[str]) -> tuple[str, ...]:
    """So many names, and how many there are besides."""
    shown = sorted(names)[:_SHOWN]
    return (*shown, f"and {len(names) - _SHOWN:,} others") if len(names) > _SHOWN else tuple(shown)
