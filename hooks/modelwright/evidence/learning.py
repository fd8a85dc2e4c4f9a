"""How quality grows with rows, and with the settings of the model."""

from modelwright.evidence.record import Record


class Learning(Record, frozen=True):
    """How quality grows with rows, and with the settings of the model."""
