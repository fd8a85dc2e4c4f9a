"""In a model repo there is one test for each expectation: it fails, or warns, by name."""

from pathlib import Path

import pytest

from modelwright.evidence import write_evidence
from modelwright.expectations.validation import validate
from modelwright.repo import Repo
from modelwright.testing import ExpectationWarning, expectations_of, require
from tests.expectations.small import expect, repo_of

SUITE = (
    expect("column_values_to_be_between", "a", min_value=1, max_value=4, reason="four grades"),
    expect("column_values_to_be_between", "a", max_value=3, reason="no fourth grade"),
    expect("column_values_to_be_between", "y", max_value=3, reason="mostly low", severity="warning"),
)


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    made = repo_of(tmp_path, *SUITE)
    write_evidence(made.evidence_path("validation"), validate(made))
    return made


def test_the_tests_are_named_from_the_suite_alone(tmp_path: Path) -> None:
    repo = repo_of(tmp_path, *SUITE)
    repo.data_path.unlink()

    assert expectations_of(repo) == [
        "a: between 1 and 4 (four grades)",
        "a: at most 3 (no fourth grade)",
        "y: at most 3 (mostly low)",
    ]


def test_an_expectation_that_is_met_passes(repo: Repo) -> None:
    require(repo, "a: between 1 and 4 (four grades)")


def test_a_critical_one_that_is_not_met_fails_with_its_counts(repo: Repo) -> None:
    with pytest.raises(
        pytest.fail.Exception, match=r"column 'a': 1 of 4 rows break the expectation: at most 3 \(no fourth grade"
    ):
        require(repo, "a: at most 3 (no fourth grade)")


def test_a_warning_that_is_not_met_is_seen(repo: Repo) -> None:
    with pytest.warns(
        ExpectationWarning, match=r"column 'y': 1 of 4 rows break the expectation: at most 3 \(mostly low"
    ):
        require(repo, "y: at most 3 (mostly low)")


def test_of_a_suite_that_cannot_be_read_one_test_says_why(tmp_path: Path) -> None:
    repo = repo_of(tmp_path, *SUITE)
    repo.suite_path.write_text("{", encoding="utf-8")

    [title] = expectations_of(repo)

    assert "not valid JSON" in title
