"""A number with its interval: what every theme of the evaluation measures."""

from modelwright.evidence.record import Record


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
        """Such as `0.781 (0.769 to 0.793)`, with as many digits as the interval is worth."""
        digits = 3 if self.high - self.low < 1 else 1
        return f"{self.value:.{digits}f} ({self.low:.{digits}f} to {self.high:.{digits}f})"
