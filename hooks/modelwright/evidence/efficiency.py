"""What the model costs in time, memory and size."""

from modelwright.evidence.record import Record


class Efficiency(Record, frozen=True):
    """What the model costs in time, memory and size."""
