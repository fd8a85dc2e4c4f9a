"""`modelwright new` makes a repository with its first commit, or nothing at all."""

import subprocess
import tempfile
from pathlib import Path

import pytest

from modelwright.cli import main
from tests.repos import Kit, git

New = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def identity(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "Some One")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "someone@example.com")


def new(kit: Kit, target: Path, *more: str) -> int:
    return main(["new", str(target), "--kit", str(kit.path), "--defaults", *more])


def test_a_repository_with_its_first_commit(kit: Kit, tmp_path: Path) -> None:
    assert new(kit, tmp_path / "churn") == 0

    repo = tmp_path / "churn"
    assert git(repo, "log", "--format=%s") == f"Generate from Modelwright {kit.tag}"
    assert git(repo, "status", "--porcelain") == ""
    assert (repo / "src" / "churn" / "train.py").is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["churn"]


def test_an_empty_folder_is_filled(kit: Kit, tmp_path: Path) -> None:
    (tmp_path / "churn").mkdir()

    assert new(kit, tmp_path / "churn") == 0


def test_answers_are_taken(kit: Kit, tmp_path: Path) -> None:
    assert new(kit, tmp_path / "x", "--data", "project_name=bikes", "--data", "task=regression") == 0

    assert 'task = "regression"' in (tmp_path / "x" / "model.toml").read_text(encoding="utf-8")


def test_a_folder_whose_name_is_no_model_name_takes_the_default(kit: Kit, tmp_path: Path) -> None:
    assert new(kit, tmp_path / "My Folder") == 0

    assert (tmp_path / "My Folder" / "src" / "my_model").is_dir()


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (["--data", "project_name="], "error: --data project_name: Use 1 to 40 lower-case letters"),
        (["--data", "project_name=Bad Name"], "error: --data project_name: Use 1 to 40 lower-case letters"),
        (["--data", "project_name=json"], "error: --data project_name: The package would be called json"),
        (["--data", "project_name=class"], "error: --data project_name: The package would be called class"),
        (["--data", "contact=nobody"], "error: --data contact: Use an e-mail address or a URL"),
        (["--data", "task=ranking"], "error: --data task: 'ranking' is not in ['binary'"),
        (["--data", "colour=red"], "error: --data: no question is called 'colour'; there are project_name, task"),
        (["--data", "colour"], "error: --data: 'colour' is not QUESTION=ANSWER"),
        (["--ref", "v9.9.9"], "Unknown revision: 'v9.9.9'"),
        (["--kit", "/nowhere"], "error: /nowhere: "),
        (
            ["--kit", "git+file:///nowhere.git"],
            "error: git+file:///nowhere.git: the kit cannot be fetched: '/nowhere.git'",
        ),
    ],
)
def test_bad_answers_leave_nothing_behind(
    kit: Kit, tmp_path: Path, capsys: New, more: list[str], expected: str
) -> None:
    assert new(kit, tmp_path / "churn", *more) == 2

    [line] = [line for line in capsys.readouterr().err.splitlines() if "No git tags" not in line]
    assert expected in line
    assert list(tmp_path.iterdir()) == []


def test_a_full_folder_is_left_untouched(kit: Kit, tmp_path: Path, capsys: New) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")

    assert new(kit, tmp_path) == 2
    assert capsys.readouterr().err == f"error: {tmp_path}: the folder is not empty: it is left untouched\n"
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_repository_from_another_template_is_named(kit: Kit, tmp_path: Path, capsys: New) -> None:
    (tmp_path / ".copier-answers.yml").write_text("_commit: v1\n_src_path: gh:other/template\n", encoding="utf-8")

    assert new(kit, tmp_path) == 2
    assert "it holds a repository that was generated from gh:other/template" in capsys.readouterr().err


def test_a_file_in_the_way_is_named(kit: Kit, tmp_path: Path, capsys: New) -> None:
    (tmp_path / "churn").write_text("", encoding="utf-8")

    assert new(kit, tmp_path / "churn") == 2
    assert capsys.readouterr().err == f"error: {tmp_path / 'churn'}: is a file, not a folder\n"
    assert new(kit, tmp_path / "churn" / "below") == 2
    assert "cannot be written to" in capsys.readouterr().err


def test_a_target_that_cannot_be_written_to_is_named(
    kit: Kit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: New
) -> None:
    """Root may write anywhere, so the operating system's refusal is played back."""
    really = tempfile.mkdtemp

    def refuse(*arguments: str, **named: str) -> str:
        if "dir" in named:
            raise PermissionError(13, "Permission denied", named["dir"])
        return really(*arguments, **named)

    monkeypatch.setattr("tempfile.mkdtemp", refuse)

    assert new(kit, tmp_path / "churn") == 2
    assert capsys.readouterr().err == f"error: {tmp_path}: cannot be written to: Permission denied\n"


@pytest.mark.usefixtures("no_identity")
def test_without_an_identity_nothing_is_made(kit: Kit, tmp_path: Path, capsys: New) -> None:
    assert new(kit, tmp_path / "churn") == 2

    assert capsys.readouterr().err.startswith("error: git: no identity for the first commit: set it with")
    assert not (tmp_path / "churn").exists()


def test_a_kit_with_uncommitted_changes_is_refused(kit: Kit, tmp_path: Path, capsys: New) -> None:
    changed = tmp_path / "kit"
    subprocess.run(["git", "clone", "--quiet", "--no-tags", str(kit.path), str(changed)], check=True)
    (changed / "copier.yml").write_text(
        (changed / "copier.yml").read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8"
    )

    assert main(["new", str(tmp_path / "churn"), "--kit", str(changed), "--defaults"]) == 2
    assert "the kit has uncommitted changes" in capsys.readouterr().err
    assert not (tmp_path / "churn").exists()


def test_an_interruption_leaves_nothing_behind(
    kit: Kit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: New
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("modelwright.upkeep.new._commit", interrupt)

    assert new(kit, tmp_path / "churn") == 130
    assert list(tmp_path.iterdir()) == []
    assert "interrupted" in capsys.readouterr().err


def test_questions_of_the_command_line_are_those_of_the_template() -> None:
    import yaml

    from modelwright.upkeep.new import QUESTIONS
    from tests.repos import ROOT

    asked = yaml.safe_load((ROOT / "copier.yml").read_text(encoding="utf-8"))

    assert [name for name, question in asked.items() if name[0] != "_" and question.get("when") is not False] == list(
        QUESTIONS
    )
