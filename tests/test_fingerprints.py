"""A fingerprint changes with what a measurement depends on, and with nothing else."""

from pathlib import Path

import pytest

from modelwright import __version__
from modelwright.fingerprints import code_digest, kit_version, roles_digest, spec_digest
from modelwright.layout import ANSWERS
from modelwright.repo import Repo
from modelwright.spec import Spec
from tests.specs import spec


@pytest.mark.parametrize(
    "changed",
    [
        spec(split={"group": "c"}),
        spec(split={"seed": 2}),
        spec(features={"numeric": ["a"]}),
        spec(data={"keys": ["id"]}),
        spec(data={"protected": ["sex"]}),
        spec(promises={"headline": "log_loss"}),
    ],
)
def test_what_a_model_is_made_from_counts(changed: Spec) -> None:
    assert spec_digest(changed) != spec_digest(spec())


@pytest.mark.parametrize(
    "changed",
    [
        spec(promises={"quality": {"roc_auc": {"at_least": 0.9}}}),
        spec(data={"source": "elsewhere", "licence": "CC0-1.0", "citation": "none"}),
        spec(data={"protected_reason": "A row is a bean."}),
        spec(model={"status": "production", "risk": "high"}),
        spec(split={"holdout": 0.2, "group": None}),
    ],
)
def test_a_promise_a_sentence_or_a_default_that_is_written_out_does_not(changed: Spec) -> None:
    assert spec_digest(changed) == spec_digest(spec())


def test_the_fingerprint_of_a_spec_outlives_the_library() -> None:
    """A change here makes the evidence of every team stale: say so in the changelog."""
    assert spec_digest(spec()) == "1bfeaaf40fce913d"


@pytest.mark.parametrize(
    "changed",
    [
        spec(data={"keys": ["id"]}),
        spec(data={"target": "c"}),
        spec(data={"personal": ["name"]}),
        spec(data={"protected": ["sex"]}),
        spec(data={"quasi_identifiers": ["age"]}),
        spec(data={"leaking": ["later"]}),
        spec(data={"time": "day"}),
        spec(data={"time": "day", "max_age_days": 2}),
        spec(data={"cadence": "daily"}),
        spec(data={"engine": "frame"}),
        spec(data={"engine": "sql", "connection": "ROWS", "table": "customers"}),
        spec(features={"numeric": ["a"]}),
        spec(features={"numeric": ["a", "c"], "categorical": ["b"]}),
        spec(split={"group": "place"}),
    ],
)
def test_what_a_challenge_asks_of_the_spec_counts_for_it(changed: Spec) -> None:
    assert roles_digest(changed) != roles_digest(spec())


@pytest.mark.parametrize(
    "changed",
    [
        spec(features={"numeric": ["b", "a"]}),
        spec(data={"keys": []}),
        spec(data={"source": "elsewhere", "protected_reason": "A row is a bean.", "version": "2.0.0"}),
        spec(split={"seed": 2, "holdout": 0.3}),
        spec(promises={"headline": "log_loss"}),
        spec(model={"status": "production", "risk": "high"}),
    ],
)
def test_what_a_challenge_does_not_ask_does_not_count_for_it(changed: Spec) -> None:
    assert roles_digest(changed) == roles_digest(spec())


def test_what_the_spec_says_of_rows_has_a_fingerprint_that_outlives_the_library() -> None:
    """A change here makes the challenge of every team stale: say so in the changelog."""
    assert roles_digest(spec()) == "e2a0ca3781f71942"


def test_the_name_and_the_text_of_code_count_and_its_line_ends_do_not(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(b"x = 1\n")
    one = code_digest(tmp_path)

    (tmp_path / "a.py").write_bytes(b"x = 1\r\n")
    assert code_digest(tmp_path) == one
    (tmp_path / "a.py").rename(tmp_path / "b.py")
    assert code_digest(tmp_path) != one
    (tmp_path / "b.py").rename(tmp_path / "a.py")
    (tmp_path / "a.py").write_bytes(b"x = 2\n")
    assert code_digest(tmp_path) != one


@pytest.mark.parametrize("line", ["_commit: v1.2.0", "_commit: 'v1.2.0'", '_commit:   "v1.2.0" # written by Copier'])
def test_the_kit_is_what_the_repository_records(tmp_path: Path, line: str) -> None:
    (tmp_path / ANSWERS).write_text(f"# Do not edit.\n{line}\nrisk: high\n")

    assert kit_version(Repo(tmp_path)) == "v1.2.0"


def test_without_a_record_the_kit_is_the_library_that_runs(tmp_path: Path) -> None:
    assert kit_version(Repo(tmp_path)) == __version__

    (tmp_path / ANSWERS).write_text("risk: high\n")
    assert kit_version(Repo(tmp_path)) == __version__
