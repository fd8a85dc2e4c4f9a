"""How findings are shown: to people, to programs, to code scanning and to GitHub's annotations."""

import json
from collections.abc import Callable
from typing import Any

from modelwright import __version__
from modelwright.checking.runner import Outcome, Reported
from modelwright.checks import load
from modelwright.repo import Repo
from modelwright.sources import Notebook, Unreadable

SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def text(repo: Repo, outcome: Outcome) -> str:
    """One line for each finding: `path:line:column: fact [id]`; in a notebook, `path:cell 3:line:column`."""
    return "".join(f"{_place(repo, one)}: {one.finding.fact} [{one.check}]\n" for one in outcome.reported)


def as_json(repo: Repo, outcome: Outcome) -> str:
    """An object with every finding, for programs."""
    findings = [
        {
            "id": one.check,
            "path": one.finding.path,
            "line": one.finding.line,
            "column": one.finding.column,
            "last_line": max(one.finding.line, one.finding.last_line),
            "cell": one.finding.cell or None,
            "line_in_file": _line_in_file(repo, one),
            "fact": one.finding.fact,
        }
        for one in outcome.reported
    ]
    return _json({"version": __version__, "files": outcome.files, "checks": outcome.checks, "findings": findings})


def sarif(repo: Repo, outcome: Outcome) -> str:
    """Static Analysis Results Interchange Format 2.1.0, which code scanning reads."""
    rules = [_rule(one) for one in outcome.checks]
    results = [_result(repo, one, outcome.checks.index(one.check)) for one in outcome.reported]
    driver = {"name": "modelwright", "semanticVersion": __version__, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return _json({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def github(repo: Repo, outcome: Outcome) -> str:
    """Workflow commands, which GitHub shows beside the lines of a pull request."""
    lines = []
    for one in outcome.reported:
        cell = f"cell {one.finding.cell}, line {one.finding.line}: " if one.finding.cell else ""
        place = f"file={_escaped(one.finding.path, property_=True)},line={_line_in_file(repo, one)}"
        column = "" if one.finding.cell else f",col={one.finding.column}"
        title = _escaped(one.check, property_=True)
        lines.append(f"::error {place}{column},title={title}::{_escaped(cell + one.finding.fact)}\n")
    return "".join(lines)


FORMATS: dict[str, Callable[[Repo, Outcome], str]] = {
    "text": text,
    "json": as_json,
    "sarif": sarif,
    "github": github,
}


def _place(repo: Repo, one: Reported) -> str:
    cell = f"cell {one.finding.cell}:" if one.finding.cell else ""
    return f"{repo.shown(one.finding.path)}:{cell}{one.finding.line}:{one.finding.column}"


def _line_in_file(repo: Repo, one: Reported) -> int:
    if not one.finding.cell:
        return one.finding.line
    try:
        return Notebook(repo, one.finding.path).line_in_file(one.finding.cell, one.finding.line)
    except Unreadable:
        return 1


def _rule(check_id: str) -> dict[str, Any]:
    check = load(check_id)
    _, _, rest = check.page.strip().partition("\n")
    return {
        "id": check.id,
        "shortDescription": {"text": check.summary},
        "help": {"text": rest.strip(), "markdown": rest.strip()},
        "properties": {"tags": [check.family]},
    }


def _result(repo: Repo, one: Reported, index: int) -> dict[str, Any]:
    from hashlib import sha256
    from urllib.parse import quote

    finding = one.finding
    region: dict[str, Any] = {"startLine": _line_in_file(repo, one)}
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": quote(finding.path)}, "region": region}}
    if finding.cell:
        location["logicalLocations"] = [{"name": f"cell {finding.cell}", "kind": "member"}]
    else:
        region["startColumn"] = finding.column
        if finding.last_line > finding.line:
            region["endLine"] = finding.last_line
    # Lines move when others come or go; what is wrong, and where in the tree, says whether it is the same finding.
    same = sha256(f"{one.check}\0{finding.path}\0{finding.fact}".encode("utf-8", "replace")).hexdigest()[:32]
    return {
        "ruleId": one.check,
        "ruleIndex": index,
        "level": "error",
        "message": {"text": finding.fact},
        "locations": [location],
        "partialFingerprints": {"modelwright/v1": same},
    }


def _json(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _escaped(value: str, *, property_: bool = False) -> str:
    """As GitHub's runner wants it."""
    value = value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return value.replace(":", "%3A").replace(",", "%2C") if property_ else value
