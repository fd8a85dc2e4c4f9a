"""What the model does with cases that are written down."""

from modelwright.evidence.record import Record


class Behaviour(Record, frozen=True):
    """What the model does with cases that are written down."""
