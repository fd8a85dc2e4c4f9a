"""A place in a text that holds something private."""

from typing import NamedTuple


class Hit(NamedTuple):
    """What stands where in a text.

    Args:
        start, end: from which character, and up to which.
        kind: what it is, in words.
        sure: whether it counts by itself; otherwise only where nearly all values of a column are alike.
    """

    start: int
    end: int
    kind: str
    sure: bool = True
