"""How differently the model treats groups of a protected attribute."""

from modelwright.evidence.record import Record


class Fairness(Record, frozen=True):
    """How differently the model treats groups of a protected attribute."""
