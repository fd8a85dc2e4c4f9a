"""How much the model tells about who was in its training rows."""

from modelwright.evidence.record import Record


class Privacy(Record, frozen=True):
    """How much the model tells about who was in its training rows."""
