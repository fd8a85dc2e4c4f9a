"""What decisions with the model are worth."""

from modelwright.evidence.record import Record


class Decision(Record, frozen=True):
    """What decisions with the model are worth."""
