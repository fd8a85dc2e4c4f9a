"""What is broken on purpose, as a team sees it: in the console, in pytest and in the site."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.repos import duplicate, replace, uv_run

Trained = Callable[[str], Path]


def broken_by(repo: Path) -> set[str]:
    """Run the repository, which must end with 1, and give the ids of what it was refused for."""
    answer = uv_run(repo, "modelwright", "run")
    assert answer.returncode == 1, answer.stdout + answer.stderr
    assert "Traceback" not in answer.stderr
    return set(re.findall(r"\[([a-z0-9-]+)\]$", answer.stdout, flags=re.MULTILINE))


@pytest.fixture
def repo(trained: Trained, tmp_path: Path) -> Path:
    return duplicate(trained("binary"), tmp_path / "repo")


def test_a_column_that_is_declared_as_leaking_is_refused_before_training(trained: Trained, tmp_path: Path) -> None:
    repo = duplicate(trained("regression"), tmp_path / "repo")
    before = (repo / "models/model.skops").stat().st_mtime_ns
    replace(repo / "model.toml", 'numeric = ["hr",', 'numeric = ["hr", "casual",')

    assert broken_by(repo) == {"leak-target-feature"}
    assert (repo / "models/model.skops").stat().st_mtime_ns == before
    check = uv_run(repo, "modelwright", "check")
    assert check.returncode == 1
    assert re.search(r"^model\.toml:\d+:\d+: .*'casual'.* \[leak-target-feature\]$", check.stdout, flags=re.MULTILINE)


def test_more_trials_than_the_budget_are_refused(repo: Path) -> None:
    replace(
        repo / "src/binary_model/train.py",
        "settings(repo, SEARCH_SPACE, trials):",
        "[*settings(repo, SEARCH_SPACE, trials), {}]:",
    )

    answer = uv_run(repo, "modelwright", "train")

    assert answer.returncode == 2
    assert "tuning: 11 trials over 3 folds were spent, of 10 over 3" in answer.stderr


def test_data_in_another_unit_are_refused_before_training(repo: Path) -> None:
    data = repo / "data/credit_default.parquet"
    frame = pd.read_parquet(data)
    frame.assign(LIMIT_BAL=frame["LIMIT_BAL"] * 100).to_parquet(data)
    before = (repo / "models/model.skops").stat().st_mtime_ns

    assert "expect_column_values_to_be_between" in uv_run(repo, "modelwright", "validate").stdout
    assert uv_run(repo, "modelwright", "run").returncode == 1
    assert (repo / "models/model.skops").stat().st_mtime_ns == before


def test_a_weaker_promise_is_seen_against_the_evidence_that_is_there(repo: Path) -> None:
    replace(repo / "model.toml", "roc_auc = { at_least = 0.74 }", "roc_auc = { at_least = 0.95 }")

    answer = uv_run(repo, "modelwright", "gate")

    assert answer.returncode == 1
    assert re.search(
        r"^model\.toml:\d+: roc_auc 0\.7.* at least 0\.95 \[quality-roc-auc\]$", answer.stdout, re.MULTILINE
    )


@pytest.mark.parametrize(
    ("path", "old", "new", "changed"),
    [
        ("src/binary_model/model.py", "max_iter=60", "max_iter=61", "code"),
        ("model.toml", "seed = 7", "seed = 8", "spec"),
        ("model.toml", 'headline = "roc_auc"', 'headline = "roc_auc"\nconfidence = 0.99', "confidence"),
        ("expectations/credit_default.json", '"min_value": 18', '"min_value": 19', "suite"),
    ],
)
def test_evidence_of_another_model_is_stale(repo: Path, path: str, old: str, new: str, changed: str) -> None:
    replace(repo / path, old, new)

    answer = uv_run(repo, "modelwright", "gate")

    assert answer.returncode == 1
    assert f"{changed} changed since the evidence was written" in answer.stdout
    assert "[evidence-current]" in answer.stdout


def test_a_broken_gate_fails_the_tests_of_the_repository(repo: Path) -> None:
    replace(repo / "model.toml", "brier_score = { at_most = 0.15 }", "brier_score = { at_most = 0.01 }")

    answer = uv_run(repo, "pytest", "-q", "tests/evaluation/test_gates.py")

    assert answer.returncode == 1
    assert "test_the_promise_is_kept[quality-brier-score]" in answer.stdout


def test_a_broken_link_fails_the_site(repo: Path) -> None:
    page = repo / "docs/decisions/index.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n[gone](gone.md)\n", encoding="utf-8")

    answer = uv_run(repo, "modelwright", "site")

    assert answer.returncode == 1
    assert "gone.md" in answer.stdout


def suite_of(repo: Path, name: str) -> tuple[Path, dict[str, Any]]:
    path = repo / f"expectations/{name}.json"
    return path, json.loads(path.read_text(encoding="utf-8"))


def test_a_broken_expectation_fails_its_own_test_and_a_warning_is_seen(trained: Trained, tmp_path: Path) -> None:
    repo = duplicate(trained("regression"), tmp_path / "repo")
    path, suite = suite_of(repo, "bike_sharing_hourly")
    bounds = {"column": "hum", "max_value": 0.9}
    too_strict = {"type": "expect_column_values_to_be_between", "kwargs": bounds, "meta": {"reason": "never so humid"}}
    warning = {**too_strict, "meta": {"reason": "seldom so humid"}, "severity": "warning"}
    path.write_text(json.dumps({**suite, "expectations": [too_strict, warning]}), encoding="utf-8")
    assert uv_run(repo, "modelwright", "validate").returncode == 1
    judged = repo / "tests/test_expectations.py"
    replace(judged, "evidence: Repo, expectation", "repo: Repo, expectation")
    replace(judged, "require(evidence, expectation)", "require(repo, expectation)")

    answer = uv_run(repo, "pytest", "-q", "tests/test_expectations.py")

    assert answer.returncode == 1
    assert "test_the_data_meet[hum: at most 0.9 (never so humid)]" in answer.stdout
    assert "1 failed, 1 passed, 1 warning" in answer.stdout
    assert "ExpectationWarning: column 'hum'" in answer.stdout


def test_a_batch_in_another_unit_is_not_scored(trained: Trained, tmp_path: Path) -> None:
    repo = duplicate(trained("regression"), tmp_path / "repo")
    rows = pd.read_parquet(repo / "data/bike_sharing_hourly.parquet").drop(columns=["cnt", "casual", "registered"])
    rows.head(500).to_parquet(repo / "good.parquet")
    rows.head(500).assign(temp=rows["temp"] * 41).to_parquet(repo / "bad.parquet")

    good = uv_run(repo, "modelwright", "validate", "--scoring", "good.parquet")
    bad = uv_run(repo, "modelwright", "validate", "--scoring", "bad.parquet")

    assert good.returncode == 0, good.stdout + good.stderr
    assert "the outcome is not known yet" in good.stderr
    assert bad.returncode == 1
    assert re.search(
        r"^bad\.parquet: column 'temp': .* \[expect_column_values_to_be_between\]$", bad.stdout, re.MULTILINE
    )
