"""`modelwright validate --propose`, in a repository."""

from pathlib import Path

import polars as pl
import pytest

from modelwright.errors import InputError
from modelwright.expectations.suite import read_suite
from modelwright.progress import Stage
from modelwright.proposals.verb import propose
from modelwright.repo import Repo
from tests.repos import ROOT

NAME = "dry_bean"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    text = (ROOT / "tests" / "expectations" / "model.toml").read_text(encoding="utf-8")
    (tmp_path / "model.toml").write_text(text.replace("NAME", NAME), encoding="utf-8")
    (tmp_path / "data").mkdir()
    repo = Repo(tmp_path)
    rows().write_parquet(repo.data_path)
    return repo


def rows(start: int = 0, end: int = 800) -> pl.DataFrame:
    place = pl.int_range(start, end, eager=True)
    scattered = (place * 7919) % 401
    return pl.DataFrame({"a": scattered, "b": scattered / 401, "y": (scattered > 200).cast(pl.Int64)})


def run(repo: Repo, capsys: pytest.CaptureFixture[str]) -> tuple[list[str], str]:
    now = Stage("validate", bar=None)
    propose(repo, now)
    return capsys.readouterr().err.splitlines(), now.fact


def test_the_first_run_writes_a_suite_and_says_each_line(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    said, fact = run(repo, capsys)
    suite = read_suite(repo.suite_path, repo.suite_path)

    assert len(said) == len(suite.expectations)
    assert all(line.startswith("+ ") for line in said)
    assert "review the diff" in fact
    assert suite.name == NAME


def test_the_second_run_changes_no_byte_and_says_so(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    run(repo, capsys)
    before = repo.suite_path.read_bytes()

    said, fact = run(repo, capsys)

    assert repo.suite_path.read_bytes() == before
    assert not said
    assert fact.startswith("nothing new")


def test_other_rows_are_said_with_what_changes(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    run(repo, capsys)
    before = repo.suite_path.read_text(encoding="utf-8").splitlines()
    pl.concat([rows(), rows(800, 2_000)]).write_parquet(repo.data_path)

    said, _ = run(repo, capsys)
    after = repo.suite_path.read_text(encoding="utf-8").splitlines()

    counts = [line for line in said if line.startswith("~ the table")]
    assert len(counts) == 1
    assert "max_value 1200 -> 3000" in counts[0]
    assert len([line for line in after if line not in before]) <= 4  # two bounds, the reason and the mark


def test_what_a_person_wrote_and_the_rows_break_is_said(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    run(repo, capsys)
    text = repo.suite_path.read_text(encoding="utf-8")
    repo.suite_path.write_text(text.replace('"max_value": 1200', '"max_value": 700'), encoding="utf-8")

    said, fact = run(repo, capsys)

    assert [line[:11] for line in said] == ["! the table"]
    assert "1 expectation that the data break stay" in fact


@pytest.mark.parametrize(
    ("frame", "fact"),
    [
        (rows(end=0), "holds no rows"),
        (pl.DataFrame({"a": [None, None], "y": [None, None]}), "holds no values"),
    ],
)
def test_rows_that_say_nothing_are_refused_in_one_line(repo: Repo, frame: pl.DataFrame, fact: str) -> None:
    frame.write_parquet(repo.data_path)

    with pytest.raises(InputError, match=fact) as error:
        propose(repo, Stage("validate", bar=None))

    assert "\n" not in str(error.value)
    assert not repo.suite_path.exists()


def test_a_file_cut_short_is_refused_in_one_line(repo: Repo) -> None:
    repo.data_path.write_bytes(repo.data_path.read_bytes()[:300])

    with pytest.raises(InputError, match="cut short"):
        propose(repo, Stage("validate", bar=None))


def test_an_empty_column_is_said_and_nothing_is_expected_of_it(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    rows().with_columns(empty=pl.lit(None, dtype=pl.Float64)).write_parquet(repo.data_path)

    said, _ = run(repo, capsys)
    suite = read_suite(repo.suite_path, repo.suite_path)

    assert "empty: no row has a value" in said[0]
    assert all(one.column != "empty" for one in suite.expectations)


def test_a_suite_that_is_none_is_left_as_it_is(repo: Repo) -> None:
    repo.suite_path.parent.mkdir()
    repo.suite_path.write_text("{}", encoding="utf-8")

    with pytest.raises(InputError, match="not a suite"):
        propose(repo, Stage("validate", bar=None))

    assert repo.suite_path.read_text(encoding="utf-8") == "{}"
