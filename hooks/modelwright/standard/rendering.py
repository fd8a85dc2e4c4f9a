"""The files of the standard as the running version renders them for the answers of a repository."""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from modelwright.standard.answers import Answers, slug_of, url_of

# Written by docs/generate.py from copier.yml and template/.
FILES = Path(__file__).with_name("files.json")
# `{{ name }}`, as it is or as JSON. The generator refuses a file of the standard that holds anything else.
SPAN = r"\{\{ (?P<name>\w+)(?P<json> \| to_json(?P<raw>\(ensure_ascii=False\))?)? \}\}"
# Whether it is the recorded one is for the check `pin-disagreement` to say.
_ANY_VERSION = r"[^\s'\"#@]+"
# Which secret holds the URL of the rows is the team's to say; that it is one secret, and handed over by name, is not.
# The token of the workflow run is none of the team's secrets.
_BY_NAME = r"\$\{\{ secrets\.(?!(?i:github_))[A-Za-z_][A-Za-z0-9_]* \}\}"
_OPEN = {"kit_ref": _ANY_VERSION, "connection_secret": _BY_NAME}
_ANYTHING = r".*"


class Template(Struct, frozen=True):
    """A file of the standard before it is rendered.

    Args:
        lines: its lines.
        same_as: the file of this package that holds the same text, where it is copied and not rendered.
        only: the answers to a question for which it is rendered.
    """

    lines: tuple[str, ...] = ()
    same_as: str = ""
    only: dict[str, tuple[str, ...]] = {}

    def is_rendered(self, answers: Answers) -> bool:
        """Whether a repository with these answers has this file."""
        return all(answers.values.get(question) in values for question, values in self.only.items())

    def rendered(self, answers: Answers) -> "list[Line]":
        """Its lines in a repository with these answers."""
        if not self.same_as:
            return [_rendered(line, answers) for line in self.lines]
        text = (Path(__file__).parents[1] / self.same_as).read_text(encoding="utf-8")
        return [Line(line) for line in text.removesuffix("\n").split("\n")]


class Line(Struct, frozen=True):
    """A line of a file of the standard.

    Args:
        text: what it holds, with `...` where that may be anything.
        pattern: what fits it, where that is more than its text.
    """

    text: str
    pattern: re.Pattern[str] | None = None

    @property
    def name(self) -> str:
        """What stands for this line when two files are compared; no line of a text holds a null byte."""
        return self.text if self.pattern is None else f"\0{self.text}"


def templates() -> dict[str, Template]:
    """Every file of the standard, by its path."""
    return msgspec.json.decode(FILES.read_bytes(), type=dict[str, Template])


def expected_files(answers: Answers) -> Iterator[tuple[str, list[Line]]]:
    """Each file of the standard that a repository with these answers must have, and its lines."""
    for path, template in templates().items():
        if template.is_rendered(answers):
            yield path, template.rendered(answers)


def named(lines: Sequence[str], expected: Sequence[Line]) -> list[str]:
    """The lines of a file; those that fit a line with a pattern under the name of that line."""
    open_ = [(line.pattern, line.name) for line in expected if line.pattern is not None]
    return [next((name for pattern, name in open_ if pattern.fullmatch(line)), line) for line in lines]


def _rendered(line: str, answers: Answers) -> Line:
    parts: list[str | re.Pattern[str]] = []
    end = 0
    for span in re.finditer(SPAN, line):
        parts += [line[end : span.start()], _value(span, answers)]
        end = span.end()
    parts.append(line[end:])
    text = "".join(part if isinstance(part, str) else "..." for part in parts)
    if all(isinstance(part, str) for part in parts):
        return Line(text)
    return Line(text, re.compile("".join(re.escape(part) if isinstance(part, str) else part.pattern for part in parts)))


def _value(span: re.Match[str], answers: Answers) -> str | re.Pattern[str]:
    """What stands in the place of an expression."""
    name = span["name"]
    if name in _OPEN:
        return re.compile(_OPEN[name])
    derived = {
        "kit_source": lambda: answers.source,
        "kit_url": lambda: url_of(answers.source),
        "kit_slug": lambda: slug_of(url_of(answers.source)),
    }
    value = derived[name]() if name in derived else answers.values.get(name)
    if not value:
        return re.compile(_ANYTHING)
    return json.dumps(value, ensure_ascii=not span["raw"]) if span["json"] else value
