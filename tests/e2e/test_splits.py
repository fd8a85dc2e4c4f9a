"""Another split and nested folds: what a run says of them, in a real model repo."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.controls.processes import run_verbs
from tests.repos import duplicate, replace, uv_run

Trained = Callable[[str], Path]


@pytest.fixture
def repo(trained: Trained, tmp_path: Path) -> Path:
    """A model repo whose last evidence is of the split as it was, and which asks for little tuning, but nested."""
    repo = duplicate(trained("binary"), tmp_path / "repo")
    replace(repo / "model.toml", "trials = 10\nfolds = 3\n", "trials = 2\nfolds = 2\nnested = 2\n")
    return repo


def test_rows_that_another_seed_moves_are_said_and_nested_folds_are_scored(repo: Path) -> None:
    before = json.loads((repo / "reports/evaluation.json").read_text(encoding="utf-8"))["holdout"]["split"]
    replace(repo / "model.toml", "seed = 7", "seed = 8")

    answer = run_verbs(repo, "train", "evaluate", "site", themes=())

    assert answer.codes == (0, 0, 0), answer.printed
    assert before["rule"]["seed"] == "7"
    assert "warning   split: seed was 7: 4," in answer.printed
    assert "rows that were held out are training rows now" in answer.printed
    scores = json.loads((repo / "reports/training.json").read_text(encoding="utf-8"))["nested"]
    assert len(scores) == 2
    assert all(0.7 < one < 0.85 for one in scores)
    pages = "".join(page.read_text(encoding="utf-8") for page in (repo / "site").rglob("*.html"))
    assert f"<strong>{sum(scores) / 2:.4g}</strong> on average" in pages


def test_the_same_split_says_nothing(repo: Path) -> None:
    answer = run_verbs(repo, "train", "evaluate", themes=())

    assert answer.codes == (0, 0), answer.printed
    assert "warning" not in answer.printed


def test_a_flow_that_keeps_no_nested_scores_is_refused_where_the_spec_asks_for_them(repo: Path) -> None:
    replace(repo / "src/binary_model/train.py", ", nested=scores)", ")")

    answer = uv_run(repo, "modelwright", "train")

    assert answer.returncode == 2
    assert "tuning.nested: 2 outer folds are asked for, and train.py keeps the scores of 0" in answer.stderr
