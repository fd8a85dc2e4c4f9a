"""The model against the champion, on the same rows."""

from modelwright.evidence.record import Record


class Comparison(Record, frozen=True):
    """The model against the champion, on the same rows."""
