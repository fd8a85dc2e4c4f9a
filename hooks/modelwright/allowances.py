"""What lifts a finding on purpose: a comment beside it, or a waiver in the spec."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from fnmatch import fnmatchcase

from msgspec import Struct, field

from modelwright.errors import InputError
from modelwright.finding import Finding
from modelwright.repo import Repo
from modelwright.sources import Code, File
from modelwright.spec import SPEC_NAME, Waiver
from modelwright.toml_lines import array_lines

MARK = "modelwright: allow"
_ALLOWANCE = re.compile(r"modelwright: allow\[(?P<ids>[^\]\n]*)\](?P<reason>[^\n]*)")
_COMMENT = re.compile(r"#[^\n]*|<!--[^\n]*?(?:-->|$)|//[^\n]*", re.MULTILINE)


class Allowance(Struct):
    """A comment `modelwright: allow[id] reason`.

    Args:
        path, line, column, cell: where it stands.
        covers: the line whose findings it lifts: its own, or the next one where it has a line to itself.
        ids: the checks that it names.
        reason: why; without one, it lifts nothing.
    """

    path: str
    line: int
    column: int
    cell: int
    covers: int
    ids: tuple[str, ...]
    reason: str
    used: set[str] = field(default_factory=set)

    def finding(self, fact: str) -> Finding:
        """A finding about the allowance itself."""
        return Finding(self.path, self.line, fact, self.column, cell=self.cell)


class Allowances:
    """Every allowance and waiver that one run has met.

    Args:
        waivers: those of the spec.
        today: waivers that expired before lift nothing.
    """

    def __init__(self, waivers: tuple[Waiver, ...] = (), *, today: date | None = None) -> None:
        self.comments: list[Allowance] = []
        self.waivers = waivers
        self.today = today or datetime.now(tz=UTC).date()
        self.used_waivers: set[int] = set()
        # The checks that looked at everything that they could find something in, and whether all files were looked at.
        self.ran: set[str] = set()
        self.known: tuple[str, ...] = ()
        self.whole = False
        self._waiver_lines: list[int] = []
        self._by_place: dict[tuple[str, int, int], list[Allowance]] = {}

    def waiver_line(self, index: int) -> int:
        """The line of the spec at which a waiver starts."""
        return self._waiver_lines[index] if index < len(self._waiver_lines) else 1

    @classmethod
    def of(cls, repo: Repo) -> "Allowances":
        """With the waivers of a repository; a spec that cannot be read waives nothing."""
        if not (repo.root / SPEC_NAME).is_file():
            return cls()
        try:
            found = cls(repo.spec.waivers)
            found._waiver_lines = array_lines((repo.root / SPEC_NAME).read_text(encoding="utf-8"), "waivers")
            return found
        except InputError:
            return cls()

    def read(self, file: File) -> None:
        """Take up the comments of a file."""
        for found in _comments(file):
            self.comments.append(found)
            self._by_place.setdefault((found.path, found.cell, found.covers), []).append(found)

    def lift(self, check: str, finding: Finding) -> bool:
        """Whether something lifts this finding; remembers that it was of use."""
        for line in finding.lines:
            for one in self._by_place.get((finding.path, finding.cell, line), ()):
                if check in one.ids and one.reason:
                    one.used.add(check)
                    return True
        for index, waiver in enumerate(self.waivers):
            covered = waiver.path is None or fnmatchcase(finding.path, waiver.path)
            if waiver.lifts == check and covered and waiver.expires >= self.today:
                self.used_waivers.add(index)
                return True
        return False


def _comments(file: File) -> Iterator[Allowance]:
    if MARK not in file.text:
        return
    if isinstance(file, Code):
        lines = file.source.split("\n")
        found = list(file.comments())
    else:
        lines = file.lines
        found = [
            (number, match.start() + 1, match[0])
            for number, line in enumerate(lines, start=1)
            if MARK in line
            for match in _COMMENT.finditer(line)
        ]
    for line, column, text in found:
        if match := _ALLOWANCE.search(text):
            alone = not lines[line - 1][: column - 1].strip()
            here = file.finding("", line, column)
            ids = tuple(part.strip() for part in match["ids"].split(",") if part.strip())
            reason = match["reason"].removesuffix("-->").strip(" \t\r:-")
            yield Allowance(file.path, here.line, column, here.cell, here.line + alone, ids, reason)
