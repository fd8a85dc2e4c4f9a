"""Every sabotage is caught, by the gate or check that names its cause; and what is not sabotaged is not."""

from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from tests.controls.catalogue import catalogue
from tests.controls.processes import run_verbs
from tests.controls.sabotage import Sabotage
from tests.repos import commit_all, duplicate, shorten_search

Trained = Callable[[str], Path]
FEWEST = 40


@pytest.fixture(scope="session")
def good(trained: Trained, shared: Path) -> Callable[[str], Path]:
    """A model repo that keeps its promises, whose evidence is committed on the main branch: the champion."""

    def of(task: str) -> Path:
        folder = shared / f"good-{task}"
        with FileLock(f"{folder}.lock"):
            if not folder.is_dir():
                draft = shorten_search(duplicate(trained(task), folder.with_suffix(".draft")))
                answer = run_verbs(draft, "train", "evaluate", "report", "gate")
                assert answer.codes == (0, 0, 0, 0), answer.printed
                commit_all(draft, "Train with a shorter search").rename(folder)
        return folder

    return of


@pytest.mark.parametrize("sabotage", catalogue(), ids=lambda one: one.slug)
def test_it_is_caught(sabotage: Sabotage, good: Callable[[str], Path], tmp_path: Path) -> None:
    repo = duplicate(good(sabotage.task), tmp_path / "repo")
    sabotage.do(repo)

    answer = run_verbs(repo, *sabotage.verbs, themes=sabotage.themes)

    assert sabotage.caught_by in answer.ids, answer.printed
    assert max(answer.codes) == 1
    assert "Traceback" not in answer.printed


@pytest.mark.parametrize("task", ["binary", "multiclass", "regression"])
def test_what_is_good_is_not_caught(task: str, good: Callable[[str], Path], tmp_path: Path) -> None:
    repo = duplicate(good(task), tmp_path / "repo")

    answer = run_verbs(repo, "check", "validate", "gate")

    assert answer.codes == (0, 0, 0), answer.printed


def test_no_sabotage_is_there_twice_and_there_are_enough() -> None:
    slugs = [one.slug for one in catalogue()]

    assert len({*slugs}) == len(slugs) >= FEWEST


def test_the_seven_defects_that_other_templates_let_pass_are_among_them() -> None:
    assert sum(one.let_pass_elsewhere for one in catalogue()) == 7
