"""Whether probabilities, or intervals, can be taken at their word."""

from modelwright.evidence.record import Record


class Calibration(Record, frozen=True):
    """Whether probabilities, or intervals, can be taken at their word."""
