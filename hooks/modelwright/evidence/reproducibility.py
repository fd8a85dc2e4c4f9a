"""Whether the same model gives the same predictions, in every way in which it is asked."""

from modelwright.evidence.record import Record


class Reproducibility(Record, frozen=True):
    """Whether the same model gives the same predictions, in every way in which it is asked."""
