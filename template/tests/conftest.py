"""What the tests share: the repository, its rows, and the evidence of its model."""

import pandas as pd
import pytest
from modelwright.data.frames import load_frame
from modelwright.repo import Repo
from modelwright.testing import ensure_evidence


@pytest.fixture(scope="session")
def repo() -> Repo:
    return Repo.find()


@pytest.fixture(scope="session")
def frame(repo: Repo) -> pd.DataFrame:
    return load_frame(repo)


@pytest.fixture(scope="session")
def evidence(repo: Repo) -> Repo:
    """The repository, with evidence of the code and the data as they are now."""
    return ensure_evidence(repo)
