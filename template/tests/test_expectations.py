"""One test for each expectation of the data: its name says what is expected of which column."""

import pytest
from modelwright.repo import Repo
from modelwright.testing import expectations_of, require


@pytest.mark.parametrize("expectation", expectations_of(Repo.find()))
def test_the_data_meet(evidence: Repo, expectation: str) -> None:
    require(evidence, expectation)
