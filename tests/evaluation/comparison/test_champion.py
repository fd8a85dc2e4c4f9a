"""The champion is read from git, wherever the main branch is; nobody swaps it by a file."""

import json
import shutil
from datetime import date
from pathlib import Path

import msgspec
import pytest

from modelwright.evaluation.comparison.champion import search
from modelwright.evidence import seal
from modelwright.spec import Spec, Waiver
from tests.evaluation.comparison.champions import (
    EVALUATION,
    HOLDOUT,
    JUNK,
    KEYED,
    ROWS,
    champion,
    evaluated,
    ground_of,
    judged,
    on_branch,
    started,
    write_spec,
)
from tests.evaluation.grounds import RepoOf
from tests.repos import commit_all, git
from tests.specs import spec as specified

DEV = specified(data={"keys": ["id"]}, features={"numeric": ["b"], "categorical": []})
ABSENT = (
    "no branch `main` or `master` is here to read the champion from: fetch it (in CI with `fetch-depth: 0`), "
    "or set promises.champion.branch"
)


def keyed(**promises: object) -> Spec:
    return specified(data={"keys": ["id"]}, features={"numeric": ["a", "b"], "categorical": []}, promises=promises)


def found_in(folder: Path, spec: Spec = KEYED) -> tuple[str | None, str]:
    """What a model that is not in git finds."""
    found = search(RepoOf(folder, spec), "another model")
    return found.outcome, found.champion.branch if found.champion and found.outcome is None else found.fact


def test_without_git_there_is_no_champion(tmp_path: Path) -> None:
    assert found_in(tmp_path) == ("first", "nothing is committed yet")


