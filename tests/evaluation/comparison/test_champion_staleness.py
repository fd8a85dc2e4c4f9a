"""Evidence is out of date once the main branch has another champion."""

from pathlib import Path

import msgspec

from modelwright.evaluation.comparison.champion import has_moved
from modelwright.evidence import Evaluation, read_evidence
from tests.evaluation.comparison.champions import (
    EVALUATION,
    JUNK,
    KEYED,
    ROWS,
    champion,
    evaluated,
    ground_of,
    on_branch,
)
from tests.evaluation.grounds import RepoOf
from tests.repos import git


def test_evidence_is_out_of_date_once_the_main_branch_has_another_champion(repo: Path) -> None:
    on_branch(repo, "feature")
    evaluated(repo, ground_of(repo, spec=KEYED, frame=ROWS, model=JUNK), name="challenger")
    feature = RepoOf(repo, KEYED)
    evidence = read_evidence(repo / EVALUATION, Evaluation)
    assert not has_moved(feature, evidence)
    git(repo, "stash", "--include-untracked", "--quiet")
    git(repo, "checkout", "--quiet", "main")
    ours = ground_of(repo, spec=KEYED, frame=ROWS)

    assert champion(repo, ours, name="somebody else's").outcome == "not worse"

    assert has_moved(feature, evidence)


def test_evidence_is_not_out_of_date_because_its_own_model_became_the_champion(repo: Path) -> None:
    champion(repo, ground_of(repo, spec=KEYED, frame=ROWS), name="next")

    assert not has_moved(RepoOf(repo, KEYED), read_evidence(repo / EVALUATION, Evaluation))


def test_evidence_of_no_champion_is_out_of_date_once_there_is_one(repo: Path) -> None:
    on_branch(repo, "feature")
    evidence = read_evidence(repo / EVALUATION, Evaluation)

    assert not has_moved(RepoOf(repo, KEYED), evidence)
    assert has_moved(RepoOf(repo, KEYED), msgspec.structs.replace(evidence, model="another"))
