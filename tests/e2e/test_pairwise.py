"""Every pair of answers to the other questions occurs in a repository that passes what a team runs daily."""

from itertools import combinations, product
from pathlib import Path

import pytest

from tests.conftest import Render
from tests.e2e.test_model_repo import GREEN
from tests.repos import TASKS, commit_all, install, run, shorten_search

ANSWERS = {
    "task": TASKS,
    "risk": ("minimal", "limited", "high"),
    "serving": ("batch", "online"),
    "code_host": ("github", "gitlab", "none"),
}
# The tasks alone, with the other answers at their defaults, are tested in full next door. Many classes take longest.
PAIRWISE = (
    ("binary", "minimal", "online", "github"),
    ("binary", "limited", "batch", "gitlab"),
    ("binary", "high", "batch", "none"),
    ("multiclass", "minimal", "batch", "none"),
    ("multiclass", "high", "online", "gitlab"),
    ("regression", "minimal", "batch", "gitlab"),
    ("regression", "limited", "online", "none"),
    ("regression", "high", "batch", "github"),
)
DEFAULTS = tuple((task, "limited", "batch", "github") for task in TASKS)


def test_every_pair_of_answers_is_covered() -> None:
    wanted = {
        frozenset([(one, a), (other, b)])
        for (one, first), (other, second) in combinations(ANSWERS.items(), 2)
        for a, b in product(first, second)
    }

    covered = {
        frozenset(pair)
        for answers in (*PAIRWISE, *DEFAULTS)
        for pair in combinations(zip(ANSWERS, answers, strict=True), 2)
    }

    assert wanted - covered == set()


@pytest.mark.parametrize("answers", PAIRWISE, ids="-".join)
def test_a_fresh_repository_passes_everything(
    render: Render, bytecode: Path, answers: tuple[str, ...], tmp_path: Path
) -> None:
    repo = render(tmp_path / "repo", project_name="pairwise-model", **dict(zip(ANSWERS, answers, strict=True)))
    shorten_search(repo)
    commit_all(repo)
    install(repo, bytecode=bytecode)
    evidence = [repo / "reports" / f"{stage}.json" for stage in ("validation", "challenge", "training", "evaluation")]
    assert not [path for path in evidence if path.exists()]

    # pytest comes first, and alone makes the evidence that it needs.
    for command in GREEN.values():
        answer = run(repo, "uv", "run", "--no-sync", *command)
        assert answer.returncode == 0, f"{command}: {answer.stdout}{answer.stderr}"
        assert all(path.is_file() for path in evidence), command
    commit_all(repo, "Evaluate")
    hooks = run(repo, "uv", "run", "--no-sync", "pre-commit", "run", "--all-files", "--hook-stage", "manual")
    assert hooks.returncode == 0, hooks.stdout
