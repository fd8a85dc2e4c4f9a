"""`modelwright check` from the outside: which files it looks at, what it prints, and its exit code."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from modelwright.checking import verb
from modelwright.cli import main
from modelwright.finding import Finding
from modelwright.repo import Repo
from modelwright.sources import File
from tests.checking.checks import install, made, saying
from tests.repos import git
from tests.sources.files import write

BROKEN = "def (\n"
CASES = Path(__file__).parents[1] / "checks" / "cases"


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A git repository in which each file of Python is broken, so that each one that is looked at is named."""
    root = tmp_path / "a repo"
    for path in ("a.py", "src/b.py", "src/deep/c d.py", "ignored/e.py"):
        write(root, path, BROKEN)
    write(root, ".gitignore", "ignored/\n")
    git(root, "init", "--quiet")
    monkeypatch.chdir(root)
    return root


def check(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str], str]:
    """Exit code, the paths that were found, and what was said besides."""
    code = main(["check", *arguments])
    said = capsys.readouterr()
    return code, [line.partition(":")[0] for line in said.out.splitlines()], said.err


ALL = ["a.py", "src/b.py", "src/deep/c d.py"]


@pytest.mark.parametrize(
    ("paths", "found"),
    [
        ([], ALL),
        (["."], ALL),
        (["a.py"], ["a.py"]),
        (["a.py", "./a.py", "src/../a.py"], ["a.py"]),
        (["src"], ALL[1:]),
        (["src/"], ALL[1:]),
        (["src/deep/c d.py"], ["src/deep/c d.py"]),
        (["ignored/e.py"], ["ignored/e.py"]),
    ],
)
def test_paths_say_what_is_looked_at(
    paths: list[str], found: list[str], repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert repo.is_dir()
    assert check(capsys, *paths) == (1, found, "")


def test_paths_are_those_of_the_current_folder(
    repo: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(repo / "src")

    assert check(capsys, ".") == (1, ["b.py", "deep/c d.py"], "")
    assert check(capsys, str(repo / "src" / "b.py")) == (1, ["b.py"], "")
    assert check(capsys, "../a.py")[1] == [str(repo / "a.py")]


def test_a_link_is_a_file_and_a_link_to_a_folder_is_that_folder(
    repo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repo / "link.py").symlink_to("a.py")
    (repo / "linked").symlink_to("src", target_is_directory=True)
    (tmp_path / "door").symlink_to(repo, target_is_directory=True)

    assert check(capsys, "link.py")[1] == ["link.py"]
    assert check(capsys, "linked")[1] == ALL[1:]
    assert check(capsys, str(tmp_path / "door" / "a.py"))[1] == ["a.py"]
    assert check(capsys, str(tmp_path / "door"))[1] == ["a.py", "link.py", *ALL[1:]]


@pytest.mark.parametrize("target", ["gone.py", "link.py"])
def test_a_link_that_leads_nowhere_is_a_finding(target: str, repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repo / "link.py").symlink_to(target)

    assert check(capsys, "link.py")[:2] == (1, ["link.py"])


def test_a_folder_of_which_nothing_is_checked_says_so(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert repo.is_dir()
    code, found, said = check(capsys, "ignored")

    assert (code, found) == (0, [])
    assert said.startswith("note: no file to check")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["gone.py"], "error: gone.py: no such file or folder"),
        (["a.py/b.py"], "error: a.py/b.py: no such file or folder"),
        ([".."], "error: ..: lies outside the repository"),
        (["a\0b"], "error: a\0b: "),
        (["x" * 5000], "error: " + "x" * 5000),
        (["--select", "pin-disagrement"], "error: --select: there is no check 'pin-disagrement'; did you mean pin-"),
        (["--ignore", "nonsense-at-all"], "error: --ignore: there is no check 'nonsense-at-all'"),
        (["--explain", "unreadable-fil"], "error: --explain: there is no check 'unreadable-fil'; did you mean unread"),
        (["--select", "spec-invalid", "--ignore", "spec-invalid"], "error: --ignore: leaves no check to run"),
    ],
)
def test_wrong_input_is_one_line(
    arguments: list[str], said: str, repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert repo.is_dir()
    code, found, error = check(capsys, *arguments)

    assert (code, found) == (2, [])
    assert error.startswith(said)
    assert error.count("\n") == 1


def test_an_empty_selection_is_wrong_usage(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert repo.is_dir()
    with pytest.raises(SystemExit) as stopped:
        main(["check", "--select", " , "])

    assert stopped.value.code == 2
    assert "--select: names no check" in capsys.readouterr().err


def test_a_mistake_in_the_configuration_names_its_line(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(repo, "pyproject.toml", "[tool.modelwright]\nselect = 3\n")

    assert check(capsys)[2].startswith("error: pyproject.toml:2: tool.modelwright.select: expected an array")


def test_what_is_excluded_is_not_looked_at_even_when_it_is_named(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(repo, "pyproject.toml", '[tool.modelwright]\nexclude = ["src/deep"]\n')

    assert check(capsys)[1] == ALL[:2]
    assert check(capsys, "src/deep/c d.py")[:2] == (0, [])


def test_selected_and_ignored_checks(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert repo.is_dir()
    assert check(capsys, "--ignore", "unreadable-file")[:2] == (0, [])
    # What could not be read was not checked by what is selected either.
    assert check(capsys, "--select", "spec-invalid,pin-disagreement")[:2] == (1, ALL)


def test_a_page_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--explain", "unreadable-file"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("# unreadable-file\n\nA file cannot be read")
    assert "## How to fix it" in said


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github"])
def test_a_check_that_fails_ends_with_3_and_one_line(
    form: str, repo: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(file: File) -> Iterator[Finding]:
        raise LookupError(file.path)
        yield

    ids = install(monkeypatch, made("broken", broken))
    monkeypatch.setattr(verb, "chosen", lambda *_: [*ids, "unreadable-file"])

    code = main(["check", "--format", form, "a.py"])
    said = capsys.readouterr()
    assert code == 3
    assert said.err.startswith("error: a.py: a defect of modelwright, please report it: broken failed: LookupError")
    assert said.err.count("\n") == 1
    assert "unreadable-file" in said.out
    assert repo.is_dir()


def test_json_stays_json_while_files_are_fixed(
    repo: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(repo, "notes.txt", "bad\n")
    fixing = made("a-bad", saying("bad"), fix=lambda file: {file.path: b"good\n"})
    ids = install(monkeypatch, fixing)
    monkeypatch.setattr(verb, "chosen", lambda *_: ids)

    assert main(["check", "--fix", "--format", "json"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["findings"] == []
    assert said.err == "notes.txt: fixed [a-bad]\n"
    assert main(["check", "--fix"]) == 0
    assert capsys.readouterr().err == ""


def test_findings_of_named_files_only(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(CASES / "pin-disagreement" / "bad")

    assert main(["check", "--select", "pin-disagreement"]) == 1
    assert capsys.readouterr().out.count("[pin-disagreement]") > 1
    assert main(["check", "--select", "pin-disagreement", "pyproject.toml"]) == 1
    assert capsys.readouterr().out.count("[pin-disagreement]") == 1
    assert main(["check", "--select", "pin-disagreement", "model.toml"]) == 0


def test_a_clean_repository_ends_with_0_and_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, "a.py", "x = 1\n")
    git(tmp_path, "init", "--quiet")
    monkeypatch.chdir(tmp_path)

    assert main(["check"]) == 0
    assert capsys.readouterr() == ("", "")


def test_a_folder_that_is_no_repository_ends_with_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(["check"]) == 2
    assert "not a model repo" in capsys.readouterr().err


def modelwright(folder: Path, *arguments: str, **options: object) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
        [sys.executable, "-m", "modelwright", "check", *arguments],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **options,
    )


@pytest.mark.parametrize("arguments", [[], ["--format", "sarif"], ["--explain", "unreadable-file"]])
def test_a_reader_that_goes_away_is_no_error(arguments: list[str], repo: Path) -> None:
    for number in range(2000):
        write(repo, f"many/{number}.py", BROKEN)
    process = modelwright(repo, *arguments)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()

    assert process.stderr.read() == b""
    assert process.wait() == (0 if "--explain" in arguments else 1)
    process.stderr.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such names")
@pytest.mark.parametrize("name", [b"new\nline.py", b"quote\"'.py", b"\xff\xfe.py", "žluť.py".encode()])
@pytest.mark.parametrize("form", ["text", "json", "sarif", "github"])
def test_any_name_of_a_file_is_shown(name: bytes, form: str, repo: Path) -> None:
    Path(os.fsdecode(os.path.join(os.fsencode(repo), name))).write_text(BROKEN, encoding="utf-8")  # noqa: PTH118
    process = modelwright(repo, "--format", form, env={**os.environ, "PYTHONIOENCODING": "ascii"})
    out, err = process.communicate()

    assert (process.returncode, err) == (1, b"")
    assert out.count(b"not valid Python") == 4


def test_an_interruption_is_one_line(
    repo: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(_: Repo) -> Iterator[Finding]:
        raise KeyboardInterrupt
        yield

    ids = install(monkeypatch, made("slow", interrupted, Repo))
    monkeypatch.setattr(verb, "chosen", lambda *_: ids)

    assert main(["check"]) == 130
    assert capsys.readouterr().err.count("\n") == 1
    assert repo.is_dir()
