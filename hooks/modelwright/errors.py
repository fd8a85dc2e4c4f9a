"""What a verb says when its input is wrong: one line that names the place and the fact."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class InputError(Exception):
    """The input or the usage is wrong; the command line exits with 2.

    Args:
        place: the file, folder or option at fault.
        fact: what is wrong with it, in words that the reader can act on.
        line: the 1-based line in `place`, where one can be named.
    """

    def __init__(self, place: "Path | str", fact: str, *, line: int | None = None) -> None:
        self.place = str(place)
        self.fact = " ".join(fact.split())
        self.line = line
        super().__init__(f"{self.place}:{line}: {self.fact}" if line else f"{self.place}: {self.fact}")


class Refused(Exception):  # noqa: N818 - a finding is an outcome, not an error of the program
    """A check, an expectation or a gate said no; the command line exits with 1.

    Args:
        findings: one line each, `path:line: fact [id]`.
    """

    def __init__(self, findings: list[str]) -> None:
        self.findings = findings
        super().__init__("\n".join(findings))
