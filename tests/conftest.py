"""What all tests share: the kit as a tagged repository, and real model repos that were rendered from it.

The kit under test is the working tree, committed and tagged in a repository of its own: templates, hooks and the
library are then fetched from it exactly as a team fetches them from a host.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from tests.repos import Kit, commit_all, copy_kit, git, install, once, uv_run, version


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of one test run share."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session", autouse=True)
def hook_environments(shared: Path) -> Iterator[None]:
    """One place for the environments of the hooks: they are expensive, and the machine's own are not for tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PRE_COMMIT_HOME", str(shared / "pre-commit"))
        patch.setenv("PREK_HOME", str(shared / "prek"))
        yield


@pytest.fixture(scope="session")
def kit(shared: Path) -> Kit:
    """The kit, on a tag."""
    tag = f"v{version()}"

    def build(folder: Path) -> None:
        copy_kit(folder)
        git(folder, "tag", tag)

    return Kit(once(shared / "kit", build), tag)


Render = Callable[..., Path]


@pytest.fixture(scope="session")
def render(kit: Kit) -> Render:
    """Render the template into a folder: `render(folder, task="regression")`. Unanswered questions take defaults."""

    def rendered(target: Path, *, source: str | None = None, ref: str | None = None, **answers: str) -> Path:
        from copier import run_copy

        run_copy(source or str(kit.path), target, data=answers, vcs_ref=ref, defaults=True, quiet=True)
        return target

    return rendered


@pytest.fixture(scope="session")
def trained(kit: Kit, render: Render, shared: Path) -> Callable[[str], Path]:
    """A model repo of a task, installed and run: `trained("binary")`. It is shared, so no test may change it."""
    assert kit.path.is_dir()

    def of(task: str) -> Path:
        def build(folder: Path) -> None:
            repo = render(folder / "repo", project_name=f"{task}-model", task=task)
            commit_all(repo)

        folder = once(shared / task, build)
        # An environment names its own folder, so it is made where it stays.
        with FileLock(f"{folder}.run.lock"):
            repo = folder / "repo"
            log = folder / "run.log"
            if not log.is_file():
                install(repo)
                answer = uv_run(repo, "modelwright", "run")
                assert answer.returncode == 0, answer.stdout + answer.stderr
                log.write_text(answer.stderr, encoding="utf-8")
        return folder / "repo"

    return of


@pytest.fixture
def no_identity(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine on which git does not know its user."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "user.useConfigOnly")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "true")
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL"):
        monkeypatch.delenv(name, raising=False)
