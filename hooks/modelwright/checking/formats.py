"""How findings are shown: to people, to programs, to code scanning and to GitHub's annotations."""

import json
from collections.abc import Callable
from typing import Any

from modelwright import __version__
from modelwright.checking.places import Places
from modelwright.checking.runner import Outcome
from modelwright.repo import Repo


def text(repo: Repo, outcome: Outcome) -> str:
    """One line for each finding: `path:line:column: fact [id]`; in a notebook, `path:cell 3:line:column`."""
    lines = []
    for finding, check in outcome.reported:
        cell = f"cell {finding.cell}:" if finding.cell else ""
        place = f"{repo.shown(finding.path)}:{cell}{finding.line}:{finding.column}"
        lines.append(f"{_in_one_line(f'{place}: {finding.fact}')} [{check}]\n")
    return "".join(lines)


def as_json(repo: Repo, outcome: Outcome) -> str:
    """An object with every finding, for programs."""
    places = Places(repo)
    findings = [
        {
            "id": check,
            "path": finding.path,
            "line": finding.line,
            "column": finding.column,
            "last_line": max(finding.line, finding.last_line),
            "cell": finding.cell or None,
            "line_in_file": places.line_in_file(finding),
            "fact": finding.fact,
        }
        for finding, check in outcome.reported
    ]
    failures = [{"id": one.check, "path": one.path or None, "fact": one.fact} for one in outcome.failures]
    found = {"version": __version__, "files": outcome.files, "checks": outcome.checks}
    return as_document({**found, "findings": findings, "failures": failures})


def sarif(repo: Repo, outcome: Outcome) -> str:
    """Static Analysis Results Interchange Format 2.1.0, which code scanning reads."""
    from modelwright.checking.sarif import log

    return as_document(log(repo, outcome))


def github(repo: Repo, outcome: Outcome) -> str:
    """Workflow commands, which GitHub shows beside the lines of a pull request."""
    places = Places(repo)
    lines = []
    for finding, check in outcome.reported:
        cell = f"cell {finding.cell}, line {finding.line}: " if finding.cell else ""
        column = "" if finding.cell else f",col={finding.column}"
        file = _escaped_property(places.below_git(finding.path))
        place = f"file={file},line={places.line_in_file(finding)}{column},title={_escaped_property(check)}"
        lines.append(f"::error {place}::{_escaped(cell + finding.fact)}\n")
    for one in outcome.failures:
        where = f"file={_escaped_property(places.below_git(one.path))}," if one.path else ""
        lines.append(f"::error {where}title={one.check}::a defect of modelwright: {_escaped(one.fact)}\n")
    return "".join(lines)


FORMATS: dict[str, Callable[[Repo, Outcome], str]] = {
    "text": text,
    "json": as_json,
    "sarif": sarif,
    "github": github,
}


def as_document(value: Any) -> str:
    """As JSON. Letters stay readable; half a letter, as in a file name that is not UTF-8, is escaped."""
    shown = json.dumps(value, indent=2, ensure_ascii=False)
    return shown.encode("utf-8", "backslashreplace").decode() + "\n" if _has_surrogates(shown) else shown + "\n"


def _has_surrogates(shown: str) -> bool:
    return any("\ud800" <= one <= "\udfff" for one in shown) if not shown.isascii() else False


def _in_one_line(shown: str) -> str:
    """With what would break the line, or move the cursor of a terminal, written out."""
    if shown.isprintable():
        return shown
    return "".join(one if one.isprintable() else one.encode("unicode_escape", "replace").decode() for one in shown)


def _escaped(value: str) -> str:
    """The text of a workflow command, as GitHub's runner reads it."""
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(value: str) -> str:
    return _escaped(value).replace(":", "%3A").replace(",", "%2C")
