"""Everything that a reader may meet has its place in the reference, and the reference speaks of nothing else."""

import ast
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from docs.pages import cli, evidence, gates
from docs.pages.fields import description, fields, table_of
from docs.pages.template import asked, copier_yml
from modelwright.checks import all_checks
from modelwright.cli import parser
from modelwright.evaluation.judging.judgement import page_of
from modelwright.repo import Repo
from modelwright.spec import Spec
from modelwright.testing import gates_of
from tests.conftest import Render
from tests.repos import ROOT, TASKS

if TYPE_CHECKING:
    import msgspec

REFERENCE = ROOT / "docs" / "reference"


def text(page: str) -> str:
    return (REFERENCE / page).read_text(encoding="utf-8")


def anchors(page: str) -> set[str]:
    """The places of a page that can be linked to."""
    return set(re.findall(r"\{ #([\w-]+) \}", text(page)))


def test_every_question_that_is_asked_has_a_section() -> None:
    assert set(asked(copier_yml(ROOT))) <= anchors("questions.md")


def test_every_verb_has_a_section_and_every_argument_a_line() -> None:
    page = text("cli.md")

    for name, summary, verb in cli.verbs(parser()):
        assert cli.anchor(name) in anchors("cli.md")
        assert summary, f"{name} has no help"
        for argument in cli.arguments(verb):
            assert argument.help, f"{name} {argument.dest} has no help"
            assert (
                str(argument.option_strings[-1] if argument.option_strings else argument.metavar or argument.dest)
                in page
            )


def test_every_key_of_the_spec_is_described() -> None:
    page = text("spec.md")
    waiting: list[type[msgspec.Struct]] = [Spec]

    while waiting:
        kind = waiting.pop()
        for field in fields(kind):
            inner = table_of(field.type)
            waiting += [inner] if inner else []
            assert any(f"`{shown}`" in page for shown in (field.name, f"[{field.name}]", f"[[{field.name}]]"))
            assert description(field) or kind is Spec, f"{kind.__name__}.{field.name} has no description"


def test_every_check_has_a_page_that_says_what_why_and_how() -> None:
    for check in all_checks():
        page = text(f"checks/{check.id}.md")
        assert [
            part for part in ("What it does", "Why it matters", "How to fix it") if f"## {part}\n" not in page
        ] == []
        assert f"({check.id}.md)" in text("checks/index.md")


def test_every_gate_that_the_code_can_judge_has_words_and_no_word_is_left_over() -> None:
    assert set(gates.families(ROOT)) == set(gates.GATES)


@pytest.mark.parametrize("task", TASKS)
def test_every_gate_that_a_fresh_model_repo_has_can_be_linked_to(render: Render, tmp_path: Path, task: str) -> None:
    repo = Repo(render(tmp_path / "repo", project_name="a-model", task=task))

    assert {page_of(gate).partition("#")[2] for gate in gates_of(repo)} <= anchors("gates.md")


@pytest.fixture
def judges(tmp_path: Path) -> Path:
    """A copy of the code that judges."""
    shutil.copytree(ROOT / gates.JUDGES, tmp_path / gates.JUDGES, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def add_gate(root: Path, gate: str) -> None:
    (root / gates.JUDGES / "more.py").write_text(f"x = Verdict({gate}, '', '', True, ())\n", encoding="utf-8")


def test_a_gate_without_words_is_noticed(judges: Path) -> None:
    add_gate(judges, "'made-up'")

    assert set(gates.families(judges)) - set(gates.GATES) == {"made-up"}
    with pytest.raises(KeyError, match="made-up"):
        gates.pages(judges)


def test_a_family_of_gates_without_words_is_noticed(judges: Path) -> None:
    add_gate(judges, "f'made-up-{name}'")

    assert set(gates.families(judges)) - set(gates.GATES) == {"made-up-*"}


def test_a_gate_whose_name_cannot_be_read_is_refused(judges: Path) -> None:
    add_gate(judges, "name")

    with pytest.raises(TypeError, match=r"more\.py:1"):
        list(gates.families(judges))


def test_every_field_of_the_evidence_is_described_once() -> None:
    silent = {
        f"{kind.__name__}.{field.name}"
        for kind in evidence.records()
        for field in fields(kind)
        if not description(field)
    }

    assert silent == set(evidence.WORDS)


def test_every_type_of_evidence_has_a_section() -> None:
    assert {kind.__name__.lower() for kind in evidence.records()} <= anchors("evidence.md")


def test_every_evidence_file_that_a_verb_writes_is_on_the_page() -> None:
    tree = [ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "hooks").rglob("*.py")]
    written = {
        node.args[0].value
        for module in tree
        for node in ast.walk(module)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "evidence_path"
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }

    assert written
    assert [name for name in written if f"`reports/{name}.json`" not in text("evidence.md")] == []
