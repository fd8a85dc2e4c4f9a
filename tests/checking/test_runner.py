"""Each check is given what it asks for, and one that fails does not stop the others."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from modelwright.checking.runner import TOO_DEEP
from modelwright.checking.settings import Ignored, Settings
from modelwright.errors import InputError
from modelwright.finding import Finding
from modelwright.repo import Repo
from modelwright.sources import Code, File, Markdown, Notebook, Toml, Yaml
from tests.checking.checks import install, lines, made, run
from tests.sources.files import code, document, notebook, write


def every(source: File) -> Iterator[Finding]:
    yield source.finding(type(source).__name__)


@pytest.mark.parametrize(
    ("wants", "found"),
    [
        ((File,), ["a.ipynb Notebook", "a.md Markdown", "a.py Code", "a.toml Toml"]),
        ((Code,), ["a.ipynb Code", "a.py Code"]),
        ((Notebook,), ["a.ipynb Notebook"]),
        ((Toml, Markdown), ["a.md Markdown", "a.toml Toml"]),
        ((Code, Notebook), ["a.ipynb Code", "a.ipynb Notebook", "a.py Code"]),
        ((File, Code), ["a.ipynb Code", "a.ipynb Notebook", "a.md Markdown", "a.py Code", "a.toml Toml"]),
        ((Yaml,), []),
    ],
)
def test_a_check_gets_the_kinds_that_it_wants_once(
    wants: tuple[type, ...], found: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed: list[str] = []

    def note(source: File) -> Iterator[Finding]:
        handed.append(f"{source.path} {type(source).__name__}")
        yield from ()

    notebook(tmp_path, document("x = 1"))
    for path in ("a.py", "a.toml", "a.md"):
        repo = write(tmp_path, path, "")
    run(repo, *install(monkeypatch, made("note", note, *wants)))

    assert sorted(handed) == found


def test_a_check_gets_only_files_that_mention_what_it_looks_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a.py", "import pickle\n")
    write(tmp_path, "b.py", "# coding: latin-1\n# \xe9 pickle\n".encode("latin-1"))
    repo = write(tmp_path, "c.py", "import json\n")

    ids = install(monkeypatch, made("note", every, mentions=("pickle", "joblib")))
    assert lines(run(repo, *ids)) == ["a.py:1 note", "b.py:1 note"]


def test_the_repository_is_handed_over_once_and_only_where_a_path_matters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def both(_: Repo) -> Iterator[Finding]:
        yield Finding("model.toml", 1, "a")
        yield Finding("other.toml", 1, "b")

    write(tmp_path, "other.toml", "")
    repo = write(tmp_path, "model.toml", "")
    ids = install(monkeypatch, made("whole", both, Repo, reads=("model.*",)))

    assert lines(run(repo, *ids)) == ["model.toml:1 whole", "other.toml:1 whole"]
    assert lines(run(repo, *ids, paths=["model.toml"])) == ["model.toml:1 whole"]
    assert lines(run(repo, *ids, paths=["other.toml"])) == []


def test_settings_exclude_files_and_ignore_checks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in ("a.py", "b.py", "old/deep/c.py"):
        repo = write(tmp_path, path, "")
    ids = install(monkeypatch, made("note", every), made("other", every))
    settings = Settings(exclude=("old",), ignore={"note": Ignored("a good reason", ("b.py",))})

    assert lines(run(repo, *ids, settings=settings)) == ["a.py:1 note", "a.py:1 other", "b.py:1 other"]


def test_a_check_that_fails_is_named_and_the_others_still_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(file: File) -> Iterator[Finding]:
        yield file.finding("before it failed")
        raise KeyError("a secret")

    repo = write(tmp_path, "a.py", "")
    outcome = run(repo, *install(monkeypatch, made("broken", broken), made("note", every)))

    assert sorted(lines(outcome)) == ["a.py:1 broken", "a.py:1 note"]
    [failure] = outcome.failures
    assert failure[:2] == ("broken", "a.py")
    assert failure.fact.startswith("KeyError in checking/runner.py, line ")


def test_a_check_of_the_repository_that_fails_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: Repo) -> Iterator[Finding]:
        raise ZeroDivisionError
        yield

    outcome = run(Repo(tmp_path), *install(monkeypatch, made("broken", broken, Repo)))

    assert [(one.check, one.path) for one in outcome.failures] == [("broken", "")]


def test_a_broken_spec_is_one_finding_and_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def asks_the_spec(file: File) -> Iterator[Finding]:
        yield file.finding(file.repo.spec.model.name)

    repo = write(tmp_path, "model.toml", "broken = \n")
    ids = install(monkeypatch, made("note", asks_the_spec))
    outcome = run(repo, *ids, "spec-invalid")

    assert outcome.failures == ()
    assert "model.toml:1 spec-invalid" in lines(outcome)


def test_other_wrong_input_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(file: File) -> Iterator[Finding]:
        raise InputError(file.path, "is wrong")
        yield

    outcome = run(write(tmp_path, "a.py", ""), *install(monkeypatch, made("note", refuses)))

    assert [one.check for one in outcome.failures] == ["note"]


def test_what_is_too_deep_for_checks_is_unreadable_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def descend(found: Code) -> Iterator[Finding]:
        yield from deeper(found.nodes(ast.UnaryOp)[0], found)

    def deeper(node: ast.expr, found: Code) -> Iterator[Finding]:
        if isinstance(node, ast.UnaryOp):
            yield from deeper(node.operand, found)

    repo = code(tmp_path, "-" * 1500 + "1").repo
    ids = install(monkeypatch, made("one", descend, Code), made("two", descend, Code))
    outcome = run(repo, *ids, "unreadable-file")

    assert [(one.check, one.finding.fact) for one in outcome.reported] == [("unreadable-file", TOO_DEEP)]
    assert outcome.failures == ()


def test_an_unreadable_file_is_one_finding_of_one_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def parse(found: Code) -> Iterator[Finding]:
        yield from (found.finding_at(node, "a") for node in found.nodes(ast.Call))

    write(tmp_path, "a.py", "def (\n")
    repo = write(tmp_path, "b.py", "f()\n")
    outcome = run(repo, *install(monkeypatch, made("note", parse, Code)), "unreadable-file")

    assert lines(outcome) == ["a.py:1 unreadable-file", "b.py:1 note"]


def test_files_that_vanish_are_findings(tmp_path: Path) -> None:
    outcome = run(Repo(tmp_path), "unreadable-file", paths=["gone.py", "gone", "gone.ipynb", "gone.yaml", "gone.csv"])

    assert {one.finding.fact for one in outcome.reported} == {"No such file or directory"}
    assert len(outcome.reported) == 5


def test_findings_are_sorted_and_none_is_said_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def twice(file: File) -> Iterator[Finding]:
        for line in (3, 1, 3):
            yield file.finding("a", line)

    outcome = run(write(tmp_path, "a.txt", ""), *install(monkeypatch, made("note", twice)))

    assert lines(outcome) == ["a.txt:1 note", "a.txt:3 note"]
