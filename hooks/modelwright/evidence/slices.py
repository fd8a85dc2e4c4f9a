"""The model on parts of the rows: declared ones, and the weakest that a search found."""

from modelwright.evidence.record import Record


class Slices(Record, frozen=True):
    """The model on parts of the rows: declared ones, and the weakest that a search found."""
