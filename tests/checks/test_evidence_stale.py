"""Each part that a measurement depends on makes it stale when it changes, and nothing else does."""

import hashlib
from pathlib import Path

import pytest

from tests.checks.evidence import ANSWERS, CODE, DATA, SUITE, model_repo, run
from tests.checks.model_repos import SPEC, changed, found, write
from tests.repos import commit_all

CHECK = "evidence-stale"
MODEL = ["reports/evaluation.json", "reports/training.json"]
DATA_ALONE = ["reports/challenge.json", "reports/validation.json"]
ALL = sorted([*MODEL, *DATA_ALONE])


def stale(paths: list[str], what: str) -> list[str]:
    return [f"{path}:1: {what} since this was written" for path in paths]


def test_current_evidence_is_fine(tmp_path: Path) -> None:
    assert found(CHECK, model_repo(tmp_path)) == []


@pytest.mark.parametrize(
    ("path", "text", "findings"),
    [
        (DATA, "customer,age,calls,left\n2,29,3,true\n", stale(ALL, f"{DATA} changed")),
        (
            "model.toml",
            changed(SPEC, ('"random"', '"random"\nseed = 3')),
            stale(MODEL, "the data, features, split or tuning of model.toml changed"),
        ),
        (ANSWERS, "_src_path: x\n_commit: v1.1.0\n", stale(ALL, "the kit changed from v1.0.0")),
        (SUITE, "{}", stale(DATA_ALONE, f"{SUITE} changed")),
        (
            "model.toml",
            changed(SPEC, ('"roc_auc"', '"roc_auc"\nconfidence = 0.9')),
            stale(MODEL[:1], "promises.confidence changed from 0.95"),
        ),
        (
            "model.toml",
            changed(SPEC, ('risk = "minimal"', 'risk = "limited"')),
            stale(MODEL[:1], "what model.toml asks to be measured changed"),
        ),
    ],
)
def test_what_changed_is_named_at_the_evidence(tmp_path: Path, path: str, text: str, findings: list[str]) -> None:
    model_repo(tmp_path)

    write(tmp_path, {path: text})

    assert found(CHECK, tmp_path) == findings
    run(tmp_path)
    assert len(found(CHECK, tmp_path)) == ("confidence" in findings[0])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('keys = ["customer"]', 'keys = ["customer"]\npersonal = ["customer"]'),
        ('keys = ["customer"]', 'keys = ["customer"]\nquasi_identifiers = ["age"]'),
        ('keys = ["customer"]', 'keys = ["customer"]\ncadence = "monthly"'),
        ('keys = ["customer"]', 'keys = ["customer"]\nengine = "spark"'),
    ],
)
def test_what_the_spec_says_of_rows_makes_what_is_about_rows_stale(tmp_path: Path, old: str, new: str) -> None:
    write(model_repo(tmp_path), {"model.toml": changed(SPEC, (old, new))})

    assert found(CHECK, tmp_path) == stale(DATA_ALONE, "what model.toml says of the rows changed")
    run(tmp_path)
    assert found(CHECK, tmp_path) == []


def test_a_feature_that_changes_its_kind_makes_everything_stale(tmp_path: Path) -> None:
    numeric = changed(SPEC, ('numeric = ["age", "calls"]', 'numeric = ["calls"]\ncategorical = ["age"]'))
    write(model_repo(tmp_path), {"model.toml": numeric})

    assert found(CHECK, tmp_path) == sorted(
        [
            *stale(DATA_ALONE, "what model.toml says of the rows changed"),
            *stale(MODEL, "the data, features, split or tuning of model.toml changed"),
        ]
    )


def test_a_commit_of_code_passes_until_the_evidence_is_committed_too(tmp_path: Path) -> None:
    write(model_repo(tmp_path), {CODE: "C = 0.1\n"})

    assert found(CHECK, tmp_path, CODE) == []
    assert found(CHECK, tmp_path, CODE, "reports/training.json") == stale(MODEL[1:], "the code of churn changed")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("at_least = 0.74", "at_least = 0.7"),
        ("linear = 0.01", "linear = 0.02"),
        ('team = "Team"', 'team = "Another team"'),
        ('source = "Ours"', 'source = "Our own records"'),
        ("positive = true", 'positive = true\nprotected_reason = "Nothing is known of a person."'),
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

    assert found(CHECK, tmp_path) == stale(MODEL, f"{CODE}, src/churn/new.py changed")
    commit_all(tmp_path)
    assert found(CHECK, tmp_path) == stale(MODEL, f"{CODE}, src/churn/new.py changed")


def test_code_that_was_deleted_makes_the_evidence_stale_too(tmp_path: Path) -> None:
    commit_all(model_repo(tmp_path))

    (tmp_path / CODE).unlink()

    assert found(CHECK, tmp_path) == stale(MODEL, "the code of churn changed")


def test_without_git_the_package_is_named(tmp_path: Path) -> None:
    write(model_repo(tmp_path), {CODE: "C = 0.1\n"})

    assert found(CHECK, tmp_path) == stale(MODEL, "the code of churn changed")


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
    assert found(CHECK, tmp_path) == stale(ALL, f"{DATA} changed")


def test_a_repository_that_records_no_kit_is_not_held_against_the_one_that_runs(tmp_path: Path) -> None:
    (model_repo(tmp_path) / ANSWERS).unlink()

    assert found(CHECK, tmp_path) == []


def test_evidence_that_was_edited_is_for_another_check(tmp_path: Path) -> None:
    path = model_repo(tmp_path) / "reports/training.json"
    path.write_text(path.read_text().replace("v1.0.0", "v0.9.0"))

    assert found(CHECK, tmp_path) == []
    assert found("evidence-edited", tmp_path)
