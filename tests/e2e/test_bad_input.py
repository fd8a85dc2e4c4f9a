"""Bad input gets one line that names the place and the fact, exit code 2, and leaves what was there untouched."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from tests.repos import duplicate, run, shorten_search, uv_run

Edit = Callable[[Path], object]


def replaced(old: str, new: str) -> Edit:
    def edit(repo: Path) -> None:
        path = repo / "model.toml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


def data(content: Callable[[bytes], bytes]) -> Edit:
    def edit(repo: Path) -> None:
        path = repo / "data/credit_default.parquet"
        path.write_bytes(content(path.read_bytes()))

    return edit


def suite(content: str) -> Edit:
    return lambda repo: (repo / "expectations/credit_default.json").write_text(content, encoding="utf-8")


def one_expectation(kind: str, column: str, **more: object) -> Edit:
    import json

    return suite(json.dumps({"name": "s", "expectations": [{"type": kind, "kwargs": {"column": column, **more}}]}))


def infinite(path: Path) -> None:
    frame = pd.read_parquet(path).astype({"LIMIT_BAL": float})
    frame.loc[0, "LIMIT_BAL"] = float("inf")
    frame.to_parquet(path)


BAD = {
    "a key that the spec does not know": (
        replaced("trials = 10", "trails = 10"),
        r"model\.toml:\d+: tuning\.trails: .*unknown field",
    ),
    "a value of the wrong type": (
        replaced("trials = 10", 'trials = "ten"'),
        r"model\.toml:\d+: tuning\.trials: Expected `int`, got `str`",
    ),
    "a value out of range": (replaced("holdout = 0.2", "holdout = 1.5"), r"model\.toml:\d+: split\.holdout: Expected"),
    "a missing table": (replaced("[owner]", "[owners]"), r"model\.toml(:\d+)?: .*owner"),
    "a spec that is not TOML": (replaced("[owner]", "[owner"), r"model\.toml:\d+: not valid TOML"),
    "a metric of another task": (
        replaced("brier_score", "r2"),
        r"model\.toml:\d+: promises\.quality\.r2: r2 does not fit",
    ),
    "a promise without a bound": (
        replaced("{ at_least = 0.74 }", "{}"),
        r"model\.toml:\d+: promises\.quality\.roc_auc: give at_least, and nothing else",
    ),
    "a column with two roles": (
        replaced('keys = ["ID"]', 'keys = ["LIMIT_BAL"]'),
        r"model\.toml:\d+: .*'LIMIT_BAL' is also",
    ),
    "a column that the data lack": (
        replaced('"EDUCATION"]\n\n[split]', '"SCHOOL"]\n\n[split]'),
        r"model\.toml:\d+: features\.categorical: 'SCHOOL' is not a column of data/credit_default\.parquet",
    ),
    "a positive class that never occurs": (
        replaced("positive = 1", "positive = 7"),
        r"model\.toml:\d+: data\.positive: ",
    ),
    "a data file that is missing": (
        lambda repo: (repo / "data/credit_default.parquet").unlink(),
        r"data/credit_default\.parquet: no such data file",
    ),
    "a data file cut short": (data(lambda raw: raw[: len(raw) // 2]), r"data/credit_default\.parquet: cannot be read"),
    "a data file of another type": (data(lambda _: b"a,b\n1,2\n"), r"data/credit_default\.parquet: cannot be read"),
    "an empty data file": (data(lambda _: b""), r"data/credit_default\.parquet: cannot be read"),
    "a suite that is missing": (
        lambda repo: (repo / "expectations/credit_default.json").unlink(),
        r"expectations/credit_default\.json: no such suite",
    ),
    "a suite that is not JSON": (suite("{"), r"expectations/credit_default\.json:1: not valid JSON"),
    "a suite that is not text": (
        lambda repo: (repo / "expectations/credit_default.json").write_bytes(b'{"name": "\xe9"}'),
        r"expectations/credit_default\.json: is not UTF-8 text",
    ),
    "a split by a time that is text": (
        replaced('strategy = "random"', 'strategy = "time"\ncolumn = "when"'),
        r"model\.toml:\d+: split\.column: 'when' is not a column",
    ),
    "a suite without expectations": (suite('{"name": "s"}'), r"expectations/credit_default\.json: not a suite"),
    "an unknown expectation": (
        one_expectation("expect_column_to_be_nice", "AGE"),
        r"expectations/credit_default\.json: .*expect_column_to_be_nice",
    ),
    "an expectation on a column that is not there": (
        one_expectation("expect_column_values_to_not_be_null", "AGEE"),
        r"expectations/credit_default\.json: expectations\[0\] .* on 'AGEE': cannot run",
    ),
    "an expectation with a wrong argument": (
        one_expectation("expect_column_values_to_be_between", "AGE", minimum=3),
        r"expectations/credit_default\.json: .*minimum",
    ),
}


@pytest.mark.parametrize("kind", BAD)
def test_bad_input_is_named_and_nothing_is_lost(trained: Callable[[str], Path], tmp_path: Path, kind: str) -> None:
    edit, expected = BAD[kind]
    repo = duplicate(trained("binary"), tmp_path / "repo")
    evidence = {path: path.read_bytes() for folder in ("reports", "models") for path in (repo / folder).iterdir()}
    edit(repo)

    answer = uv_run(repo, "modelwright", "run")

    assert answer.returncode == 2, answer.stdout + answer.stderr
    *_, last = answer.stderr.strip().splitlines()
    assert re.match(f"error: {expected}", last), answer.stderr
    assert answer.stderr.count("error: ") == 1
    assert "Traceback" not in answer.stderr
    assert {
        path: path.read_bytes() for folder in ("reports", "models") for path in (repo / folder).iterdir()
    } == evidence


def test_a_number_without_end_breaks_an_expectation(trained: Callable[[str], Path], tmp_path: Path) -> None:
    repo = duplicate(trained("binary"), tmp_path / "repo")
    infinite(repo / "data/credit_default.parquet")

    answer = uv_run(repo, "modelwright", "run")

    assert answer.returncode == 1, answer.stdout + answer.stderr
    assert "column 'LIMIT_BAL': 1 of 30,000 rows break the expectation" in answer.stdout
    assert "Traceback" not in answer.stderr


def test_more_classes_than_can_be_measured_are_named(trained: Callable[[str], Path], tmp_path: Path) -> None:
    repo = duplicate(trained("multiclass"), tmp_path / "repo")
    path = repo / "data/dry_bean.parquet"
    beans = pd.read_parquet(path)
    beans.assign(Class=[f"bean {row % 1001}" for row in range(len(beans))]).to_parquet(path)

    answer = uv_run(repo, "modelwright", "train")

    assert answer.returncode == 2, answer.stdout + answer.stderr
    fact = r"data\.target: 'Class' has 1,001 classes, more than the 1,000 that are measured one by one: .*"
    assert re.fullmatch(rf"error: model\.toml:\d+: {fact}", answer.stderr.strip().splitlines()[-1])


def test_a_folder_that_is_no_model_repo_is_named(trained: Callable[[str], Path], tmp_path: Path) -> None:
    modelwright = str(trained("binary") / ".venv/bin/modelwright")

    for verb in ("run", "gate", "site"):
        answer = run(tmp_path, modelwright, verb)
        assert answer.returncode == 2
        assert answer.stderr.strip() == f"error: {tmp_path}: no model.toml here or in a folder above: not a model repo"


def test_a_repository_that_cannot_be_written_to_is_named(trained: Callable[[str], Path], tmp_path: Path) -> None:
    repo = shorten_search(duplicate(trained("binary"), tmp_path / "repo"))
    for folder in ("reports", "models", "site"):
        path = repo / folder
        if path.exists():
            subprocess.run(["rm", "-r", str(path)], check=True)
        # Not even root can write below a file.
        path.write_text("in the way", encoding="utf-8")

    for verb in ("validate", "train", "report", "site"):
        answer = uv_run(repo, "modelwright", verb)
        assert answer.returncode == 2, answer.stderr
        assert "Traceback" not in answer.stderr
        assert re.match(r"error: .*(reports|models|site)", answer.stderr.strip().splitlines()[-1])
