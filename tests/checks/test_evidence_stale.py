"""Each part that a measurement depends on makes it stale when it changes, and nothing else does."""

import hashlib
from pathlib import Path

import pytest

from tests.checks.evidence import ANSWERS, CODE, DATA, SUITE, model_repo, run
from tests.checks.model_repos import SPEC, changed, found, write
from tests.repos import commit_all

CHECK = "evidence-stale"
ALL = "reports/validation.json, reports/training.json and reports/evaluation.json were written"
MODEL = "reports/training.json and reports/evaluation.json were written"


def test_current_evidence_is_fine(tmp_path: Path) -> None:
    assert found(CHECK, model_repo(tmp_path)) == []


@pytest.mark.parametrize(
    ("path", "text", "finding"),
    [
        (DATA, "customer,age,calls,left\n2,29,3,true\n", f"{DATA}:1: the data changed since {ALL}"),
        (
            "model.toml",
            changed(SPEC, ('"random"', '"random"\nseed = 3')),
            f"model.toml:1: the data, features, split or tuning of the spec changed since {MODEL}",
        ),
        (ANSWERS, "_src_path: x\n_commit: v1.1.0\n", f"{ANSWERS}:2: the kit changed from v1.0.0 since {ALL}"),
        (SUITE, "{}", f"{SUITE}:1: the suite changed since reports/validation.json was written"),
        (
            "model.toml",
            changed(SPEC, ('"roc_auc"', '"roc_auc"\nconfidence = 0.9')),
            "model.toml:38: promises.confidence changed from 0.95 since reports/evaluation.json was written",
        ),
    ],
)
def test_what_changed_is_named_where_it_stands(tmp_path: Path, path: str, text: str, finding: str) -> None:
    model_repo(tmp_path)

    write(tmp_path, {path: text})

    assert found(CHECK, tmp_path) == [finding]
    assert found(CHECK, tmp_path, path) == [finding]  # a commit of that file alone
    run(tmp_path)
    assert len(found(CHECK, tmp_path)) == (0 if "confidence" not in finding else 1)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("at_least = 0.74", "at_least = 0.7"),
        ("linear = 0.01", "linear = 0.02"),
        ('team = "Team"', 'team = "Another team"'),
        ('source = "Ours"', 'source = "Our own records"'),
        ("positive = true", 'positive = true\nprotected_reason = "Nothing is known of a person."'),
        ('risk = "minimal"', 'risk = "limited"'),
        ('serving = "batch"', 'serving = "batch"\nstatus = "production"'),
        ("[tuning]", "[tuning]"),
    ],
)
def test_a_promise_or_a_sentence_makes_nothing_stale(tmp_path: Path, old: str, new: str) -> None:
    spec = SPEC + "\n[tuning]\ntrials = 10\n"
    write(model_repo(tmp_path), {"model.toml": changed(spec, (old, new))})

    assert found(CHECK, tmp_path) == []


def test_the_file_whose_code_changed_is_named(tmp_path: Path) -> None:
    commit_all(write(model_repo(tmp_path), {"src/churn/other.py": ""}))
    run(tmp_path)
    commit_all(tmp_path)

    write(tmp_path, {CODE: "C = 0.1\n", "src/churn/new.py": ""})

    fact = f"1: the code changed since {MODEL}"
    assert found(CHECK, tmp_path) == [f"{CODE}:{fact}", f"src/churn/new.py:{fact}"]
    commit_all(tmp_path)
    assert found(CHECK, tmp_path) == [f"{CODE}:{fact}", f"src/churn/new.py:{fact}"]


def test_code_that_was_deleted_makes_the_evidence_stale_too(tmp_path: Path) -> None:
    commit_all(model_repo(tmp_path))

    (tmp_path / CODE).unlink()

    assert found(CHECK, tmp_path) == [f"reports/training.json:1: the code changed since {MODEL}"]


def test_without_git_the_finding_stands_at_the_evidence(tmp_path: Path) -> None:
    write(model_repo(tmp_path), {CODE: "C = 0.1\n"})

    assert found(CHECK, tmp_path) == [f"reports/training.json:1: the code changed since {MODEL}"]


def test_line_ends_of_another_system_are_the_same_code(tmp_path: Path) -> None:
    (model_repo(tmp_path) / CODE).write_bytes(b"C = 1.0\r\n")

    assert found(CHECK, tmp_path) == []


def test_without_evidence_there_is_nothing_to_be_stale(tmp_path: Path) -> None:
    for path in (model_repo(tmp_path) / "reports").iterdir():
        path.unlink()
    write(tmp_path, {CODE: "C = 0.1\n"})

    assert found(CHECK, tmp_path) == []


def test_data_that_are_elsewhere_are_left_out(tmp_path: Path) -> None:
    (model_repo(tmp_path) / DATA).unlink()

    assert found(CHECK, tmp_path) == []


def test_a_pointer_of_git_lfs_stands_for_the_data(tmp_path: Path) -> None:
    digest = hashlib.sha256((model_repo(tmp_path) / DATA).read_bytes()).hexdigest()
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:{}\nsize 37\n"

    write(tmp_path, {DATA: pointer.format(digest)})
    assert found(CHECK, tmp_path) == []

    write(tmp_path, {DATA: pointer.format("0" * 64)})
    assert found(CHECK, tmp_path) == [f"{DATA}:1: the data changed since {ALL}"]


def test_a_repository_that_records_no_kit_is_not_held_against_the_one_that_runs(tmp_path: Path) -> None:
    (model_repo(tmp_path) / ANSWERS).unlink()

    assert found(CHECK, tmp_path) == []


def test_evidence_that_was_edited_is_for_another_check(tmp_path: Path) -> None:
    path = model_repo(tmp_path) / "reports/training.json"
    path.write_text(path.read_text().replace("v1.0.0", "v0.9.0"))

    assert found(CHECK, tmp_path) == []
    assert found("evidence-edited", tmp_path)
