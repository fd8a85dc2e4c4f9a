"""What the model does with rows that production breaks."""

from modelwright.evidence.record import Record


class Robustness(Record, frozen=True):
    """What the model does with rows that production breaks."""
