"""The gate `evidence-current` names what has changed since a repository's evidence was written."""

from pathlib import Path

import pytest

from modelwright.evaluation.staleness import staleness
from modelwright.evidence import Challenge, Evaluation, Training, Validation, read_evidence
from modelwright.repo import Repo
from tests.checks.evidence import CODE, DATA, SUITE, model_repo
from tests.checks.model_repos import SPEC, changed, write

KEYS = 'keys = ["customer"]'


def stale(root: Path) -> set[str]:
    """What is named, but for the library: this evidence is of none."""
    repo = Repo(root)
    validation = read_evidence(repo.evidence_path("validation"), Validation)
    challenge = read_evidence(repo.evidence_path("challenge"), Challenge)
    training = read_evidence(repo.evidence_path("training"), Training)
    evaluation = read_evidence(repo.evidence_path("evaluation"), Evaluation)
    return {*staleness(repo, validation, challenge, training, evaluation)} - {"modelwright"}


def test_evidence_of_the_repository_as_it_is_is_current(tmp_path: Path) -> None:
    assert stale(model_repo(tmp_path)) == set()


@pytest.mark.parametrize(
    ("path", "text", "named"),
    [
        (DATA, "customer,age,calls,left\n2,29,3,true\n", "data"),
        (CODE, "C = 0.1\n", "code"),
        (SUITE, "{}", "suite"),
        ("model.toml", changed(SPEC, ('"random"', '"random"\nseed = 3')), "spec"),
        # A model is not made from these.
        ("model.toml", changed(SPEC, (KEYS, f'{KEYS}\npersonal = ["customer"]')), "spec"),
        ("model.toml", changed(SPEC, (KEYS, f'{KEYS}\ncadence = "monthly"')), "spec"),
    ],
)
def test_what_changed_is_named(tmp_path: Path, path: str, text: str, named: str) -> None:
    write(model_repo(tmp_path), {path: text})

    assert stale(tmp_path) == {named}


def test_a_promise_makes_nothing_stale(tmp_path: Path) -> None:
    write(model_repo(tmp_path), {"model.toml": changed(SPEC, ("at_least = 0.74", "at_least = 0.7"))})

    assert stale(tmp_path) == set()
