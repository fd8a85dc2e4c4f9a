"""Personal data that nobody declared, in a database: found in a sample that is drawn where the rows lie."""

from pathlib import Path

import polars as pl
import pytest

from modelwright.cli import main
from modelwright.data import declared
from modelwright.expectations.validation import validate
from modelwright.repo import Repo
from tests.data.people import MAILS, PERSONS, ROWS, SURNAMES, TEMPLATE
from tests.data.test_extract_places import ENGINES
from tests.engines import places
from tests.engines.postgres import Server, shared_server

PLACES = ("sqlite", "postgresql", "duckdb")
SUITE = (
    '{"name": "rows", "expectations": [{"type": "expect_table_row_count_to_be_between", "kwargs": {"min_value": 1}}]}'
)
FRAME = pl.DataFrame({"id": range(ROWS), **PERSONS, "a": [1.5] * ROWS, "y": [number % 2 for number in range(ROWS)]})


@pytest.fixture(scope="session")
def postgres(shared: Path) -> Server:
    """A real server on loopback."""
    return shared_server(shared)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A model repo without rows."""
    for folder in ("data", "expectations", "reports"):
        (tmp_path / folder).mkdir()
    (tmp_path / "expectations" / "rows.json").write_text(SUITE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(  # noqa: PLR0913 - what a repo is made of
    place: str,
    frame: pl.DataFrame,
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    server: Server,
    *,
    risk: str = "limited",
    more: str = "",
) -> Repo:
    text = TEMPLATE.format(risk=risk, personal="")
    about = f'{ENGINES[place]}keys = ["id"]\nquasi_identifiers = ["age", "sex"]\n{more}'
    (root / "model.toml").write_text(text.replace("\n[features]", f"{about}\n[features]"), encoding="utf-8")
    if place == "sqlite":
        monkeypatch.setenv("ROWS_URL", places.in_sqlite(frame, root / "rows.db", "customers"))
    elif place == "postgresql":
        monkeypatch.setenv("ROWS_URL", places.in_postgres(frame, server, "customers"))
    elif place == "duckdb":
        monkeypatch.setenv("ROWS_URL", places.in_duckdb(frame, root / "rows.duckdb", "customers"))
    else:
        frame.write_parquet(root / "data" / "rows.parquet")
    return Repo(root)


@pytest.mark.parametrize("place", [*PLACES, "duckdb over Parquet", "spark"])
def test_undeclared_personal_data_stop_a_run_before_expectations_are_held(
    place: str, root: Path, monkeypatch: pytest.MonkeyPatch, postgres: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    put(place, FRAME.with_columns(pl.Series("c1", MAILS), pl.Series("c2", SURNAMES)), root, monkeypatch, postgres)

    assert main(["validate"]) == 1

    [mail, name] = capsys.readouterr().out.splitlines()
    assert "'c1' holds e-mail address in 100 of 100 rows that were looked at, and is not declared" in mail
    assert "'c2' has 100 different values in 100 rows that were looked at: it tells rows apart" in name
    assert not any(value in mail + name for value in (*MAILS, *SURNAMES))
    assert list((root / "reports").iterdir()) == []


@pytest.mark.parametrize("place", PLACES)
def test_at_the_lowest_tier_it_is_said_and_what_is_declared_is_not(
    place: str, root: Path, monkeypatch: pytest.MonkeyPatch, postgres: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    frame = FRAME.with_columns(pl.Series("c1", MAILS), pl.Series("c2", SURNAMES))
    put(place, frame, root, monkeypatch, postgres, risk="minimal", more='not_personal = ["c2"]\n')

    assert main(["validate"]) == 0

    warnings = [line for line in capsys.readouterr().err.splitlines() if line.startswith("warning")]
    assert ["'c1' holds e-mail address" in line for line in warnings] == [True]


@pytest.mark.parametrize("place", PLACES)
def test_of_a_large_table_some_rows_are_looked_at_and_it_is_said_how_many(
    place: str, root: Path, monkeypatch: pytest.MonkeyPatch, postgres: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(declared, "ROWS", 60)
    frame = pl.concat([FRAME] * 20).with_columns(id=pl.Series(range(ROWS * 20)))
    mails = pl.when(pl.col("id") == 1_234).then(pl.lit(MAILS[0])).alias("c1")
    put(place, frame.with_columns(mails), root, monkeypatch, postgres)

    assert main(["validate"]) == 1

    told = capsys.readouterr()
    assert "personal data are looked for in 61 of 2,000 rows, those with the lowest hash of id" in told.err
    # The only address among two thousand rows: the column is empty in the sample, and is asked for what it holds.
    assert "'c1' holds e-mail address in 1 of 61 rows that were looked at" in told.out


@pytest.mark.parametrize("place", [*PLACES, "duckdb over Parquet"])
def test_the_evidence_of_a_table_says_how_far_its_rows_hide(
    place: str, root: Path, monkeypatch: pytest.MonkeyPatch, postgres: Server
) -> None:
    wanted = validate(put("parquet", FRAME, root, monkeypatch, postgres))
    found = validate(put(place, FRAME, root, monkeypatch, postgres))

    assert found.anonymity == wanted.anonymity
    assert found.anonymity is not None
    assert (found.anonymity.k, found.anonymity.groups) == (1, 60)
    assert found.engine == place.partition(" ")[0]
    assert found.content is not None
    # A file has one content whoever holds it; a table is not pulled for one.
    assert (found.content == wanted.content) == (place == "duckdb over Parquet")
