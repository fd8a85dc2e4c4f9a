"""The runner prints one line for each finding, and its exit code says whether there was one."""

import shutil
from pathlib import Path

import pytest

from modelwright.cli import main
from tests.repos import git

CASES = Path(__file__).with_name("cases")


def test_a_clean_repository_ends_with_0(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(CASES / "pin-disagreement" / "good")

    assert main(["check"]) == 0
    assert capsys.readouterr().out == ""


def test_findings_are_printed_with_place_and_id(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(CASES / "leak-target-feature" / "bad")

    assert main(["check"]) == 1
    assert capsys.readouterr().out == (
        "model.toml:31:1: features.numeric: 'closed_on' is declared in data.leaking: "
        "it is only known once the outcome is [leak-target-feature]\n"
    )


def test_findings_of_named_files_only(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(CASES / "pin-disagreement" / "bad")

    assert main(["check", "pyproject.toml"]) == 1
    assert capsys.readouterr().out.count("[pin-disagreement]") == 1
    assert main(["check", "model.toml"]) == 0


def test_a_repository_without_a_spec_is_checked_for_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(CASES / "pin-disagreement" / "bad", tmp_path / "repo")
    (tmp_path / "repo" / "model.toml").unlink()
    git(tmp_path / "repo", "init", "--quiet")
    monkeypatch.chdir(tmp_path / "repo")

    assert main(["check"]) == 1


def test_a_folder_that_is_no_repository_ends_with_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(["check"]) == 2
    assert "not a model repo" in capsys.readouterr().err