def test_before_the_first_commit_there_is_no_champion(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")

    assert found_in(tmp_path) == ("first", "nothing is committed yet")


def test_where_git_cannot_read_the_repository_nothing_passes(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()

    assert found_in(tmp_path) == (
        "not comparable",
        "git does not answer here, so nobody can say which model is the champion",
    )


def test_on_a_feature_branch_the_champion_is_that_of_main(repo: Path) -> None:
    on_branch(repo, "feature")

    assert found_in(repo) == (None, "main")


def test_on_main_the_last_commit_holds_the_champion(repo: Path) -> None:
    assert found_in(repo) == (None, "main")


def test_in_a_clone_the_champion_is_that_of_the_origin_whatever_is_on_the_local_branch(
    repo: Path, tmp_path: Path
) -> None:
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", str(repo), str(clone))
    champion(clone, ground_of(clone, spec=KEYED, frame=ROWS, model=JUNK), name="junk")

    assert found_in(clone) == (None, "origin/main")


def test_on_a_detached_head_as_in_ci_the_champion_is_that_of_the_origin(repo: Path, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", str(repo), str(clone))
    git(clone, "checkout", "--quiet", "--detach")
    git(clone, "branch", "--delete", "--force", "main")

    assert found_in(clone) == (None, "origin/main")


def test_a_clone_without_the_main_branch_says_what_to_fetch(repo: Path, tmp_path: Path) -> None:
    on_branch(repo, "feature")
    git(repo, "checkout", "--quiet", "main")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth=1", "--branch=feature", repo.as_uri(), str(clone))

    found = evaluated(clone, ground_of(clone, spec=KEYED, frame=ROWS, model=JUNK), name="junk")
    verdict = judged(found, KEYED)

    assert (verdict.kept, verdict.measured) == (False, ABSENT)


def test_a_shallow_clone_of_main_still_holds_the_champion(repo: Path, tmp_path: Path) -> None:
    (repo / "README.md").write_text("# A model\n", encoding="utf-8")
    commit_all(repo, "Describe it")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth=1", repo.as_uri(), str(clone))

    assert found_in(clone) == (None, "origin/main")


def test_a_champion_in_git_is_not_swapped_by_files_of_the_work_tree(repo: Path) -> None:
    on_branch(repo, "feature")
    before = search(RepoOf(repo, KEYED), "another model")
    evaluated(repo, ground_of(repo, spec=DEV, frame=ROWS, model=JUNK), name="dev copy")

    after = search(RepoOf(repo, KEYED), "another model")

    assert after.champion == before.champion
    assert after.comparison == before.comparison
    verdict = judged(evaluated(repo, ground_of(repo, spec=KEYED, frame=ROWS, model=JUNK), name="junk"), KEYED)
    assert (verdict.gate, verdict.kept) == ("champion", False)


def test_a_champion_that_main_was_given_from_a_dev_branch_is_found_out(repo: Path, tmp_path: Path) -> None:
    dev = started(tmp_path / "dev", DEV)
    evaluated(dev, ground_of(dev, spec=DEV, frame=ROWS), name="dev copy")
    shutil.copytree(dev / "reports", repo / "reports", dirs_exist_ok=True)
    commit_all(repo, "Swap the champion for its dev copy")

    outcome, fact = found_in(repo)

    assert outcome == "not comparable"
    assert fact.startswith("reports/evaluation.json of main at ")
    assert fact.endswith("was measured with another spec than that branch's")


def test_evidence_of_other_code_is_found_out(repo: Path, tmp_path: Path) -> None:
    dev = started(tmp_path / "dev", KEYED)
    (dev / "src/m/model.py").write_text("WEAK = True\n", encoding="utf-8")
    evaluated(dev, ground_of(dev, spec=KEYED, frame=ROWS, model=JUNK), name="dev copy")
    shutil.copytree(dev / "reports", repo / "reports", dirs_exist_ok=True)
    commit_all(repo, "Swap the champion for its dev copy")

    assert found_in(repo)[1].endswith("was measured with another code than that branch's")


def test_predictions_that_alone_are_swapped_are_found_out(repo: Path, tmp_path: Path) -> None:
    dev = tmp_path / "dev"
    git(tmp_path, "clone", "--quiet", str(repo), str(dev))
    evaluated(dev, ground_of(dev, spec=KEYED, frame=ROWS, model=JUNK), name="dev copy")
    shutil.copy(dev / HOLDOUT, repo / HOLDOUT)
    (repo / EVALUATION).write_text((repo / EVALUATION).read_text(encoding="utf-8") + "\n", encoding="utf-8")
    commit_all(repo, "Swap the predictions of the champion")

    outcome, fact = found_in(repo)

    assert outcome == "not comparable"
    assert fact.startswith("reports/holdout.parquet of main at ")
    assert fact.endswith("holds other predictions than those of the model in its reports/evaluation.json")


@pytest.mark.parametrize(
    ("path", "content", "fact"),
    [
        (EVALUATION, "{", "cannot be read as evidence"),
        (HOLDOUT, "no table", "is no table of predictions"),
        (HOLDOUT, None, "has no reports/holdout.parquet, which `modelwright evaluate` writes and a team commits"),
    ],
)
def test_a_champion_that_is_damaged_is_no_free_pass(repo: Path, path: str, content: str | None, fact: str) -> None:
    (repo / EVALUATION).write_text((repo / EVALUATION).read_text(encoding="utf-8") + "\n", encoding="utf-8")
    (repo / path).unlink() if content is None else (repo / path).write_text(content, encoding="utf-8")
    commit_all(repo, "Damage the champion")

    outcome, found = found_in(repo)

    assert outcome == "not comparable"
    assert found.endswith(fact)


def test_a_champion_whose_evidence_was_edited_by_hand_is_found_out(repo: Path) -> None:
    text = (repo / EVALUATION).read_text(encoding="utf-8")
    (repo / EVALUATION).write_text(text.replace('"outcome": "first"', '"outcome": "worse"'), encoding="utf-8")
    commit_all(repo, "Edit the champion")

    assert found_in(repo)[1].endswith("is not as it was written")


def test_a_refused_model_that_is_committed_on_main_all_the_same_stays_refused(repo: Path) -> None:
    junk = ground_of(repo, spec=KEYED, frame=ROWS, model=JUNK)
    assert champion(repo, junk, name="junk").outcome == "worse"

    again = evaluated(repo, junk, name="junk")

    assert again.outcome == "worse"
    assert again.champion is not None
    assert again.champion.commit == git(repo, "rev-parse", "HEAD~1")


def test_a_model_that_somebody_accepted_though_it_is_worse_is_the_champion(repo: Path) -> None:
    waiver = Waiver("champion", "The champion used a column that the law forbids now.", "Ada Example", date(2030, 1, 1))
    waived = msgspec.structs.replace(KEYED, waivers=(waiver,))
    lawful = champion(repo, ground_of(repo, spec=waived, frame=ROWS, model=JUNK), name="lawful")

    found = search(RepoOf(repo, waived), "another model").champion
    assert lawful.outcome == "worse"
    assert found is not None
    assert found.commit == git(repo, "rev-parse", "HEAD")


def test_evidence_of_a_version_that_kept_no_predictions_is_said_to_be_so(repo: Path) -> None:
    evaluation = json.loads((repo / EVALUATION).read_text(encoding="utf-8"))
    del evaluation["comparison"]
    (repo / EVALUATION).write_text(json.dumps({**evaluation, "digest": seal(evaluation)}), encoding="utf-8")
    commit_all(repo, "As an earlier version wrote it")

    outcome, fact = found_in(repo)

    assert outcome == "first"
    assert fact.endswith("is of a version that kept no predictions to compare with")


def test_a_branch_of_another_name_is_read_where_the_spec_names_it(repo: Path) -> None:
    named = keyed(champion={"branch": "trunk"})
    git(repo, "branch", "--move", "main", "trunk")

    assert found_in(repo) == ("not comparable", ABSENT)
    assert found_in(repo, named) == (None, "trunk")


def test_nobody_picks_an_easier_champion_on_a_branch_of_their_own(repo: Path) -> None:
    picked = keyed(champion={"branch": "dev"})
    on_branch(repo, "dev")
    champion(repo, ground_of(repo, spec=picked, frame=ROWS, model=JUNK), name="dev")

    assert found_in(repo, picked) == (
        "not comparable",
        "promises.champion.branch names 'dev', and model.toml of main does not",
    )


def test_another_branch_that_main_agrees_to_is_read(repo: Path) -> None:
    agreed = keyed(champion={"branch": "production"})
    git(repo, "branch", "production")
    write_spec(repo, agreed)
    commit_all(repo, "The champion is in production")

    assert found_in(repo, agreed) == (None, "production")


def test_a_branch_that_is_not_there_is_named(repo: Path) -> None:
    assert found_in(repo, keyed(champion={"branch": "production"})) == (
        "not comparable",
        "promises.champion.branch names 'production', and no such branch is here to read the champion from",
    )
