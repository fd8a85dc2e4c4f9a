"""Any file of a repository: its bytes and its text, read once."""
# ruff: noqa: PTH116, PTH118, PTH123 - most files are checked before `pathlib` would be imported

import os
import re
import stat
from contextlib import nullcontext
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from modelwright.finding import Finding
from modelwright.repo import Repo
from modelwright.sources.remembered import Unreadable, remembered

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["File", "Unreadable"]

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class File:
    """A file.

    Args:
        repo: the repository that holds it.
        path: relative to the root of the repository, with forward slashes.
    """

    # How the names of such files end; every file is a `File`.
    suffixes: ClassVar[tuple[str, ...]] = ("",)
    # A larger file, in bytes, is data, whatever its name says: reading it as text would take seconds and gigabytes.
    limit: ClassVar[int] = 10_000_000

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
        stem, _, last = self.name.rpartition(".")
        return f".{last.lower()}" if stem and last else ""

    @property
    def full_path(self) -> "Path":
        """Where it lies on this machine."""
        return self.repo.root / self.path

    @property
    def _on_disk(self) -> str:
        return os.path.join(self.repo.folder, self.path)

    @remembered
    def size(self) -> int:
        """In bytes.

        Raises:
            Unreadable: the file is not there, or is none: a folder, or a pipe that would keep us waiting.
        """
        try:
            found = os.stat(self._on_disk)
        except (OSError, ValueError) as error:
            raise Unreadable(reason(error)) from error
        if not stat.S_ISREG(found.st_mode):
            raise Unreadable("is not a file")
        return found.st_size

    @remembered
    def readable(self) -> bool:
        """True.

        Raises:
            Unreadable: the file is not there, is none, or may not be read.
        """
        try:
            with open(self._on_disk, "rb") if self.size else nullcontext():
                return True
        except (OSError, ValueError) as error:
            raise Unreadable(reason(error)) from error

    @remembered
    def raw(self) -> bytes:
        """Its bytes.

        Raises:
            Unreadable: the file is not there, or may not be read.
        """
        try:
            if not self.size:
                return b""
            with open(self._on_disk, "rb") as stream:
                return stream.read()
        except (OSError, ValueError) as error:
            raise Unreadable(reason(error)) from error

    @cached_property
    def is_text(self) -> bool:
        """Whether it is small enough and holds no byte that text cannot hold."""
        if self.size > self.limit:
            return False
        return self.raw.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" not in self.raw

    @remembered
    def text(self) -> str:
        """Its text, without a byte order mark.

        Raises:
            Unreadable: it is too large to be text, or is none.
        """
        self.require_small()
        encoding = next((name for mark, name in _BOMS if self.raw.startswith(mark)), "utf-8")
        try:
            return self.raw.decode(encoding)
        except UnicodeDecodeError as error:
            raise Unreadable("is not UTF-8 text", line=self.raw.count(b"\n", 0, error.start) + 1) from error

    def require_small(self) -> None:
        """Refuse what is too large to be read.

        Raises:
            Unreadable: names the limit.
        """
        if self.size > self.limit:
            raise Unreadable(f"is larger than {self.limit // 1_000_000} MB, too large to be checked")

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


def reason(error: Exception) -> str:
    """What the system says of a file that it cannot read."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
