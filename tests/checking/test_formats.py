"""Each format says every finding, in the grammar of whoever reads it."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import jsonschema
import pytest

from modelwright.checking.formats import FORMATS
from modelwright.checking.runner import Failure, Outcome, Reported
from modelwright.checks import check_ids
from modelwright.finding import Finding
from modelwright.repo import Repo
from tests.repos import git
from tests.sources.files import document, notebook, write

SCHEMA = json.loads(Path(__file__).with_name("sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
ODD = "data/a b,c:50%\n\"'é\udcff.py"


def shown(form: str, repo: Repo, *findings: Finding, check: str = "pin-disagreement", failures: Any = ()) -> str:
    reported = [Reported(one, check) for one in sorted(findings)]
    return FORMATS[form](repo, Outcome(reported, list(check_ids()), 3, frozenset(), failures))


def sarif(repo: Repo, *findings: Finding, **options: Any) -> dict[str, Any]:
    """The run of a log that is valid against the schema of the standard."""
    log = json.loads(shown("sarif", repo, *findings, **options))
    jsonschema.Draft4Validator(SCHEMA).validate(log)
    [run] = log["runs"]
    return dict(run)


def test_text_is_one_line_for_each_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    findings = [Finding("a.py", 3, "is there", 5), Finding("b.ipynb", 2, "too", 1, cell=4)]

    assert shown("text", Repo(tmp_path), *findings) == (
        "a.py:3:5: is there [pin-disagreement]\nb.ipynb:cell 4:2:1: too [pin-disagreement]\n"
    )


@pytest.mark.parametrize("path", [ODD, "a\x1b[31m.py", "a\r.py", "a\u2028b.py"])
def test_a_name_cannot_break_a_line_or_colour_a_terminal(path: str, tmp_path: Path) -> None:
    text = shown("text", Repo(tmp_path), Finding(path, 1, "is there"))

    assert text.count("\n") == 1
    assert text.rstrip("\n").isprintable()
    assert len(text.splitlines()) == 1


def test_json_holds_every_field(tmp_path: Path) -> None:
    made = notebook(tmp_path, document("a\nb"))
    found = json.loads(shown("json", made.repo, Finding(made.path, 2, "is there", 3, cell=1)))

    assert found["findings"] == [
        {
            "id": "pin-disagreement",
            "path": "a.ipynb",
            "line": 2,
            "column": 3,
            "last_line": 2,
            "cell": 1,
            "line_in_file": made.text[: made.text.index('"b"')].count("\n") + 1,
            "fact": "is there",
        }
    ]
    assert found["files"] == 3
    assert found["checks"] == list(check_ids())


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_documents_can_be_written_in_utf_8_whatever_a_file_is_called(form: str, tmp_path: Path) -> None:
    text = shown(form, Repo(tmp_path), Finding(ODD, 1, "žluť"))

    assert json.loads(text.encode())
    assert "žluť" in text


def test_failures_are_in_every_document(tmp_path: Path) -> None:
    failures = (Failure("spec-invalid", "a.py", "KeyError in x.py, line 3"),)

    found = json.loads(shown("json", Repo(tmp_path), failures=failures))
    assert found["failures"] == [{"id": "spec-invalid", "path": "a.py", "fact": "KeyError in x.py, line 3"}]
    [invocation] = sarif(Repo(tmp_path), failures=failures)["invocations"]
    assert invocation["executionSuccessful"] is False
    assert "KeyError" in invocation["toolExecutionNotifications"][0]["message"]["text"]
    assert shown("github", Repo(tmp_path), failures=failures).startswith("::error file=a.py,title=spec-invalid::")


def test_sarif_has_what_code_scanning_requires(tmp_path: Path) -> None:
    run = sarif(Repo(tmp_path), Finding("a.py", 3, "is there", 5, 7))

    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == list(check_ids())
    for rule in run["tool"]["driver"]["rules"]:
        assert rule["shortDescription"]["text"].endswith(".")
        assert 0 < len(rule["fullDescription"]["text"]) <= 1024
        assert "## How to fix it" in rule["help"]["markdown"]
    [result] = run["results"]
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "pin-disagreement"
    assert result["level"] == "error"
    assert result["message"]["text"] == "is there"
    [location] = result["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "a.py", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 3, "startColumn": 5, "endLine": 7},
    }


def test_the_schema_refuses_what_is_not_sarif(tmp_path: Path) -> None:
    log = json.loads(shown("sarif", Repo(tmp_path), Finding("a.py", 3, "is there")))
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft4Validator(SCHEMA).validate(log)


def test_an_address_in_sarif_leads_back_to_the_file(tmp_path: Path) -> None:
    [result] = sarif(Repo(tmp_path), Finding(ODD, 1, "is there"))["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]

    assert re.fullmatch(r"[A-Za-z0-9/._~%-]+", uri)
    assert unquote_to_bytes(uri).decode("utf-8", "surrogateescape") == ODD


def test_a_cell_is_shown_at_its_line_in_the_file(tmp_path: Path) -> None:
    made = notebook(tmp_path, document("a\nb", "c"))
    [result] = sarif(made.repo, Finding(made.path, 1, "is there", 2, cell=2))["results"]
    line = made.text[: made.text.index('"c"')].count("\n") + 1

    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": line}
    assert result["message"]["text"] == "cell 2, line 1: is there"
    assert shown("github", made.repo, Finding(made.path, 1, "is there", 2, cell=2)) == (
        f"::error file=a.ipynb,line={line},title=pin-disagreement::cell 2, line 1: is there\n"
    )


def fingerprints(repo: Repo, *findings: Finding) -> list[str]:
    return [one["partialFingerprints"]["modelwright/v1"] for one in sarif(repo, *findings)["results"]]


def test_fingerprints_stay_when_lines_move_and_tell_equal_findings_apart(tmp_path: Path) -> None:
    before = [Finding("a.py", 3, "is there"), Finding("a.py", 9, "is there"), Finding("b.py", 3, "is there")]
    after = [one._replace(line=one.line + 40) for one in before]

    assert fingerprints(Repo(tmp_path), *before) == fingerprints(Repo(tmp_path), *after)
    assert len(set(fingerprints(Repo(tmp_path), *before, Finding("a.py", 3, "is also there")))) == 4


def test_paths_start_at_the_root_of_the_git_repository(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    repo = Repo(write(tmp_path, "models/one/a.py", "").root / "models" / "one")
    [result] = sarif(repo, Finding("a.py", 1, "is there"))["results"]

    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "models/one/a.py"
    assert "file=models/one/a.py," in shown("github", repo, Finding("a.py", 1, "is there"))


def runner_reads(line: str) -> tuple[dict[str, str], str]:
    """A workflow command, as GitHub's runner takes it apart (`ActionCommand.TryParseV2`)."""
    head, _, message = line.removeprefix("::").partition("::")
    _, _, properties = head.partition(" ")
    pairs = dict(one.split("=", 1) for one in properties.split(",") if one)

    def unescape(value: str, escapes: dict[str, str]) -> str:
        for escaped, plain in escapes.items():
            value = value.replace(escaped, plain)
        return value

    of_data = {"%0D": "\r", "%0A": "\n", "%25": "%"}
    of_properties = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}
    return {key: unescape(value, of_properties) for key, value in pairs.items()}, unescape(message, of_data)


def test_githubs_runner_reads_what_was_meant(tmp_path: Path) -> None:
    fact = "100 %, or 5%0A: see a::b"
    text = shown("github", Repo(tmp_path), Finding(ODD, 3, fact, 5))

    assert text.count("\n") == 1
    properties, message = runner_reads(text.rstrip("\n"))
    assert properties == {"file": ODD, "line": "3", "col": "5", "title": "pin-disagreement"}
    assert message == fact


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_found_is_nothing_or_an_empty_document(form: str, tmp_path: Path) -> None:
    text = shown(form, Repo(tmp_path))

    if form in {"json", "sarif"}:
        found = json.loads(text)
        assert (found["runs"][0]["results"] if form == "sarif" else found["findings"]) == []
    else:
        assert text == ""
