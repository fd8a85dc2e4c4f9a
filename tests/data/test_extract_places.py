"""An extract of the same rows is the same file, wherever the rows came from."""

from pathlib import Path

import polars as pl
import pytest

from modelwright.cli import main
from modelwright.data.extract import extract
from modelwright.engines import parts as sizes
from modelwright.engines.frames import FrameSource
from modelwright.errors import InputError
from modelwright.progress import Stage
from modelwright.repo import Repo
from tests.data.people import PERSONS, ROWS, SURNAMES, TEMPLATE
from tests.engines import places
from tests.engines.postgres import Server, shared_server

VARIABLE = "MODELWRIGHT_EXTRACT_KEY"
SECRET = "a secret of more than sixteen bytes"  # pragma: allowlist secret # noqa: S105 - of this test
FRAME = pl.DataFrame(
    {
        "customer_id": [10_000 + number for number in range(ROWS)],
        "name": [None, *SURNAMES[1:]],
        **PERSONS,
        "amount": [None if number % 9 == 0 else number / 7 for number in range(ROWS)],
        "day": pl.date_range(pl.date(2024, 1, 1), pl.date(2024, 4, 9), eager=True),
        "note": ["", None, 'a "b", c\nd', "NA"] * (ROWS // 4),
    }
)
ENGINES = {
    "parquet": "",
    "duckdb over Parquet": 'engine = "sql"\n',
    "spark": 'engine = "spark"\n',
    "sqlite": 'engine = "sql"\nconnection = "ROWS_URL"\ntable = "customers"\n',
    "postgresql": 'engine = "sql"\nconnection = "ROWS_URL"\ntable = "customers"\n',
    "duckdb": 'engine = "sql"\nconnection = "ROWS_URL"\ntable = "customers"\n',
}


@pytest.fixture(scope="session")
def postgres(shared: Path) -> Server:
    """A real server on loopback."""
    return shared_server(shared)


def repo_of(place: str, root: Path, monkeypatch: pytest.MonkeyPatch, server: Server, frame: pl.DataFrame) -> Repo:
    """A model repo whose rows lie in a place, and nowhere else."""
    (root / "data").mkdir(parents=True)
    more = f'{ENGINES[place]}keys = ["customer_id"]\nquasi_identifiers = ["age", "sex"]'
    text = TEMPLATE.format(risk="minimal", personal='"name"').replace("\n[features]", f"{more}\n\n[features]")
    (root / "model.toml").write_text(text, encoding="utf-8")
    if place == "sqlite":
        monkeypatch.setenv("ROWS_URL", places.in_sqlite(frame, root / "rows.db", "customers"))
    elif place == "postgresql":
        monkeypatch.setenv("ROWS_URL", places.in_postgres(frame, server, "customers"))
    elif place == "duckdb":
        monkeypatch.setenv("ROWS_URL", places.in_duckdb(frame, root / "rows.duckdb", "customers"))
    else:
        frame.write_parquet(root / "data" / "rows.parquet")
    monkeypatch.setenv(VARIABLE, SECRET)
    monkeypatch.chdir(root)
    return Repo(root)


@pytest.fixture
def wanted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postgres: Server) -> bytes:
    """The extract of the file."""
    monkeypatch.setattr(sizes, "_TOGETHER", 30)
    monkeypatch.setattr(sizes, "_FEWEST", 30)
    repo_of("parquet", tmp_path / "wanted", monkeypatch, postgres, FRAME)
    assert main(["extract", "../wanted.parquet"]) == 0
    return (tmp_path / "wanted.parquet").read_bytes()


@pytest.mark.parametrize("place", ENGINES)
def test_an_extract_has_the_same_bytes_from_every_engine(  # noqa: PLR0913, PLR0917 - fixtures
    place: str,
    wanted: bytes,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    postgres: Server,
    capsys: pytest.CaptureFixture[str],
) -> None:
    repo_of(place, tmp_path / "other", monkeypatch, postgres, FRAME)
    capsys.readouterr()

    assert main(["extract", "../other.parquet"]) == 0

    assert (tmp_path / "other.parquet").read_bytes() == wanted
    told = capsys.readouterr().err
    assert "k = 1 by age, sex" in told
    assert "100 rows in, 100 rows out, name, customer_id replaced" in told


def test_a_frame_gives_the_same_bytes(
    wanted: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postgres: Server
) -> None:
    plain = FRAME.drop("day")  # days are objects to pandas
    repo = repo_of("parquet", tmp_path / "plain", monkeypatch, postgres, plain)
    assert main(["extract", "../plain.parquet"]) == 0

    with FrameSource(plain.to_pandas()).parts() as parts:
        extract(repo, "../frame.parquet", key=VARIABLE, now=Stage("extract", bar=None), parts=parts.frames)

    assert (tmp_path / "frame.parquet").read_bytes() == (tmp_path / "plain.parquet").read_bytes() != wanted


def test_another_value_gives_other_bytes(
    wanted: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postgres: Server
) -> None:
    """The negative control."""
    changed = FRAME.with_columns(pl.col("amount").fill_null(0.0))
    repo_of("sqlite", tmp_path / "other", monkeypatch, postgres, changed)

    assert main(["extract", "../other.parquet"]) == 0
    assert (tmp_path / "other.parquet").read_bytes() != wanted


@pytest.mark.parametrize("place", ["sqlite", "postgresql", "duckdb"])
def test_personal_data_in_a_table_that_are_not_declared_are_never_shared(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postgres: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    frame = FRAME.with_columns(pl.Series("surname", SURNAMES))
    repo_of(place, tmp_path / "other", monkeypatch, postgres, frame)

    assert main(["extract", "../other.parquet"]) == 1
    assert "'surname' is the name of a person by its name, and is not declared" in capsys.readouterr().out
    assert not list(tmp_path.glob("*.parquet"))


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (None, "ROWS_URL: no such environment variable"),
        ("sqlite:///absent.db", "ROWS_URL: the database file that the URL names is not there"),
        (
            "postgresql://nobody:wrong@127.0.0.1:1/rows",  # pragma: allowlist secret
            "ROWS_URL: nobody answers at the host and the port",
        ),
    ],
)
def test_a_database_that_does_not_answer_leaves_nothing_behind(  # noqa: PLR0913, PLR0917 - fixtures
    url: str | None,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    postgres: Server,
    capsys: pytest.CaptureFixture[str],
) -> None:
    repo_of("sqlite", tmp_path / "other", monkeypatch, postgres, FRAME)
    monkeypatch.delenv("ROWS_URL")
    if url is not None:
        monkeypatch.setenv("ROWS_URL", url)

    assert main(["extract", "../other.parquet"]) == 2
    errors = [line for line in capsys.readouterr().err.splitlines() if line.startswith("error")]
    assert [line.startswith(f"error: {said}") for line in errors] == [True]
    assert [one.name for one in tmp_path.iterdir()] == ["other"]


def test_a_table_without_the_column_that_is_replaced_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postgres: Server
) -> None:
    repo = repo_of("sqlite", tmp_path / "other", monkeypatch, postgres, FRAME.drop("name"))
    from modelwright import run

    with pytest.raises(InputError, match="'name' is not a column of the rows"):
        run.extract(repo, "../other.parquet", key=VARIABLE, now=Stage("extract", bar=None))
