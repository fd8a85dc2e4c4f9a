"""The rows are what the spec says that they are."""

import pandas as pd
from modelwright.repo import Repo


def test_keys_identify_a_row(repo: Repo, frame: pd.DataFrame) -> None:
    if repo.spec.data.keys:
        assert not frame.duplicated(list(repo.spec.data.keys)).any()


def test_no_feature_leaks_the_outcome(repo: Repo) -> None:
    assert not set(repo.spec.features.names) & set(repo.spec.data.leaking)
