"""What the tests of a model repo build on: evidence that is current, and the gates there are."""

from modelwright.errors import InputError, Refused
from modelwright.evaluation.gates import staleness
from modelwright.evidence import Evaluation, Training, Validation, read_evidence
from modelwright.progress import Stage
from modelwright.repo import Repo
from modelwright.run import evaluate, train, validate


def ensure_evidence(repo: Repo) -> Repo:
    """The repository, with evidence and a model of the code and the data as they are now.

    Where evidence is missing or stale, it is made anew, so `pytest` alone is enough. Broken expectations are left
    for the gates to report.
    """
    import pytest

    if not _is_current(repo):
        try:
            _make_evidence(repo)
        except InputError as error:
            # One line says what is wrong; a traceback through the library would hide it.
            pytest.fail(f"error: {error}", pytrace=False)
    return repo


def _make_evidence(repo: Repo) -> None:
    now = Stage("pytest", bar=None)
    try:
        validate(repo, now)
    except Refused as refused:
        if not repo.evidence_path("validation").is_file():
            raise InputError("validate", str(refused)) from refused
    train(repo, now)
    evaluate(repo, now)


def gates_of(repo: Repo) -> list[str]:
    """The gates that the spec of a repository asks for, in the order in which they are judged."""
    quality = [f"quality-{metric.replace('_', '-')}" for metric in repo.spec.promises.quality]
    always = ["evidence-current", "data-expectations", "leak-target-feature"]
    always += ["holdout-untouched", "model-reproduced", "single-feature-leak"]
    return [*always, *quality, "beats-dummy", "beats-linear"]


def _is_current(repo: Repo) -> bool:
    try:
        evidence = (
            read_evidence(repo.evidence_path("validation"), Validation),
            read_evidence(repo.evidence_path("training"), Training),
            read_evidence(repo.evidence_path("evaluation"), Evaluation),
        )
    except InputError:
        return False
    return repo.model_path.is_file() and not staleness(repo, *evidence)
