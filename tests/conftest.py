"""What all tests share: the kit as a tagged repository, and real model repos that were rendered from it.

The kit under test is the working tree, committed and tagged in a repository of its own: templates, hooks and the
library are then fetched from it exactly as a team fetches them from a host.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from tests.repos import Kit, commit_all, copy_kit, git, install, keep_bytecode, once, uv_run, version

# By the clock, an example may take long because the machine is busy. Tests that promise a speed measure ratios.
settings.register_profile("busy machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy machine")

# What takes long: whole model repos, and Apache Spark.
_LONG = ("controls/", "docs/", "e2e/", "hooks/", "contracts/test_five_steps", "test_house", "spark")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let each of two workers, who are given half of the list each, begin with what takes long.

    So neither ends with a minute's work while the other has none. The tests with a trained model repo come together,
    because the others would wait until it is trained.
    """
    long = [item for item in items if any(one in item.nodeid.removeprefix("tests/") for one in _LONG)]
    first = [item for item in long if "trained" in getattr(item, "fixturenames", ())]
    second = sorted((item for item in long if item not in first), key=lambda item: "spark" in item.nodeid)
    short = [item for item in items if item not in long]
    half = max(0, len(items) // 2 - len(first))
    items[:] = [*first, *short[:half], *second, *short[half:]]


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of one test run share."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session", autouse=True)
def shared_caches(shared: Path) -> Iterator[None]:
    """One place for the environments of the hooks, which are expensive, and one for what mypy knows of the libraries.

    The machine's own are not for tests. mypy takes nothing from its cache that is not of the very file that it reads.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PRE_COMMIT_HOME", str(shared / "pre-commit"))
        patch.setenv("PREK_HOME", str(shared / "prek"))
        patch.setenv("MYPY_CACHE_DIR", str(shared / "mypy"))
        yield


@pytest.fixture(scope="session")
def types_of_the_kit(shared: Path) -> str:
    """Where mypy keeps what it knows when it checks the kit itself, whose settings are others: for MYPY_CACHE_DIR."""
    return str(shared / "mypy-kit")


@pytest.fixture(scope="session")
def bytecode(shared: Path) -> Path:
    """Where the bytecode of the libraries lies, once a model repo was run: `install(repo, bytecode=bytecode)`."""
    return shared / "bytecode"


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
    return renderer(kit)


def renderer(kit: Kit) -> Render:
    """How to render the template of a kit."""

    def rendered(target: Path, *, source: str | None = None, ref: str | None = None, **answers: str) -> Path:
        from copier import run_copy

        run_copy(source or str(kit.path), target, data=answers, vcs_ref=ref, defaults=True, quiet=True)
        return target

    return rendered


@pytest.fixture(scope="session")
def trained(kit: Kit, render: Render, shared: Path, bytecode: Path) -> Callable[[str], Path]:
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
                install(repo, bytecode=bytecode)
                answer = uv_run(repo, "modelwright", "run")
                assert answer.returncode == 0, answer.stdout + answer.stderr
                log.write_text(answer.stderr, encoding="utf-8")
                keep_bytecode(repo, bytecode)
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
