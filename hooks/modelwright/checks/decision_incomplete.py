"""A decision record, a design or the impact assessment leaves something open.

## What it does

Reads the pages that a model is judged by later, and reports a section that is not there, is empty, or holds only a
placeholder such as `TODO`, and two records with one number.

| Pages | Sections |
| --- | --- |
| `docs/decisions/NNNN-*.md` | Status, Context, Decision, Alternatives, Consequences |
| `docs/designs/*.md` | Status, Context, Design, Alternatives, Consequences |
| `docs/impact-assessment.md` | who is touched, what a mistake does, how to object, who is treated worse, the fallback |

Common other names count too: `Problem` for the context, `Considered options` for the alternatives, `Decision outcome`,
`Risks`. The status may also be a line `Status: accepted`, or stand in the front matter. The questions of the impact
assessment are headings or rows of a table.

## Why it matters

In a year, somebody asks why the model is as it is. A record without the alternatives answers what the code says
anyway; an assessment with an empty answer says that nobody thought of it.

## How to fix it

Write the section. One honest sentence will do: "none was considered" is an answer, nothing is not. A page that nobody
will finish is better deleted.

## Reference

M. Nygard (2011). Documenting architecture decisions. The later MADR format adds the options that were considered.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from modelwright.finding import Finding
from modelwright.patterns import compiled
from modelwright.repo import Repo
from modelwright.sources import Markdown, Unreadable

FAMILY = "spec"
READS = ("docs/decisions/*.md", "docs/designs/*.md", "docs/impact-assessment.md")

# The name of each section, and how its heading may start.
_SHARED = {
    "Context": ("context", "problem", "background", "issue", "motivation", "why"),
    "Alternatives": ("alternative", "considered", "options", "other options", "pros and cons"),
    "Consequences": ("consequence", "risk", "implication", "trade-off", "outcome"),
}
DECISION = {**_SHARED, "Decision": ("decision outcome", "decision", "what we decided")}
DESIGN = {**_SHARED, "Design": ("design", "proposal", "approach", "solution")}
# The questions of the impact assessment, and the words of which each must hold one.
QUESTIONS = {
    "Who is touched by a prediction?": ("touched", "affected", "who is", "stakeholder"),
    "What happens to them when it is wrong?": ("wrong", "harm", "mistake", "error"),
    "How can they object?": ("object", "appeal", "contest", "complain", "redress"),
    "Which groups could be treated worse?": ("group", "worse", "fair", "discriminat", "bias"),
    "What is the fallback when the model is down?": ("fallback", "fall back", "down", "unavailable"),
}
_NUMBERED = compiled(r"docs/decisions/(\d+)-[^/]*\.md")
_STATUS = compiled(r"^[ \t]*(?:[-*+][ \t]*)?\**status\**[ \t]*:\**(?P<value>.*)$", re.IGNORECASE | re.MULTILINE)
_PLACEHOLDER = compiled(r"\b(?:TODO|TBD|FIXME|XXX)\b|\blorem ipsum\b")
_NOTHING = compiled(
    r"[\s.…?_*|:<>\[\](){}\u2013\u2014-]*"
    r"(?:(?:n/?a|to be (?:written|decided|defined|done)|fill in|tbd|todo)[\W_]*)?"
)
# Of a heading: its number and a comment.
_TRIMMED = compiled(r"^[\d.]+\s+|\s*<!--.*")
_ROW = compiled(r"\s*\|(?P<question>[^|]*)\|(?P<answer>[^|]*)")


class Section(NamedTuple):
    """A heading or a row, and what stands below or beside it."""

    line: int
    name: str
    text: str


def check(repo: Repo) -> Iterator[Finding]:
    """What each of the pages leaves open."""
    numbers: dict[int, str] = {}
    for path in repo.files:
        if not path.startswith("docs/"):
            continue
        file = Markdown(repo, path)
        try:
            if "template" in file.name:
                continue
            if record := _NUMBERED.fullmatch(path):
                number = int(record[1])
                if number in numbers:
                    yield file.finding(f"has the number of {numbers[number]}")
                numbers.setdefault(number, path)
                yield from _sections(file, DECISION)
            elif path.startswith("docs/designs/") and path.endswith(".md") and file.name != "index.md":
                yield from _sections(file, DESIGN)
            elif path == "docs/impact-assessment.md":
                yield from _questions(file)
        except Unreadable:
            continue  # `unreadable-file` speaks of it


def _sections(file: Markdown, wanted: dict[str, tuple[str, ...]]) -> Iterator[Finding]:
    parts = _parts(file)
    yield from _status(file, parts)
    for name, starts in wanted.items():
        found = [one for one in parts if one.name.lower().startswith(starts)]
        exact = [one for one in found if one.name.lower().startswith(name.lower())] or found
        if not exact:
            yield file.finding(f"has no section {name!r}")
        elif all(_lacks(one.text) for one in exact):
            yield file.finding(f"the section {exact[0].name!r} {_lacks(exact[0].text)}", exact[0].line)


def _status(file: Markdown, parts: list[Section]) -> Iterator[Finding]:
    section = next((one for one in parts if one.name.lower().startswith("status")), None)
    said = _STATUS.search(file.text)
    text = section.text if section else said["value"] if said else None
    if text is None:
        yield file.finding("has no status")
    elif lack := _lacks(text):
        line = section.line if section else file.at(said, "").line if said else 1
        yield file.finding(f"the status {lack}", line)


def _questions(file: Markdown) -> Iterator[Finding]:
    parts = _parts(file)
    for number, line in enumerate(file.lines, start=1):
        if row := _ROW.match(line):
            parts.append(Section(number, row["question"].strip(), row["answer"]))
    for question, words in QUESTIONS.items():
        found = [one for one in parts if any(word in one.name.lower() for word in words)]
        if not found:
            yield file.finding(f"does not answer {question!r}")
        elif all(_lacks(one.text) for one in found):
            yield file.finding(f"the answer to {found[0].name!r} {_lacks(found[0].text)}", found[0].line)


def _parts(file: Markdown) -> list[Section]:
    """Each heading below the title, with all that stands below it, that of its own subsections too."""
    found = []
    # The line of the next heading of each level, from the end of the page to its start.
    following = dict.fromkeys(range(1, 7), len(file.lines) + 1)
    for line, level, name in reversed(file.headings[1:]):
        end = min(following[one] for one in range(1, level + 1))
        found.append(Section(line, _TRIMMED.sub("", name), "\n".join(file.lines[line : end - 1])))
        following[level] = line
    return found[::-1]


def _lacks(text: str) -> str:
    """What is wrong with the text of a section; empty where nothing is."""
    plain = "\n".join(line for line in _without_comments(text).split("\n") if not line.lstrip().startswith("#"))
    if not plain.strip(" \t\n|"):
        return "is empty"
    if placeholder := _PLACEHOLDER.search(re.sub(r"`[^`\n]*`", "", plain)):
        return f"still says {placeholder[0]}"
    return "holds a placeholder" if _NOTHING.fullmatch(plain.strip().lower()) else ""


def _without_comments(text: str) -> str:
    shown, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        shown.append(text[at:start])
        at = end + 3
    return "".join([*shown, text[at:]])
