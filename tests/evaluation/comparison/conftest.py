"""What the tests of champions share: a repository with a good one."""

import shutil
from pathlib import Path

import pytest

from tests.evaluation.comparison.champions import KEYED, ROWS, champion, ground_of, started


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a good champion on main."""
    root = started(tmp_path_factory.mktemp("good") / "repo", KEYED)
    champion(root, ground_of(root, spec=KEYED, frame=ROWS))
    return root


@pytest.fixture
def repo(good: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(good, tmp_path / "repo"))
