"""What the tests of the template share: the whole matrix, rendered once for each test run."""

from pathlib import Path

import pytest

from tests.conftest import Render, renderer
from tests.repos import Kit, copy_kit, git, once, version
from tests.template.matrix import Matrix, Variant, folders, render_all, variants_of


@pytest.fixture(scope="session")
def kit(shared: Path) -> Kit:
    """The kit without its tests and its guide, of which no render holds anything: Copier clones it for each render."""
    tag = f"v{version()}"

    def build(folder: Path) -> None:
        copy_kit(folder, without=("tests/", "docs/"))
        git(folder, "tag", tag)

    return Kit(once(shared / "kit-without-tests", build), tag)


@pytest.fixture(scope="session")
def render(kit: Kit) -> Render:
    """As everywhere, from that part of the kit."""
    return renderer(kit)


@pytest.fixture(scope="session")
def matrix(shared: Path, render: Render) -> Matrix:
    """Every combination as it renders. It is shared, so no test may change it."""
    return folders(once(shared / "matrix", lambda draft: render_all(draft, render)))


@pytest.fixture(scope="session")
def variants(matrix: Matrix) -> list[Variant]:
    """Each distinct content of each rendered path."""
    return list(variants_of(matrix))
