"""A large file is reported where git itself has to keep it."""

from pathlib import Path

import pytest

from modelwright.checking.runner import run_checks
from modelwright.checks.large_file import LIMIT
from modelwright.repo import Repo
from modelwright.sources import File
from tests.repos import git


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--quiet")
    return tmp_path


def reported(folder: Path) -> list[str]:
    return [f"{one.finding.path}: {one.finding.fact}" for one in run_checks(Repo(folder), ["large-file"]).reported]


def write(path: Path, size: int) -> None:
    with path.open("wb") as stream:
        stream.truncate(size)


def test_the_limit_is_the_largest_size_that_is_fine(repo: Path) -> None:
    write(repo / "fine.onnx", LIMIT)
    write(repo / "large.onnx", LIMIT + 1)

    assert reported(repo) == ["large.onnx: 5.0 MB, where 5 MB are the limit"]


def test_what_git_lfs_keeps_is_fine(repo: Path) -> None:
    (repo / ".gitattributes").write_text("*.onnx filter=lfs diff=lfs merge=lfs -text\n", encoding="utf-8")
    write(repo / "a.onnx", LIMIT * 3)
    write(repo / "a.bin", LIMIT * 3)

    assert reported(repo) == ["a.bin: 15.0 MB, where 5 MB are the limit"]


def test_what_git_ignores_is_fine(repo: Path) -> None:
    (repo / ".gitignore").write_text("models/\n", encoding="utf-8")
    (repo / "models").mkdir()
    write(repo / "models" / "a.onnx", LIMIT * 3)

    assert reported(repo) == []


def test_a_link_is_small(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("annex") / "a.onnx"
    write(elsewhere, LIMIT * 3)
    (repo / "a.onnx").symlink_to(elsewhere)

    assert reported(repo) == []


def test_without_git_there_is_no_lfs(tmp_path: Path) -> None:
    (tmp_path / ".gitattributes").write_text("*.onnx filter=lfs\n", encoding="utf-8")
    write(tmp_path / "a.onnx", LIMIT * 3)

    assert reported(tmp_path) == ["a.onnx: 15.0 MB, where 5 MB are the limit"]


def test_no_text_is_too_large_to_be_looked_at_and_too_small_to_be_reported() -> None:
    assert File.limit > LIMIT
