"""A number with its interval: what every theme of the evaluation measures."""

import math

from modelwright.evidence.record import Record

# Three digits show an interval of this width in two digits of its own.
_NARROW = 0.01
_MOST_DIGITS = 6


class Estimate(Record, frozen=True):
    """A number with its interval.

    Args:
        value: the number itself.
        low: the lower end of its interval.
        high: the upper end.
        rows: how many rows it was computed from.
        method: how the interval was made, such as `percentile bootstrap of rows` or `Wilson`.
    """

    value: float
    low: float
    high: float
    rows: int = 0
    method: str = ""

    def __str__(self) -> str:
        """Such as `0.781 (0.769 to 0.793)`, with as many digits as the interval is worth: two that differ, at least."""
        width = self.high - self.low
        digits = 1 if width >= 1 else 3
        if 0 < width < _NARROW:
            digits = min(1 - math.floor(math.log10(width)), _MOST_DIGITS)
        return f"{self.value:z.{digits}f} ({self.low:z.{digits}f} to {self.high:z.{digits}f})"
