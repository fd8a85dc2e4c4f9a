"""What the tests of a model repo build on: evidence that is current, the gates and the expectations there are."""

import warnings

from modelwright.errors import InputError, Refused
from modelwright.evaluation.gates import asked
from modelwright.evaluation.staleness import staleness
from modelwright.evidence import Challenge, Evaluation, ExpectationResult, Training, Validation, read_evidence
from modelwright.expectations.suite import read_suite
from modelwright.expectations.validation import describe
from modelwright.expectations.words import titles
from modelwright.progress import Stage
from modelwright.repo import Repo
from modelwright.run import challenge, evaluate, train, validate


class ExpectationWarning(UserWarning):
    """The data do not meet an expectation that only warns."""


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
    for make in (challenge, train, evaluate):
        try:
            make(repo, now)
        except Refused as refused:
            raise InputError(make.__name__, str(refused)) from refused


def expectations_of(repo: Repo) -> list[str]:
    """A title for each expectation of the suite, such as `hum: at most 0.9 (never so humid)`, in the suite's order.

    No row is read, so the tests of a repository are collected at once. Of a suite that cannot be read there is one
    title, whose test says why.
    """
    try:
        return titles(read_suite(repo.suite_path, repo.shown(repo.spec.data.expectations)).expectations)
    except InputError as error:
        return [str(error)]


def require(repo: Repo, title: str) -> None:
    """Fail where the data do not meet a critical expectation; where they do not meet another one, warn.

    Args:
        repo: with current evidence.
        title: one of `expectations_of`.
    """
    import pytest

    result = _result_of(repo, title)
    if result.met:
        return
    if result.severity == "critical":
        pytest.fail(describe(result), pytrace=False)
    warnings.warn(describe(result), ExpectationWarning, stacklevel=2)


def _result_of(repo: Repo, title: str) -> ExpectationResult:
    suite = read_suite(repo.suite_path, repo.shown(repo.spec.data.expectations))
    validation = read_evidence(repo.evidence_path("validation"), Validation)
    return dict(zip(titles(suite.expectations), validation.results, strict=True))[title]


def gates_of(repo: Repo) -> list[str]:
    """The gates that the spec of a repository asks for, in the order in which they are judged."""
    return asked(repo.spec)


def _is_current(repo: Repo) -> bool:
    try:
        evidence = (
            read_evidence(repo.evidence_path("validation"), Validation),
            read_evidence(repo.evidence_path("challenge"), Challenge),
            read_evidence(repo.evidence_path("training"), Training),
            read_evidence(repo.evidence_path("evaluation"), Evaluation),
        )
    except InputError:
        return False
    return repo.model_path.is_file() and not staleness(repo, *evidence)
