"""`modelwright check` reports each pin of the kit that somebody moves by hand."""

import shutil
from pathlib import Path

import pytest

from modelwright.checks.pin_disagreement import check
from modelwright.cli import main
from modelwright.repo import Repo
from tests.repos import Kit
from tests.template.matrix import COMBINATIONS, Matrix

ANSWERS = ".copier-answers.yml"
HOOKS = ".pre-commit-config.yaml"
REQUIREMENT = "pyproject.toml"
WORKFLOW = ".github/workflows/quality.yml"
DATA_WORKFLOW = ".github/workflows/data.yml"


@pytest.fixture
def repo(matrix: Matrix, tmp_path: Path) -> Path:
    return shutil.copytree(matrix[COMBINATIONS[0]], tmp_path / "repo", ignore=shutil.ignore_patterns("*.parquet"))


def edit(repo: Path, path: str, before: str, after: str) -> None:
    text = (repo / path).read_text(encoding="utf-8")
    assert text.count(before) == 1, f"{path}: {before!r}"
    (repo / path).write_text(text.replace(before, after), encoding="utf-8")


def reported(repo: Path) -> set[str]:
    return {finding.path for finding in check(Repo(repo))}


def test_pins_as_rendered_agree(matrix: Matrix) -> None:
    assert not [combination for combination, folder in matrix.items() if reported(folder)]


def test_another_recorded_version_disagrees_with_all_others(repo: Path, kit: Kit) -> None:
    edit(repo, ANSWERS, f"_commit: {kit.tag}", "_commit: v9.9.9")

    assert reported(repo) == {HOOKS, REQUIREMENT, WORKFLOW, DATA_WORKFLOW}


def test_no_recorded_version_is_reported(repo: Path, kit: Kit) -> None:
    edit(repo, ANSWERS, f"_commit: {kit.tag}\n", "")

    assert reported(repo) == {ANSWERS}


def test_hooks_of_another_version_are_reported(repo: Path, kit: Kit) -> None:
    edit(repo, HOOKS, f"rev: {kit.tag}", "rev: v9.9.9")

    assert reported(repo) == {HOOKS}


def test_a_library_of_another_version_is_reported(repo: Path, kit: Kit) -> None:
    edit(repo, REQUIREMENT, f"@{kit.tag}", "@v9.9.9")

    assert reported(repo) == {REQUIREMENT}


def test_a_workflow_of_another_version_is_reported(repo: Path, kit: Kit) -> None:
    edit(repo, WORKFLOW, f"@{kit.tag}", "@v9.9.9")

    assert reported(repo) == {WORKFLOW}


def test_a_workflow_that_follows_a_branch_is_reported(repo: Path, kit: Kit) -> None:
    edit(repo, WORKFLOW, f"@{kit.tag}", "@main")

    assert reported(repo) == {WORKFLOW}


def test_a_library_without_a_version_is_reported(repo: Path, kit: Kit) -> None:
    edit(repo, REQUIREMENT, f"@{kit.tag}", "")

    assert reported(repo) == {REQUIREMENT}


def test_a_library_from_an_index_is_reported(repo: Path, kit: Kit) -> None:
    edit(repo, REQUIREMENT, f" @ git+{kit.url}@{kit.tag}", ">=0.1")

    assert reported(repo) == {REQUIREMENT}


def test_hooks_of_another_version_are_reported_wherever_the_library_comes_from(repo: Path, kit: Kit) -> None:
    edit(repo, REQUIREMENT, f"git+{kit.url}@", "git+https://git.example.com/a-fork/kit.git@")
    edit(repo, HOOKS, f"rev: {kit.tag}", "rev: v9.9.9")

    assert reported(repo) == {HOOKS}


def test_a_workflow_of_another_version_is_reported_wherever_the_library_comes_from(repo: Path, kit: Kit) -> None:
    edit(repo, REQUIREMENT, f" @ git+{kit.url}@{kit.tag}", ">=0.1")
    edit(repo, WORKFLOW, f"@{kit.tag}", "@v9.9.9")

    assert reported(repo) == {REQUIREMENT, WORKFLOW}


def test_the_command_names_the_line_and_fails(
    repo: Path, kit: Kit, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(repo)
    assert main(["check"]) == 0
    edit(repo, HOOKS, f"rev: {kit.tag}", "rev: v9.9.9")

    assert main(["check"]) == 1

    lines = (repo / HOOKS).read_text(encoding="utf-8").splitlines()
    [finding] = capsys.readouterr().out.splitlines()
    assert finding.startswith(f"{HOOKS}:{lines.index('    rev: v9.9.9') + 1}:")
    assert "v9.9.9" in finding
    assert kit.tag in finding
    assert finding.endswith("[pin-disagreement]")
