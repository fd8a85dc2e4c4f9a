"""What a check found: where, and the fact."""

from typing import NamedTuple


# Not a Struct: every run makes findings, and msgspec takes twice as long to import as Python to start.
class Finding(NamedTuple):
    """One finding. Findings sort by place.

    Args:
        path: the file, relative to the root of the repository, with forward slashes.
        line: 1-based; in a notebook, the line of the cell.
        fact: what is wrong, in one line that never holds a secret or a personal value.
        column: 1-based.
        last_line: the last line of what is at fault; the first one where that is 0.
        cell: the 1-based cell of a notebook, and 0 in every other file.
    """

    path: str
    line: int
    fact: str
    column: int = 1
    last_line: int = 0
    cell: int = 0

    @property
    def lines(self) -> range:
        """Every line that the finding spans."""
        return range(self.line, max(self.line, self.last_line) + 1)
