"""The verdicts as text, JSON and JUnit: the same rows, each readable by whom it is for."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import msgspec
import pytest

from docs.pages import gates
from modelwright.cli import main
from modelwright.evaluation.judging.document import Document, document
from modelwright.evaluation.judging.judgement import Judged, Judgement, page_of, summary
from modelwright.evaluation.judging.junit import junit
from modelwright.evaluation.judging.text import WIDTH, text
from modelwright.evaluation.verdict import Verdict
from modelwright.evidence import Estimate, Evaluation, SingleFeature, read_evidence, write_evidence
from modelwright.repo import Repo
from tests.checks.evidence import model_repo
from tests.repos import ROOT

LONG = "the smallest of 24 groups is " + "very " * 30 + "small"
NASTY = 'a<b>&"c"\x00\x1b[31m\ud800 ]]> \ufffe'
KEPT = Verdict(
    "quality-roc-auc",
    "at least 0.74",
    "roc_auc 0.777 (0.762 to 0.791) on 5,977 rows",
    kept=True,
    keys=("promises", "quality", "roc_auc"),
    estimate=Estimate(0.777, 0.762, 0.791, 5977, "percentile bootstrap of rows"),
    margin=0.1 + 0.2 - 0.278,
)
BROKEN = Verdict("beats-linear", "more than 0.02", "by 0.01", kept=False, keys=("promises", "margins"), margin=-0.01)
UNDECIDED = Verdict("fairness-selection-rate", "at most 0.1", LONG, kept=True, keys=("promises",), undecided=True)
WAIVED = Verdict(
    "slices", "at least 0.7", NASTY, kept=True, keys=("promises",), waived="by A. B. until 2027-01-01: why"
)
ALL = (KEPT, BROKEN, UNDECIDED, WAIVED)


def judged(*verdicts: Verdict) -> Judgement:
    rows = (Judged(one, "fairness" if one is UNDECIDED else "quality", 57, page_of(one.gate)) for one in verdicts)
    return Judgement("model.toml", "c0ffee", tuple(rows))


def test_the_table_has_one_row_for_each_promise_and_fits_the_console() -> None:
    lines = text(judged(*ALL)).splitlines()

    assert [line.split()[:2] for line in lines if not line.startswith((" ", "What each")) and line] == [
        ["VERDICT", "GATE"],
        ["kept", "quality-roc-auc"],
        ["broken", "beats-linear"],
        ["undecided", "fairness-selection-rate"],
        ["waived", "slices"],
    ]
    assert max(map(len, lines)) <= WIDTH


def test_the_columns_of_the_table_stand_below_their_heads() -> None:
    head, row, *_ = text(judged(KEPT)).splitlines()

    for name, start in (("PROMISED", "at least"), ("MEASURED", "roc_auc")):
        assert head.index(name) == row.index(start)
    assert head.endswith("MARGIN")
    assert row.endswith("+0.022")
    assert len(head) == len(row) == WIDTH


def test_no_word_of_a_long_promise_is_lost() -> None:
    assert text(judged(UNDECIDED)).count("very") == LONG.count("very")


def test_what_a_column_is_called_cannot_move_the_cursor() -> None:
    assert "\x1b" not in text(judged(WAIVED))
    assert "\\x1b[31m" in text(judged(WAIVED))


def test_json_has_the_documented_keys_and_can_be_read_back() -> None:
    found = msgspec.json.decode(document(judged(*ALL)), type=Document)

    assert found.counts == {"kept": 1, "broken": 1, "undecided": 1, "waived": 1}
    assert not found.accepted
    assert [one.verdict for one in found.promises] == ["kept", "broken", "undecided", "waived"]
    assert found.promises[0].margin == 0.022
    assert found.promises[0].estimate == KEPT.estimate
    assert found.promises[0].page == "reference/gates.md#quality-roc-auc"
    assert (found.promises[1].path, found.promises[1].line) == ("model.toml", 57)


def test_json_is_utf_8_whatever_a_column_is_called() -> None:
    found = json.loads(document(judged(WAIVED)).encode())["promises"][0]["measured"]

    assert found == NASTY.replace("\ud800", r"\ud800")


# What each element may hold, and must hold, by the schema of Jenkins' xUnit plug-in, junit-10.xsd.
ALLOWED: dict[str, tuple[set[str], set[str], set[str]]] = {
    "testsuites": ({"testsuite"}, set(), {"name", "time", "tests", "failures", "errors"}),
    "testsuite": ({"testcase"}, {"name", "tests", "failures", "errors"}, {"time", "skipped", "timestamp", "hostname"}),
    "testcase": ({"skipped", "failure", "system-out"}, {"name"}, {"time", "classname", "group"}),
    "failure": (set(), set(), {"type", "message"}),
    "skipped": (set(), set(), {"type", "message"}),
    "system-out": (set(), set(), set()),
}


def against_the_schema(found: ET.Element) -> list[str]:
    children, needed, more = ALLOWED[found.tag]
    wrong = [f"{found.tag}@{name}" for name in needed - {*found.keys()}]
    wrong += [f"{found.tag}@{name}" for name in {*found.keys()} - needed - more]
    wrong += [f"{found.tag}/{child.tag}" for child in found if child.tag not in children]
    return wrong + [line for child in found for line in against_the_schema(child)]


def test_junit_keeps_to_the_schema() -> None:
    assert against_the_schema(ET.fromstring(junit(judged(*ALL)))) == []  # noqa: S314 - our own document


def test_a_document_that_does_not_is_noticed() -> None:
    assert against_the_schema(ET.fromstring("<testsuites><testcase line='1'/></testsuites>")) == [  # noqa: S314
        "testsuites/testcase",
        "testcase@name",
        "testcase@line",
    ]


def test_junit_counts_what_is_broken_and_what_nobody_decided() -> None:
    root = ET.fromstring(junit(judged(*ALL)))  # noqa: S314 - our own document

    assert (root.get("tests"), root.get("failures")) == ("4", "1")
    assert [suite.get("skipped") for suite in root] == ["1", "1"]
    assert [suite.get("name") for suite in root] == ["modelwright.quality", "modelwright.fairness"]
    failure = root.find(".//failure")
    assert failure is not None
    assert failure.get("message") == "by 0.01; promised: more than 0.02"
    assert (failure.text or "").startswith("model.toml:57: by 0.01; promised: more than 0.02 [beats-linear]\n")
    skipped = [one.get("message") or "" for one in root.iter("skipped")]
    assert skipped[1].startswith("undecided: the smallest of 24 groups")
    assert skipped[0].startswith("waived by A. B. until 2027-01-01: why: a<b>&")


def test_junit_is_xml_whatever_a_column_is_called() -> None:
    root = ET.fromstring(junit(judged(WAIVED)).encode("utf-8"))  # noqa: S314 - our own document

    assert r'a<b>&"c"\x00\x1b[31m\ud800 ]]> \ufffe' in str(root.findtext(".//system-out"))


@pytest.mark.parametrize("shown", [text, document, junit])
def test_the_same_verdicts_are_the_same_bytes(shown: object) -> None:
    assert callable(shown)
    assert shown(judged(*ALL)) == shown(judged(*ALL))


def test_the_summary_counts_by_verdict() -> None:
    assert summary(judged(*ALL).counts) == "4 promises: 1 kept, 1 broken, 1 undecided, 1 waived"
    assert summary(judged(KEPT, KEPT).counts) == "all 2 promises are kept"


def test_the_page_of_every_gate_has_a_section_of_the_guide() -> None:
    found = [*gates.families(ROOT)]
    sections = {gates.anchor(one) for one in found} | {gate for one in found for gate in gates.members(one)}

    for family in found:
        for gate in gates.members(family) or [family.replace("*", "made-up")]:
            assert page_of(gate).partition("#")[2] in sections
    assert page_of("quality-metrics:ours").partition("#")[2] in sections


def test_the_page_of_the_guide_names_every_key_of_the_document() -> None:
    page = (ROOT / "docs/evaluation/index.md").read_text(encoding="utf-8")

    for kind in (Document, msgspec.inspect.type_info(Document).fields[-1].type.item_type.cls):  # type: ignore[attr-defined]
        for name in kind.__struct_fields__:
            assert f"`{name}`" in page


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model repo with evidence that breaks some promises."""
    root = model_repo(tmp_path_factory.mktemp("refused"))
    path = Repo(root).evidence_path("evaluation")
    found = read_evidence(path, Evaluation)
    write_evidence(path, msgspec.structs.replace(found, single_features=(SingleFeature("a", 0.6),)))
    return root


