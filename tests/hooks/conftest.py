"""What the tests of the hooks share. The environments of the hooks are expensive: there is one for all tests."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Render
from tests.hooks.team import SOMEONE, TOOLS, Team
from tests.repos import commit_all, duplicate

Trained = Callable[[str], Path]


@pytest.fixture(scope="session")
def homes(shared: Path) -> dict[str, str]:
    """One place for the environments of the hooks, because they are expensive; and one for what mypy remembers."""
    places = {"PRE_COMMIT_HOME": "pre-commit", "PREK_HOME": "prek", "MYPY_CACHE_DIR": "mypy"}
    return SOMEONE | {variable: str(shared / folder) for variable, folder in places.items()}


@pytest.fixture(params=TOOLS)
def team(request: pytest.FixtureRequest, trained: Trained, homes: dict[str, str], tmp_path: Path) -> Team:
    return Team(commit_all(duplicate(trained("binary"), tmp_path / "repo"), "Train"), request.param, homes)


@pytest.fixture
def generated(render: Render, trained: Trained, tmp_path: Path) -> Callable[..., Path]:
    """A repository as Copier makes it, before anything was run in it; it borrows an environment for the types."""

    def make(**how: str) -> Path:
        repo = render(tmp_path / "repo", project_name="binary-model", **how)
        (repo / ".venv").symlink_to(trained("binary") / ".venv", target_is_directory=True)
        return commit_all(repo)

    return make
