"""Every trial is on record before the next one begins, so a killed run goes on where it was and ends the same."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import numpy as np
import pandas as pd
import pytest
from scipy.stats import loguniform, norm, randint, uniform

from modelwright.errors import InputError
from modelwright.evidence import Training, Trial, read_evidence
from modelwright.repo import Repo
from modelwright.spec import Spec
from modelwright.spec.tables import Tuning
from modelwright.tuning.journal import Journal, forget, journal_path
from modelwright.tuning.search import settings
from tests.evaluation.grounds import RepoOf
from tests.specs import spec

Render = Callable[..., Path]
ROWS = pd.DataFrame({"a": np.arange(12.0), "c": list("xyxyxyxyxyxy")})
TARGET = pd.Series(np.arange(12) % 2)
FOLDS = [(np.arange(6), np.arange(6, 12)), (np.arange(6, 12), np.arange(6))]
SPACE = {"a": loguniform(0.1, 10), "b": randint(3, 9), "c": uniform(1, 2), "d": [None, "x", (1, 2)]}


@pytest.fixture(scope="module")
def untrained(render: Render, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model repo with few rows, whose model is fitted in no time."""
    repo = render(tmp_path_factory.mktemp("tuning") / "repo", project_name="small-model", task="binary")
    [path] = (repo / "data").glob("*.parquet")
    pd.read_parquet(path).head(600).to_parquet(path)
    change(repo / "model.toml", "trials = 10\nfolds = 3", "trials = 6\nfolds = 2")
    change(repo / "src/small_model/model.py", "max_iter=60", "max_iter=5")
    return repo


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def train(repo: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "modelwright", "train"]
    return subprocess.Popen(command, cwd=repo, stderr=subprocess.PIPE, text=True)


def finished(repo: Path) -> str:
    process = train(repo)
    _, said = process.communicate()
    assert process.returncode == 0, said
    return said


def killed_between_trials(repo: Path, trials: int) -> None:
    """Kill it once so many trials are on record."""
    process, path = train(repo), repo / "models" / "trials.jsonl"
    while process.poll() is None and not (path.is_file() and path.read_bytes().count(b"\n") >= trials):
        time.sleep(0.002)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL


def test_a_killed_run_goes_on_where_it_was_and_ends_in_the_same_bytes(untrained: Path, tmp_path: Path) -> None:
    whole, halved = (Path(shutil.copytree(untrained, tmp_path / name)) for name in ("whole", "halved"))
    finished(whole)
    killed_between_trials(halved, 2)
    assert not (halved / "reports" / "training.json").exists()
    on_record = len((halved / "models" / "trials.jsonl").read_bytes().splitlines())

    said = finished(halved)

    assert f"{on_record} trials are on record in models/trials.jsonl, and are not scored again" in said
    for path in ("reports/training.json", "models/model.skops", "models/training_rows.parquet"):
        assert (halved / path).read_bytes() == (whole / path).read_bytes()
    evidence = read_evidence(halved / "reports" / "training.json", Training)
    assert len(evidence.trials) == evidence.budget == 6
    assert (evidence.search, evidence.folds) == ("random", 2)
    assert not (halved / "models" / "trials.jsonl").exists()


def tuned(*, seed: int = 1, **keys: object) -> Spec:
    """A spec with a table `tuning`."""
    return msgspec.structs.replace(spec(split={"seed": seed}), tuning=msgspec.convert(keys, Tuning))


