"""Any file of a repository: its bytes and its text, read once."""

import re
from functools import cached_property
from pathlib import Path
from typing import ClassVar

from modelwright.finding import Finding
from modelwright.repo import Repo

# Files above this size are data, whatever their name says: no check reads them as text.
TEXT_LIMIT = 10_000_000
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class Unreadable(Exception):  # noqa: N818 - an outcome that a check reports, not an error of the program
    """A file cannot be read, or is not what its name says.

    Args:
        fact: why, in one line.
        line: where, 1-based, and in a notebook the line of the cell.
        cell: the 1-based cell of a notebook.
    """

    def __init__(self, fact: str, *, line: int = 1, cell: int = 0) -> None:
        self.fact = " ".join(fact.split())
        self.line = max(line, 1)
        self.cell = cell
        super().__init__(self.fact)


class File:
    """A file.

    Args:
        repo: the repository that holds it.
        path: relative to the root of the repository, with forward slashes.
    """

    # How the names of such files end; every file is a `File`.
    suffixes: ClassVar[tuple[str, ...]] = ("",)

    def __init__(self, repo: Repo, path: str) -> None:
        self.repo = repo
        self.path = path

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]

    @property
    def suffix(self) -> str:
        """How the name ends, with its dot and in lower case."""
        return Path(self.path).suffix.lower()

    @property
    def full_path(self) -> Path:
        """Where it lies on this machine."""
        return self.repo.root / self.path

    @cached_property
    def size(self) -> int:
        """In bytes.

        Raises:
            Unreadable: the file is not there, or may not be read.
        """
        try:
            return self.full_path.stat().st_size
        except (OSError, ValueError) as error:
            raise Unreadable(_reason(error)) from error

    @cached_property
    def raw(self) -> bytes:
        """Its bytes.

        Raises:
            Unreadable: the file is not there, or may not be read.
        """
        try:
            return self.full_path.read_bytes()
        except (OSError, ValueError) as error:
            raise Unreadable(_reason(error)) from error

    @cached_property
    def is_text(self) -> bool:
        """Whether it is small enough and holds no byte that text cannot hold."""
        if self.size > TEXT_LIMIT:
            return False
        return self.raw.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" not in self.raw

    @cached_property
    def text(self) -> str:
        """Its text, without a byte order mark.

        Raises:
            Unreadable: it is not text.
        """
        encoding = next((name for mark, name in _BOMS if self.raw.startswith(mark)), "utf-8")
        try:
            return self.raw.decode(encoding)
        except UnicodeDecodeError as error:
            raise Unreadable("is not UTF-8 text", line=self.raw.count(b"\n", 0, error.start) + 1) from error

    @cached_property
    def lines(self) -> list[str]:
        """The lines of its text, without their ends. Only line feeds end a line, as in every editor."""
        return [line.removesuffix("\r") for line in self.text.split("\n")]

    def finding(self, fact: str, line: int = 1, column: int = 1, *, last_line: int = 0) -> Finding:
        """A finding in this file."""
        return Finding(self.path, line, fact, column, last_line)

    def at(self, match: re.Match[str], fact: str) -> Finding:
        """A finding at a match in this file's text."""
        start = match.start()
        line_start = self.text.rfind("\n", 0, start) + 1
        return self.finding(fact, self.text.count("\n", 0, start) + 1, start - line_start + 1)


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
