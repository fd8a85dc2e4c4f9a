"""The tutorial as a script: its commands with the output that it shows, and its edits, in their order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.repos import ROOT

TUTORIAL = ROOT / "docs" / "tutorial.md"
_BLOCK = re.compile(
    r"^```(?P<kind>console|diff)(?: title=\"(?P<title>[^\"]+)\")?\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)
# What differs from machine to machine and from release to release: numbers, commits, seconds, folders, rules of dots.
_VARIES = re.compile(r"/\S*|\[main [0-9a-f]+\]|[0-9][0-9,.]*|\.{3,}")


@dataclass(frozen=True)
class Command:
    """A command, and the lines that the tutorial shows below it. `...` stands for lines that are left out."""

    text: str
    shown: tuple[str, ...]

    @property
    def lines(self) -> list[str]:
        """The lines that must be there, in their order."""
        return [line for line in self.shown if line.strip() not in {"", "..."}]


@dataclass(frozen=True)
class Edit:
    """A change to a file: the lines as they are before, and after."""

    path: str
    before: str
    after: str

    def apply(self, folder: Path) -> None:
        """Make the change, once, where the lines stand."""
        target = folder / self.path
        text = target.read_text(encoding="utf-8")
        assert text.count(self.before) == 1, f"{self.path} does not hold these lines once: {self.before}"
        target.write_text(text.replace(self.before, self.after), encoding="utf-8")


def steps(text: str) -> Iterator[Command | Edit]:
    """Every command and every edit of a page."""
    for block in _BLOCK.finditer(text):
        lines = block["body"].splitlines()
        if block["kind"] == "diff":
            before = "".join(f"{line[1:]}\n" for line in lines if line[0] in " -")
            after = "".join(f"{line[1:]}\n" for line in lines if line[0] in " +")
            yield Edit(block["title"], before, after)
            continue
        starts = [number for number, line in enumerate(lines) if line.startswith("$ ")]
        assert starts, f"a console block without a command: {block['body']}"
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
            yield Command(lines[start][2:], tuple(lines[start + 1 : end]))


def missing(command: Command, output: str) -> list[str]:
    """The lines that the tutorial shows and the output does not have, numbers and paths aside, in this order."""
    left = iter([_masked(line) for line in output.splitlines()])
    return [line for line in command.lines if _masked(line) not in left]


def _masked(line: str) -> str:
    return _VARIES.sub("#", line).rstrip()
