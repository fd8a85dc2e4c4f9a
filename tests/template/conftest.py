"""What the tests of the template share: the whole matrix, rendered once for each test run."""

from pathlib import Path

import pytest

from tests.conftest import Render
from tests.repos import once
from tests.template.matrix import Matrix, Variant, folders, render_all, variants_of


@pytest.fixture(scope="session")
def matrix(shared: Path, render: Render) -> Matrix:
    """Every combination as it renders. It is shared, so no test may change it."""
    return folders(once(shared / "matrix", lambda draft: render_all(draft, render)))


@pytest.fixture(scope="session")
def variants(matrix: Matrix) -> list[Variant]:
    """Each distinct content of each rendered path."""
    return list(variants_of(matrix))
