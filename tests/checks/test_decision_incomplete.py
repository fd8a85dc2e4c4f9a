"""A record says everything that it must, under whatever of the usual names."""

from pathlib import Path

import pytest

from tests.checks.examples import CASES
from tests.checks.model_repos import changed, found, write

CHECK = "decision-incomplete"
RECORD = (CASES / CHECK / "good/docs/decisions/0002-trees.md").read_text(encoding="utf-8")
ASSESSMENT = (CASES / "promise-missing/good/docs/impact-assessment.md").read_text(encoding="utf-8")
PATH = "docs/decisions/0002-trees.md"


def facts(root: Path, text: str, path: str = PATH) -> list[str]:
    write(root, {path: text})
    return [line.removeprefix(f"{path}:") for line in found(CHECK, root)]


def section(name: str) -> str:
    """A section of the record, with its heading."""
    start = RECORD.index(f"## {name}")
    end = RECORD.find("\n## ", start)
    return RECORD[start:] if end < 0 else RECORD[start : end + 1]


@pytest.mark.parametrize("name", ["Context", "Decision", "Alternatives", "Consequences"])
def test_a_section_that_is_not_there_is_named(tmp_path: Path, name: str) -> None:
    assert facts(tmp_path, RECORD) == []

    assert facts(tmp_path, RECORD.replace(section(name), "")) == [f"1: has no section '{name}'"]


def test_a_record_without_a_status_is_found(tmp_path: Path) -> None:
    assert facts(tmp_path, RECORD.replace(section("Status"), "")) == ["1: has no status"]


@pytest.mark.parametrize("line", ["Status: accepted", "- **Status**: accepted", "* Status: superseded by 0004"])
def test_the_status_may_be_a_line(tmp_path: Path, line: str) -> None:
    assert facts(tmp_path, RECORD.replace(section("Status"), f"{line}\n\n")) == []


def test_the_status_may_stand_in_the_front_matter(tmp_path: Path) -> None:
    assert facts(tmp_path, "---\nstatus: accepted\n---\n" + RECORD.replace(section("Status"), "")) == []


def test_a_status_that_says_nothing_is_found(tmp_path: Path) -> None:
    assert facts(tmp_path, RECORD.replace(section("Status"), "Status:\n\n")) == ["3: the status is empty"]


@pytest.mark.parametrize(
    ("body", "lack"),
    [
        ("", "is empty"),
        ("<!-- What else was considered? -->", "is empty"),
        ("### Others", "is empty"),
        ("TODO", "still says TODO"),
        ("We looked at two.\n\nTBD: the third.", "still says TBD"),
        ("...", "holds a placeholder"),
        ("_To be written._", "holds a placeholder"),
        ("N/A", "holds a placeholder"),
        ("- ", "holds a placeholder"),
    ],
)
def test_a_section_that_says_nothing_is_found_at_its_line(tmp_path: Path, body: str, lack: str) -> None:
    text = RECORD.replace(section("Alternatives"), f"## Alternatives\n\n{body}\n\n")

    assert facts(tmp_path, text) == [f"15: the section 'Alternatives' {lack}"]


@pytest.mark.parametrize(
    "body", ["None was considered.", "### A\n\nSlow.", "`TODO` comments stay.", "| a | b |\n| - | - |"]
)
def test_one_honest_sentence_is_enough(tmp_path: Path, body: str) -> None:
    assert facts(tmp_path, RECORD.replace(section("Alternatives"), f"## Alternatives\n\n{body}\n\n")) == []


def test_the_names_of_another_format_count(tmp_path: Path) -> None:
    madr = changed(
        RECORD,
        ("## Context", "## Context and Problem Statement"),
        ("## Alternatives", "## Considered Options"),
        ("## Decision", "## Decision Outcome"),
        ("## Consequences", "### Consequences"),
    )

    assert facts(tmp_path, madr) == []


def test_two_records_with_one_number_are_found(tmp_path: Path) -> None:
    write(tmp_path, {"docs/decisions/0002-a-first.md": RECORD})

    assert facts(tmp_path, RECORD) == ["1: has the number of docs/decisions/0002-a-first.md"]


@pytest.mark.parametrize(
    "path", ["docs/decisions/index.md", "docs/decisions/0000-template.md", "docs/notes.md", "0002-trees.md"]
)
def test_other_pages_are_left_alone(tmp_path: Path, path: str) -> None:
    assert facts(tmp_path, "# TODO\n", path) == []


def test_a_design_needs_its_design(tmp_path: Path) -> None:
    path = "docs/designs/scoring.md"

    assert facts(tmp_path, RECORD, path) == ["1: has no section 'Design'"]
    assert facts(tmp_path, changed(RECORD, ("## Decision", "## Design")), path) == []


@pytest.mark.parametrize("number", range(5))
def test_a_question_of_the_assessment_that_is_gone_or_open_is_found(tmp_path: Path, number: int) -> None:
    rows = [line for line in ASSESSMENT.splitlines(keepends=True) if "?" in line]
    question = rows[number].split("|")[1].strip()
    path = "docs/impact-assessment.md"
    assert facts(tmp_path, ASSESSMENT, path) == []

    assert facts(tmp_path, ASSESSMENT.replace(rows[number], ""), path) == [f"1: does not answer {question!r}"]
    [fact] = facts(tmp_path, ASSESSMENT.replace(rows[number], f"| {question} | |\n"), path)
    assert fact == f"{number + 5}: the answer to {question!r} is empty"


def test_the_questions_may_be_headings(tmp_path: Path) -> None:
    rows = [line.split("|") for line in ASSESSMENT.splitlines() if "?" in line]
    text = "# Impact assessment\n\n" + "\n".join(f"## {row[1].strip()}\n\n{row[2].strip()}\n" for row in rows)

    assert facts(tmp_path, text, "docs/impact-assessment.md") == []


def test_ten_megabytes_of_headings_and_comments_take_no_time(tmp_path: Path) -> None:
    assert facts(tmp_path, "<!-- " * 500_000 + "\n" + "## A\n" * 200_000)