def repo_of(root: Path, given: Spec | None = None) -> Repo:
    """A repository with a data file and a package, so that it has fingerprints."""
    repo = RepoOf(root, given or tuned(trials=6))
    for path in (repo.data_path, repo.package_path / "model.py"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x = 1\n")
    return repo


def test_a_trial_is_known_again_by_its_setting_rows_and_folds(tmp_path: Path) -> None:
    repo = repo_of(tmp_path)
    Journal.of_rows(repo, ROWS, TARGET, FOLDS).add({"b": np.int64(3), "a": np.float64(0.1)}, (1 / 3, np.float64(0.5)))

    again = Journal.of_rows(repo, ROWS, TARGET, FOLDS)

    assert again.scores({"a": 0.1, "b": 3}) == (1 / 3, 0.5)
    assert again.scores({"a": 0.1, "b": 4}) is None


def other_code(repo: Repo) -> None:
    (repo.package_path / "model.py").write_bytes(b"x = 2\n")


def other_data(repo: Repo) -> None:
    repo.data_path.write_bytes(b"x = 2\n")


def other_spec(repo: Repo) -> None:
    repo.__dict__["spec"] = tuned(trials=7)


@pytest.mark.parametrize("change", [other_code, other_data, other_spec])
def test_what_was_scored_on_something_else_is_scored_again(tmp_path: Path, change: Callable[[Repo], None]) -> None:
    repo = repo_of(tmp_path)
    Journal.of_rows(repo, ROWS, TARGET, FOLDS).add({"a": 1}, (0.5, 0.5))

    change(repo)

    assert Journal.of_rows(repo, ROWS, TARGET, FOLDS).scores({"a": 1}) is None


@pytest.mark.parametrize(
    ("X", "y", "cv"),
    [
        (ROWS[::-1], TARGET, FOLDS),
        (ROWS, 1 - TARGET, FOLDS),
        (ROWS, TARGET, FOLDS[::-1]),
        (ROWS, TARGET, FOLDS[:1]),
    ],
)
def test_other_rows_or_folds_are_scored_again(
    tmp_path: Path, X: pd.DataFrame, y: "pd.Series[int]", cv: list[tuple[object, object]]
) -> None:
    repo = repo_of(tmp_path)
    Journal.of_rows(repo, ROWS, TARGET, FOLDS).add({"a": 1}, (0.5, 0.5))

    assert Journal.of_rows(repo, X, y, cv).scores({"a": 1}) is None


def test_a_line_that_a_kill_cut_short_is_dropped_and_the_next_one_is_whole(tmp_path: Path) -> None:
    repo = repo_of(tmp_path)
    journal = Journal.of_rows(repo, ROWS, TARGET, FOLDS)
    journal.add({"a": 1}, (0.5, 0.5))
    journal.add({"a": 2}, (0.6, 0.6))
    path = journal_path(repo)
    path.write_bytes(path.read_bytes()[:-9])

    resumed = Journal.of_rows(repo, ROWS, TARGET, FOLDS)
    resumed.add({"a": 3}, (0.7, 0.7))

    assert [resumed.scores({"a": number}) for number in (1, 2, 3)] == [(0.5, 0.5), None, (0.7, 0.7)]
    assert [json.loads(line)["parameters"]["a"] for line in path.read_bytes().splitlines()] == [1, 3]


def test_a_line_that_cannot_be_read_is_scored_again(tmp_path: Path) -> None:
    repo = repo_of(tmp_path)
    journal_path(repo).parent.mkdir()
    journal_path(repo).write_bytes(b'\xff{"of": 1}\nnull\n')

    assert Journal.of_rows(repo, ROWS, TARGET, FOLDS).scores({"a": 1}) is None


def test_what_was_kept_is_forgotten_whether_or_not_there_was_anything(tmp_path: Path) -> None:
    repo = repo_of(tmp_path)
    Journal.of_rows(repo, ROWS, TARGET, FOLDS).add({"a": 1}, (0.5, 0.5))

    forget(repo)
    forget(repo)

    assert not journal_path(repo).exists()


def searched(repo: Repo, space: object = SPACE, *, best: float = 1.0) -> list[Trial]:
    """Trials that score the better, the nearer `a` is to `best`."""
    trials: list[Trial] = []
    for parameters in settings(repo, space, trials):
        trials.append(Trial(parameters, (-abs(parameters["a"] - best),)))  # noqa: PERF401 - the search reads it
    return trials


@pytest.mark.parametrize("search", ["random", "optuna"])
def test_the_budget_is_spent_and_the_same_seed_tries_the_same(tmp_path: Path, search: str) -> None:
    repo = repo_of(tmp_path, tuned(trials=12, search=search))

    trials = searched(repo)

    assert len(trials) == 12
    assert trials == searched(repo)
    assert all(0.1 <= one.parameters["a"] <= 10 and 3 <= one.parameters["b"] <= 8 for one in trials)
    assert all(1 <= one.parameters["c"] <= 3 and one.parameters["d"] in SPACE["d"] for one in trials)


def test_another_seed_tries_something_else(tmp_path: Path) -> None:
    tried = [searched(repo_of(tmp_path, tuned(seed=seed, trials=3, search="optuna"))) for seed in (1, 2)]

    assert tried[0] != tried[1]


def test_optuna_learns_from_what_was_scored(tmp_path: Path) -> None:
    repo = repo_of(tmp_path, tuned(trials=30, search="optuna"))

    low, high = (searched(repo, best=best) for best in (0.2, 8.0))

    assert [one.parameters for one in low[:10]] == [one.parameters for one in high[:10]]
    near_low, near_high = (np.median([one.parameters["a"] for one in trials[15:]]) for trials in (low, high))
    assert near_low < 1
    assert near_high > 4


def test_a_grid_that_is_smaller_than_the_budget_is_tried_whole(
    tmp_path: Path, recwarn: pytest.WarningsRecorder
) -> None:
    assert len(searched(repo_of(tmp_path), {"a": [1, 2]})) == 2
    assert not recwarn.list


def test_without_optuna_one_line_says_how_to_add_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "optuna", None)
    repo = repo_of(tmp_path, tuned(search="optuna"))

    with pytest.raises(InputError, match="Optuna is not installed: `uv add --group dev optuna` adds it"):
        searched(repo)


@pytest.mark.parametrize(
    ("space", "said"),
    [
        ({"a": norm(0, 1)}, "'a' is drawn from `norm`; Optuna is told of `uniform`"),
        ({"a": loguniform(0.1, 10, loc=1)}, "'a' is a `loguniform` that is shifted"),
        ([{"a": [1]}, {"a": [2]}], "one table of hyperparameters"),
    ],
)
def test_what_optuna_cannot_be_told_is_named(tmp_path: Path, space: object, said: str) -> None:
    with pytest.raises(InputError, match=said) as stopped:
        searched(repo_of(tmp_path, tuned(search="optuna")), space)

    assert stopped.value.place.endswith("model.py")
