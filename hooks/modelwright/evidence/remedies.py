"""What to do next, ranked by what it is expected to gain."""

from modelwright.evidence.record import Record


class Remedies(Record, frozen=True):
    """What to do next, ranked by what it is expected to gain."""
