"""The library knows which version of the kit it is: from its own number, from uv and pip, or from a clone."""

import json
from importlib.metadata import PathDistribution
from pathlib import Path
from typing import Any

import pytest

from modelwright import __version__
from modelwright.standard.installed import is_running, shown
from tests.repos import git

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.fixture
def noted(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Say what the installation notes about where it came from."""

    def note(content: str | None) -> None:
        monkeypatch.setattr(PathDistribution, "read_text", lambda _, name: {"direct_url.json": content}.get(name))

    return note


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone with one commit, as pre-commit makes one."""
    git(tmp_path, "init", "--quiet")
    (tmp_path / "file").write_text("as committed\n", encoding="utf-8")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--no-gpg-sign", "--message", "One")
    return tmp_path


def head(clone: Path) -> str:
    return git(clone, "rev-parse", "HEAD")


def test_a_tag_is_the_number_of_the_library() -> None:
    assert is_running(f"v{__version__}")
    assert not is_running("v9.9.9")
    assert not is_running(__version__)
    assert not is_running("")


def test_a_commit_is_the_one_that_was_fetched(noted: Any) -> None:
    noted(json.dumps({"url": "https://git.example.com/kit", "vcs_info": {"vcs": "git", "commit_id": COMMIT}}))

    assert is_running(COMMIT)
    assert not is_running(COMMIT[::-1])


def test_a_commit_is_the_one_of_the_clone_that_was_installed(noted: Any, clone: Path) -> None:
    noted(json.dumps({"url": clone.as_uri(), "dir_info": {}}))

    assert is_running(head(clone))
    assert not is_running(COMMIT)


def test_a_clone_that_was_edited_is_no_version(noted: Any, clone: Path) -> None:
    noted(json.dumps({"url": clone.as_uri(), "dir_info": {"editable": True}}))
    (clone / "untracked").write_text("", encoding="utf-8")
    assert is_running(head(clone))

    (clone / "file").write_text("edited\n", encoding="utf-8")

    assert not is_running(head(clone))


def test_a_folder_inside_another_repository_is_no_clone(noted: Any, clone: Path) -> None:
    (clone / "below").mkdir()
    noted(json.dumps({"url": (clone / "below").as_uri(), "dir_info": {}}))

    assert not is_running(head(clone))


@pytest.mark.parametrize("content", [None, "", "{}", "not json", '{"url": "https://git.example.com/kit.whl"}'])
def test_an_installation_that_notes_nothing_is_no_known_commit(noted: Any, content: str | None) -> None:
    noted(content)

    assert not is_running(COMMIT)


def test_a_hash_is_shown_by_its_beginning_and_a_tag_as_it_is() -> None:
    assert shown(COMMIT) == "0123456789ab"
    assert shown("v1.2.0") == "v1.2.0"
