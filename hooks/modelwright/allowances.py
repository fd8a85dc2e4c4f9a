"""What lifts a finding on purpose: a comment beside it, or a waiver in the spec."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from modelwright.finding import Finding
from modelwright.repo import Repo
from modelwright.sources import Code, File, covers

if TYPE_CHECKING:
    from datetime import date

    from modelwright.spec import Waiver

MARK = "modelwright: allow"
# A longer comment is data: nobody writes that.
LONGEST = 10_000


class Allowance:
    """A comment `modelwright: allow[id] reason`.

    Args:
        finding: where it stands.
        covers: the lines whose findings it lifts: its own, and the next one where it has a line to itself.
        ids: the checks that it names.
        reason: why; without one, it lifts nothing.
    """

    def __init__(self, place: Finding, covers: Sequence[int], ids: tuple[str, ...], reason: str) -> None:
        self.place = place
        self.covers = covers
        self.ids = ids
        self.reason = reason
        self.used: set[str] = set()

    def finding(self, fact: str) -> Finding:
        """A finding about the allowance itself."""
        return self.place._replace(fact=fact)


class Allowances:
    """Every allowance and waiver that one run has met.

    Args:
        waivers: those of the spec.
        lines: the line of the spec at which each waiver starts.
        today: waivers that expired before lift nothing.
    """

    def __init__(
        self, waivers: "tuple[Waiver, ...]" = (), lines: Sequence[int] = (), *, today: "date | None" = None
    ) -> None:
        self.comments: list[Allowance] = []
        self.waivers = waivers
        self._today = today
        self.used_waivers: set[int] = set()
        # The checks that looked at everything that they could find something in, and whether all files were looked at.
        self.ran: set[str] = set()
        self.known: tuple[str, ...] = ()
        self.whole = False
        # Files that a check could not read: what is allowed there may well be there.
        self.unread: set[str] = set()
        self._waiver_lines = lines
        self._by_place: dict[tuple[str, int, int], list[Allowance]] = {}

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.comments or self.waivers)

    @property
    def today(self) -> "date":
        """The day of this run."""
        if self._today is None:
            from datetime import UTC, datetime

            self._today = datetime.now(tz=UTC).date()
        return self._today

    def waiver_line(self, index: int) -> int:
        """The line of the spec at which a waiver starts."""
        return self._waiver_lines[index] if index < len(self._waiver_lines) else 1

    @classmethod
    def of(cls, repo: Repo) -> "Allowances":
        """With the waivers of a repository; a spec that cannot be read waives nothing."""
        spec = repo.spec_with("waivers")
        if spec is None:
            return cls()
        from modelwright.toml_lines import array_lines

        return cls(spec.waivers, array_lines(repo.spec_text, "waivers"))

    def read(self, file: File) -> None:
        """Take up the comments of a file.

        Raises:
            Unreadable: the file is not text.
        """
        for found in _allowances(file):
            self.comments.append(found)
            for line in found.covers:
                self._by_place.setdefault((file.path, found.place.cell, line), []).append(found)

    def lift(self, check: str, finding: Finding) -> bool:
        """Whether something lifts this finding; remembers that it was of use."""
        if self._by_place:
            for line in finding.lines:
                for one in self._by_place.get((finding.path, finding.cell, line), ()):
                    if check in one.ids and one.reason:
                        one.used.add(check)
                        return True
        for index, waiver in enumerate(self.waivers):
            covered = waiver.path is None or covers([waiver.path], finding.path)
            if waiver.lifts == check and covered and waiver.expires >= self.today:
                self.used_waivers.add(index)
                return True
        return False


def _allowances(file: File) -> Iterator[Allowance]:
    if MARK not in file.text:
        return
    import re

    from modelwright.sources.comments import comments

    lines = (file.source if isinstance(file, Code) else file.text).split("\n")
    for line, column, text in comments(file, MARK):
        match = re.search(rf"{MARK}\[(?P<ids>[^\]\n]*)\](?P<reason>[^\n]*)", text) if len(text) < LONGEST else None
        if match:
            ids = tuple(part.strip() for part in match["ids"].split(",") if part.strip())
            # A second comment on the line, such as one for a linter, is no reason.
            reason = re.split(r"\s#\s|-->", match["reason"])[0].strip(" \t\r:-")
            place = file.finding("", line, column)
            covered = range(place.line, place.line + 1 + _to_next(lines, line, column))
            yield Allowance(place, covered, ids, reason)


def _to_next(lines: list[str], line: int, column: int) -> int:
    """How many lines below a comment the code stands that it is about: 0 where it stands behind the code."""
    if lines[line - 1][: column - 1].strip():
        return 0
    below = 1
    while line - 1 + below < len(lines) and lines[line - 1 + below].lstrip().startswith(("#", "<!--", "//")):
        below += 1
    return below
