"""`modelwright validate --challenge` writes evidence, and tells a person what would help."""

import tomllib
from pathlib import Path

import polars as pl
import pytest

from modelwright.cli import main
from modelwright.evidence import Challenge, read_evidence
from modelwright.expectations.suite import write_suite
from tests.challenge.small import expect, small_rows, suite
from tests.repos import ROOT

CHANGED = {
    "data/NAME.parquet": "data/rows.parquet",
    "expectations/NAME.json": "expectations/rows.json",
    'task = "regression"': 'task = "binary"',
    'target = "y"': 'target = "y"\npositive = 1\nkeys = ["id"]\ntime = "day"\npersonal = ["name"]',
    'numeric = ["a"]': 'numeric = ["a", "b"]\ncategorical = ["c"]',
    'headline = "r2"': 'headline = "roc_auc"',
    "r2 = {": "roc_auc = {",
}


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with small rows, and a suite of two lines."""
    text = (ROOT / "tests" / "expectations" / "model.toml").read_text(encoding="utf-8")
    for before, after in CHANGED.items():
        assert before in text
        text = text.replace(before, after)
    tomllib.loads(text)
    (tmp_path / "model.toml").write_text(text, encoding="utf-8")
    for folder in ("data", "expectations", "src/m"):
        (tmp_path / folder).mkdir(parents=True)
    small_rows().write_parquet(tmp_path / "data" / "rows.parquet")
    not_null = expect("column_values_to_not_be_null", column="a")
    write_suite(tmp_path / "expectations" / "rows.json", suite(not_null, expect("column_to_exist", column="b")))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_verb_writes_the_score_and_exits_with_0_however_low_it_is(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["validate", "--challenge"]) == 0

    written = repo / "reports" / "challenge.json"
    found = read_evidence(written, Challenge)
    first = written.read_bytes()
    shown = capsys.readouterr().err
    assert (found.tried, found.noticed) == (len(found.corruptions), sum(one.noticed for one in found.corruptions))
    assert found.by_kind is not None
    assert 0 < found.by_kind < 0.2
    assert found.score == min(found.by_kind, found.noticed / found.tried)
    assert f"mutation score {found.score:.1%}: {found.noticed} of {found.tried} corruptions noticed" in shown
    assert "unnoticed keys-missing of 'id'; this would: expect_column_values_to_not_be_null(column=\"id\")" in shown

    assert main(["validate", "--challenge"]) == 0
    assert written.read_bytes() == first


def test_a_kind_is_counted_by_its_columns(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert repo.is_dir()
    main(["validate", "--challenge"])

    lines = [" ".join(line.split()) for line in capsys.readouterr().err.splitlines()]
    assert "noticed column-dropped 2 of 7" in lines
    assert "noticed half-missing 1 of 3" in lines
    assert "noticed file-truncated 0 of 1" in lines


def test_evidence_and_console_show_no_value_of_a_personal_column(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["validate", "--challenge"])

    written = (repo / "reports" / "challenge.json").read_text(encoding="utf-8")
    shown = capsys.readouterr()
    for value in small_rows()["name"].head(20):
        assert value not in written
        assert value not in shown.err + shown.out


def test_a_challenge_is_of_what_the_spec_says_of_rows_and_not_of_what_a_model_is_made_from(repo: Path) -> None:
    from modelwright.fingerprints import fingerprints, roles_digest
    from modelwright.repo import Repo

    assert main(["validate", "--challenge"]) == 0

    model = Repo(repo)
    written = read_evidence(repo / "reports" / "challenge.json", Challenge).fingerprints
    assert written.changed(fingerprints(model)) == {"spec"}
    assert written.spec == roles_digest(model.spec)


def test_rows_that_are_not_there_are_one_line(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repo / "data" / "rows.parquet").unlink()

    assert main(["validate", "--challenge"]) == 2
    assert [line for line in capsys.readouterr().err.splitlines() if line.startswith("error: ")]
    assert not (repo / "reports").exists()


def test_a_file_without_rows_is_one_line(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small_rows().clear().write_parquet(repo / "data" / "rows.parquet")

    assert main(["validate", "--challenge"]) == 2
    assert "holds no rows" in capsys.readouterr().err


def test_a_suite_that_is_not_there_is_one_line(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repo / "expectations" / "rows.json").unlink()

    assert main(["validate", "--challenge"]) == 2
    assert "no such suite" in capsys.readouterr().err


def test_rows_of_a_database_are_fetched_to_be_corrupted(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.engines.places import in_sqlite

    whole = small_rows().with_columns(pl.col(pl.Date).cast(pl.String))
    url = in_sqlite(whole, repo / "rows.sqlite", "customers")
    monkeypatch.setenv("ROWS_URL", url)
    spec = (repo / "model.toml").read_text(encoding="utf-8")
    changed = 'engine = "sql"\nconnection = "ROWS_URL"\ntable = "customers"\ntarget = "y"'
    (repo / "model.toml").write_text(spec.replace('target = "y"', changed), encoding="utf-8")

    assert main(["validate", "--challenge"]) == 0

    found = read_evidence(repo / "reports" / "challenge.json", Challenge)
    assert found.rows == 400
    assert {one.column for one in found.corruptions} >= set(whole.columns)


def test_rows_of_a_file_are_read_whichever_engine_holds_them_against_the_suite(repo: Path) -> None:
    spec = (repo / "model.toml").read_text(encoding="utf-8")
    (repo / "model.toml").write_text(spec.replace('target = "y"', 'engine = "sql"\ntarget = "y"'), encoding="utf-8")

    assert main(["validate", "--challenge"]) == 0
    assert read_evidence(repo / "reports" / "challenge.json", Challenge).rows == 400
