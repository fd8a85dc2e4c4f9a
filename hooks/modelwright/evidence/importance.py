"""What each feature buys, and what it costs."""

from modelwright.evidence.record import Record


class Importance(Record, frozen=True):
    """What each feature buys, and what it costs."""
