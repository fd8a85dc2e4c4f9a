"""Wherever the hooks come from, both tools install them, and a fresh repository passes them."""

import os
import shutil
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest

from docs.pages.hooks import HOOKS
from tests.conftest import Render
from tests.hooks.team import AT_COMMIT, AT_PUSH, TOOLS, Team, failed, outcomes
from tests.repos import Kit, commit_all, git, run


@pytest.mark.parametrize("tool", TOOLS)
def test_a_fresh_repository_passes_every_hook(
    kit: Kit, generated: Callable[..., Path], homes: dict[str, str], tool: str
) -> None:
    repo = generated()
    assert f"  - repo: {kit.url}\n    rev: {kit.tag}\n" in configuration(repo).read_text(encoding="utf-8")
    assert kit.url.startswith("file://")

    found = Team(repo, tool, homes).run("--all-files", "--hook-stage", "manual")

    assert found == dict.fromkeys((hook.id for hook in HOOKS), "Passed")
    assert git(repo, "status", "--porcelain") == ""


@pytest.mark.parametrize("tool", TOOLS)
def test_the_hooks_can_be_taken_from_a_folder(
    kit: Kit, generated: Callable[..., Path], homes: dict[str, str], tool: str
) -> None:
    repo = generated()
    text = configuration(repo).read_text(encoding="utf-8").replace(kit.url, str(kit.path))
    assert f"  - repo: {kit.path}\n" in text
    configuration(repo).write_text(text, encoding="utf-8")
    commit_all(repo)

    found = Team(repo, tool, homes).run("--all-files")

    # The file is the standard's, and to name the kit in another way is an edit of it.
    assert failed(found) == {"modelwright-check"}
    assert found.keys() == AT_COMMIT


def configuration(repo: Path) -> Path:
    return repo / ".pre-commit-config.yaml"


@pytest.mark.parametrize("code_host", ["github", "gitlab", "none"])
@pytest.mark.parametrize("tool", TOOLS)
def test_the_hooks_suit_every_code_host(
    generated: Callable[..., Path], homes: dict[str, str], tool: str, code_host: str
) -> None:
    found = Team(generated(code_host=code_host), tool, homes).run("--all-files")

    assert found.keys() == AT_COMMIT
    assert failed(found) == set()
    assert found["zizmor"] == found["workflow-schema"] == ("Passed" if code_host == "github" else "Skipped")


def test_a_commit_and_a_push_run_what_belongs_to_them(team: Team) -> None:
    assert team.run("--all-files").keys() == AT_COMMIT
    assert team.run("--all-files", "--hook-stage", "pre-push").keys() == AT_PUSH


def test_a_hook_needs_nothing_of_the_kit_in_the_project(render: Render, homes: dict[str, str], tmp_path: Path) -> None:
    """A repository without any environment gets one line from mypy, and is checked by all others."""
    repo = commit_all(render(tmp_path / "repo"))
    bare = {**homes, "PATH": os.pathsep.join(str(Path(shutil.which(name) or "").parent) for name in ("git", "sh"))}
    tool = str(Path(sysconfig.get_path("scripts"), "prek"))

    answer = run(repo, tool, "run", "--all-files", "--hook-stage", "manual", environment=bare)

    assert failed(outcomes(answer)) == {"mypy"}
    assert "no Python environment of this project" in answer.stdout
