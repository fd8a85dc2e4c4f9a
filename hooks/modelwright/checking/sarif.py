"""Findings as a log in the Static Analysis Results Interchange Format, version 2.1.0.

See https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html, and what code scanning makes of it in GitHub's
"SARIF support for code scanning".
"""

from collections import Counter
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from modelwright import __version__
from modelwright.checking.places import Places
from modelwright.checking.runner import Outcome, Reported
from modelwright.checks import load
from modelwright.repo import Repo

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
# Paths start at the root of the git repository. Where that lies on a machine is nobody's business.
ROOT = "%SRCROOT%"
# The longest description that code scanning shows.
LONGEST = 1024


def log(repo: Repo, outcome: Outcome) -> dict[str, Any]:
    """A log of one run."""
    places = Places(repo)
    seen: Counter[str] = Counter()
    run = {
        "tool": {
            "driver": {
                "name": "modelwright",
                "semanticVersion": __version__,
                "rules": [_rule(one) for one in outcome.checks],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "the root of the git repository"}}},
        "invocations": [_invocation(outcome)],
        "results": [_result(places, one, outcome.checks, seen) for one in outcome.reported],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(check_id: str) -> dict[str, Any]:
    check = load(check_id)
    title, _, page = check.page.strip().partition("\n")
    _, _, says = page.partition("## What it does\n")
    says = says.partition("\n## ")[0].strip() or title
    return {
        "id": check.id,
        "shortDescription": {"text": title},
        "fullDescription": {"text": " ".join(says.split())[:LONGEST]},
        "help": {"text": page.strip(), "markdown": page.strip()},
        "defaultConfiguration": {"level": "error"},
        "properties": {"tags": [check.family], "problem.severity": "error"},
    }


def _invocation(outcome: Outcome) -> dict[str, Any]:
    """Whether every check came to its end, and which did not."""
    found: dict[str, Any] = {"executionSuccessful": not outcome.failures}
    if outcome.failures:
        found["toolExecutionNotifications"] = [
            {
                "level": "error",
                "message": {"text": f"{one.check} failed: {one.fact}"},
                "associatedRule": {"id": one.check},
            }
            for one in outcome.failures
        ]
    return found


def _result(places: Places, one: Reported, checks: list[str], seen: Counter[str]) -> dict[str, Any]:
    finding = one.finding
    path = places.below_git(finding.path)
    region: dict[str, Any] = {"startLine": places.line_in_file(finding)}
    uri = quote(path.encode("utf-8", "surrogateescape"))
    artifact = {"uri": uri, "uriBaseId": ROOT}
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": artifact, "region": region}}
    if finding.cell:
        location["logicalLocations"] = [{"name": f"cell {finding.cell}", "kind": "member"}]
    else:
        region["startColumn"] = max(finding.column, 1)
        if finding.last_line > finding.line:
            region["endLine"] = finding.last_line
    cell = f"cell {finding.cell}, line {finding.line}: " if finding.cell else ""
    return {
        "ruleId": one.check,
        "ruleIndex": checks.index(one.check),
        "level": "error",
        "message": {"text": cell + finding.fact},
        "locations": [location],
        "partialFingerprints": {"modelwright/v1": _fingerprint(one, path, seen)},
    }


def _fingerprint(one: Reported, path: str, seen: Counter[str]) -> str:
    """The same when lines move: it counts what is wrong, in which file, and which of several equals it is."""
    said = f"{one.check}\0{path}\0{one.finding.fact}".encode("utf-8", "surrogateescape")
    digest = sha256(said).hexdigest()[:32]
    seen[digest] += 1
    return f"{digest}:{seen[digest]}"
