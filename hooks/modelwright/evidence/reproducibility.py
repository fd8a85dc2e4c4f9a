"""Whether the same model gives the same predictions, in every way in which it is asked."""

from modelwright.evidence.record import Record


class Way(Record, frozen=True):
    """How far predictions in one way are from those of all rows at once.

    Args:
        name: `saved`, `shuffled`, `single`, `json`, `online` or `onnx`.
        rows: how many were compared.
        deviation: the largest difference: of a probability, or as a share of the spread of predicted numbers; None
            where nothing could be compared.
        why_not: why nothing could be compared.
    """

    name: str
    rows: int
    deviation: float | None
    why_not: str = ""


class Seeds(Record, frozen=True):
    """Parameters of the model that seed what it draws.

    Args:
        set: how many of them have a seed.
        unset: the names of those without one.
        deviation: how far predictions are apart when these get one seed and another.
    """

    set: int
    unset: tuple[str, ...] = ()
    deviation: float = 0.0


class Reproducibility(Record, frozen=True):
    """Whether the same model gives the same predictions, in every way in which it is asked.

    Args:
        seeds: whether all that is drawn is seeded.
        same_bytes: whether a clone that was fitted again is the same file; None where there is no file.
        ways: each way of asking.
    """

    seeds: Seeds
    same_bytes: bool | None
    ways: tuple[Way, ...]
