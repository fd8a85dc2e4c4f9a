"""What the model costs in time, memory and size."""

from modelwright.evidence.record import Record


class Spent(Record, frozen=True):
    """A budget, and whether the model kept it.

    How long it took is not here, for a clock never says the same twice, and the same inputs give the same bytes. It is
    in `models/efficiency.json`, which is not committed.

    Args:
        name: `fit`, `batch`, `single`, `memory` or `size`.
        budget: in times of the reference workload, or in MB.
        kept: whether the best of several runs kept it.
    """

    name: str
    budget: float
    kept: bool


class Efficiency(Record, frozen=True):
    """What the model costs in time, memory and size.

    Args:
        size: of the saved model, in bytes.
        spent: each budget.
    """

    size: int
    spent: tuple[Spent, ...]
