"""The suites that are shipped notice what production does to the data that are shipped."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import msgspec
import pytest

from modelwright.challenge.score import challenge_repo, tallies
from modelwright.evidence import Challenge
from modelwright.expectations.suite import read_suite, write_suite
from modelwright.repo import Repo
from tests.conftest import Render

TASKS = ("binary", "multiclass", "regression")
LEAST = 0.95
Challenged = Callable[[str], tuple[Path, Challenge]]


@pytest.fixture(scope="module")
def challenged(render: Render, tmp_path_factory: pytest.TempPathFactory) -> Challenged:
    """A rendered repository of a task, and what its suite notices; made once."""

    @cache
    def of(task: str) -> tuple[Path, Challenge]:
        repo = render(tmp_path_factory.mktemp("challenged") / task, task=task)
        return repo, challenge_repo(Repo(repo))

    return of


@pytest.mark.parametrize("task", TASKS)
def test_the_shipped_suite_notices_nearly_every_corruption(task: str, challenged: Challenged) -> None:
    _, found = challenged(task)

    unnoticed = [(one.kind, one.column, one.advice) for one in found.corruptions if not one.noticed]
    assert found.score >= LEAST, unnoticed
    assert found.left_out == ()
    assert len(tallies(found.corruptions)) >= 30
    assert found.tried > 200


@pytest.mark.parametrize("task", ["multiclass"])
def test_without_the_expectations_of_a_column_the_score_is_lower(task: str, challenged: Challenged) -> None:
    """Negative control: what the score rests on are the expectations."""
    folder, whole = challenged(task)
    repo = Repo(folder)
    suite = read_suite(repo.suite_path, repo.suite_path)
    column = repo.spec.features.numeric[0]
    rest = tuple(one for one in suite.expectations if column not in str(one.kwargs))
    before = repo.suite_path.read_bytes()
    try:
        write_suite(repo.suite_path, msgspec.structs.replace(suite, expectations=rest))
        gutted = challenge_repo(repo)
    finally:
        repo.suite_path.write_bytes(before)

    lost = {(one.kind, one.column) for one in whole.corruptions if one.noticed} - {
        (one.kind, one.column) for one in gutted.corruptions if one.noticed
    }
    assert gutted.score < whole.score
    assert {name for _, name in lost} >= {column}