def test_the_table_and_the_findings_go_to_the_standard_output(
    refused: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(refused)

    assert main(["gate"]) == 1

    lines = capsys.readouterr().out.splitlines()
    broken = [line.split()[1] for line in lines if line.startswith("broken ")]
    assert broken
    assert len([line for line in lines if re.fullmatch(r"model\.toml:\d+: .* \[.*\]", line)]) == len(broken)


@pytest.mark.parametrize("shown_as", ["json", "junit"])
def test_a_document_has_the_standard_output_for_itself(
    refused: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, shown_as: str
) -> None:
    monkeypatch.chdir(refused)

    assert main(["gate", "--format", shown_as]) == 1

    out = capsys.readouterr().out
    assert json.loads(out)["accepted"] is False if shown_as == "json" else ET.fromstring(out).get("errors") == "0"  # noqa: S314


def test_a_document_in_a_file_leaves_the_findings_on_the_console(
    refused: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(refused)

    assert main(["gate", "--format", "json", "--output", "made/gates.json"]) == 1

    written = json.loads((refused / "made" / "gates.json").read_text(encoding="utf-8"))
    assert len(capsys.readouterr().out.splitlines()) == written["counts"]["broken"] > 0


def test_a_file_that_cannot_be_written_is_one_line(
    refused: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(refused)

    assert main(["gate", "--output", "model.toml/gates.txt"]) == 2

    assert capsys.readouterr().err.splitlines()[-1].startswith("error: model.toml")
