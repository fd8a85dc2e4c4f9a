"""A password is never said: not by a refusal, not by a traceback, not by a log, not by evidence."""

import io
import logging
import sqlite3
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from modelwright.engines import open_source
from modelwright.engines.sql import SqlSource
from modelwright.errors import InputError
from modelwright.expectations import reference
from modelwright.expectations.suite import Suite
from modelwright.repo import Repo
from tests.engines import places, rows
from tests.engines.postgres import Server
from tests.engines.test_sql import SOME, SUITE, numbers
from tests.repos import ROOT

SECRET = "open-sesame-4711"  # noqa: S105 # pragma: allowlist secret
# Stands for the password of the server.
OWN = "PASSWORD"  # pragma: allowlist secret
HOST = "warehouse.example.com"
USER = "analyst"
WRONG: dict[str, tuple[str, str]] = {
    "no such host": (f"postgresql://{USER}:{SECRET}@{HOST}.invalid:5432/rows", "the host is not known"),
    "nobody listens": (f"postgresql://{USER}:{SECRET}@127.0.0.1:9/rows", "nobody answers at the host and the port"),
    "wrong password": (f"postgresql://tester:{SECRET}@127.0.0.1:PORT/rows", "the database refuses the user or the"),
    "wrong database": (
        f"postgresql+psycopg://tester:{OWN}@127.0.0.1:PORT/none",
        "the server knows no such database",
    ),
    "wrong table": (
        f"postgresql+psycopg://tester:{OWN}@127.0.0.1:PORT/rows",
        "the database has no table or view",
    ),
    "wrong option": (f"postgresql://{USER}:{SECRET}@127.0.0.1:PORT/rows?sslmode={SECRET}", "agree on no encryption"),
    "no number": (f"postgresql://{USER}:{SECRET}@127.0.0.1:port/rows", "does not hold an SQLAlchemy URL"),
    "no URL": (f"{USER}:{SECRET}@{HOST}", "does not hold an SQLAlchemy URL"),
    "another database": (f"mysql://{USER}:{SECRET}@{HOST}/rows", "holds a URL of 'mysql'"),
    "another driver": (f"postgresql+asyncpg://{USER}:{SECRET}@{HOST}/rows", "the driver 'asyncpg' of PostgreSQL is"),
    "no file": (f"sqlite:////{SECRET}/rows.db", "the database file that the URL names is not there"),
    "in memory": ("sqlite://", "in memory holds no rows"),
    "no file of DuckDB": (f"duckdb:////{SECRET}/rows.duckdb", "the database file that the URL names is not there"),
}


@pytest.fixture
def logged() -> Iterator[Callable[[], str]]:
    """Everything that any logger says, at any level."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    top, before = logging.getLogger(), logging.getLogger().level
    top.addHandler(handler)
    top.setLevel(logging.DEBUG)
    yield stream.getvalue
    top.removeHandler(handler)
    top.setLevel(before)


@pytest.mark.parametrize("case", WRONG)
@pytest.mark.parametrize("way", ["batch", "statistics"])
def test_a_connection_that_fails_is_one_line_without_a_secret(
    case: str, way: str, postgres: Server, logged: Callable[[], str], capfd: pytest.CaptureFixture[str]
) -> None:
    url, fact = WRONG[case]
    url = url.replace("PORT", str(postgres.port)).replace(OWN, postgres.password)

    with pytest.raises(InputError) as error:  # noqa: PT012
        source = SqlSource(url, "absent", place="ROWS_URL")
        if way == "statistics":
            source.statistics()
        with source.batch():
            pytest.fail("a batch of rows that are not there")

    assert str(error.value).startswith("ROWS_URL: ")
    assert fact in str(error.value)
    assert "\n" not in str(error.value)
    # A traceback with all that led to it, as pytest in a model repo would print it.
    trace = "".join(traceback.format_exception(error.value))
    for said in (trace, logged(), *capfd.readouterr()):
        for secret in (SECRET, postgres.password, HOST, USER):
            assert secret not in said


def test_a_suite_that_fails_in_the_database_says_no_secret_and_no_value(
    tmp_path: Path, postgres: Server, logged: Callable[[], str], capfd: pytest.CaptureFixture[str]
) -> None:
    import polars as pl

    frame = pl.DataFrame({"id": ["rosebud-1941", "2"], "x": [1.0, 2.0]})
    source = SqlSource(places.in_postgres(frame, postgres, tmp_path.name), tmp_path.name, place="ROWS_URL")
    suite = Suite(
        "fails",
        (
            rows.expectation("column_values_to_be_between", column="id", min_value=1),
            rows.expectation("column_mean_to_be_between", column="id", min_value=1),
            rows.expectation("column_values_to_be_in_set", column="id", value_set=["2"]),
            rows.expectation(
                "column_values_to_not_be_null",
                column="x",
                row_condition='col("id") > 1',
                condition_parser="great_expectations",
            ),
        ),
    )

    with source.batch() as batch:
        found = reference.run(suite, batch, SUITE)

    assert [one.met for one in found] == [False] * 4
    for said in (str(found), logged(), *capfd.readouterr()):
        for secret in (postgres.password, "rosebud"):
            assert secret not in said


def repo_of(folder: Path, *lines: str) -> Repo:
    text = (ROOT / "tests" / "expectations" / "model.toml").read_text(encoding="utf-8").replace("NAME", "dry_bean")
    data = "[data]\n" + "".join(f"{line}\n" for line in lines)
    (folder / "model.toml").write_text(text.replace("[data]\n", data), encoding="utf-8")
    return Repo(folder)


def test_no_verb_says_a_secret(
    tmp_path: Path, postgres: Server, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    from modelwright.cli import main

    repo_of(tmp_path, 'engine = "sql"', 'connection = "WAREHOUSE"', 'table = "absent"')
    (tmp_path / "expectations").mkdir()
    source = ROOT / "template" / "expectations" / "dry_bean.json"
    (tmp_path / "expectations" / "dry_bean.json").write_bytes(source.read_bytes())
    monkeypatch.chdir(tmp_path)
    for url in (WRONG["wrong password"][0], WRONG["nobody listens"][0], WRONG["wrong option"][0]):
        monkeypatch.setenv("WAREHOUSE", url.replace("PORT", str(postgres.port)))
        for verb in (
            ["validate"],
            ["validate", "--propose"],
            ["validate", "--challenge"],
            ["contract", "export"],
            ["run"],
        ):
            code = main(verb)

            said = "".join(capfd.readouterr())
            assert code == 2, (verb, said)
            # A proposal asks no database: it wants a sample of its rows.
            assert "WAREHOUSE" in said or "put a sample of them" in said, (verb, said)
            assert not [word for word in (SECRET, "Traceback") if word in said], (verb, said)
    written = [path for path in tmp_path.rglob("*") if path.is_file() and SECRET in path.read_text(errors="ignore")]
    assert written == []


def test_a_variable_that_is_not_set_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WAREHOUSE", raising=False)
    repo = repo_of(tmp_path, 'engine = "sql"', 'connection = "WAREHOUSE"', 'table = "customers"')

    with pytest.raises(InputError, match=r"^WAREHOUSE: no such environment variable"):
        open_source(repo)


def test_a_database_without_its_driver_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib.util

    plain = importlib.util.find_spec
    gone = {"psycopg", "psycopg2", "duckdb"}
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name in gone else plain(name))
    for url in (f"postgresql://{USER}:{SECRET}@{HOST}/rows", "duckdb:///rows.duckdb"):
        with pytest.raises(InputError, match=r"modelwright\[sql\]") as error:
            SqlSource(url, "rows", place="ROWS_URL")
        assert SECRET not in str(error.value)


@pytest.mark.parametrize("content", [b"", b"no database at all, but long enough to be one" * 100])
@pytest.mark.parametrize("dialect", ["sqlite", "duckdb"])
def test_a_file_that_is_no_database_is_one_line(dialect: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / "rows.db").write_bytes(content)

    with (
        pytest.raises(InputError, match=r"^ROWS_URL: the (file is no database|database has no table)"),
        SqlSource(f"{dialect}:///{tmp_path / 'rows.db'}", "rows", place="ROWS_URL").opened(),
    ):
        pytest.fail("a table of no database")


def test_a_database_that_is_cut_short_is_one_line(tmp_path: Path) -> None:
    url = places.in_sqlite(numbers(5_000), tmp_path / "rows.db")
    whole = (tmp_path / "rows.db").read_bytes()
    (tmp_path / "rows.db").write_bytes(whole[: len(whole) // 2])

    with pytest.raises(InputError, match=r"^ROWS_URL: the file is no database, or is cut short"):  # noqa: SIM117
        with SqlSource(url, "rows", place="ROWS_URL").batch() as batch:
            reference.run(SOME, batch, SUITE)


def test_a_database_that_somebody_writes_is_waited_for_and_then_one_line(tmp_path: Path) -> None:
    url = places.in_sqlite(numbers(5), tmp_path / "rows.db")
    with closing(sqlite3.connect(tmp_path / "rows.db", isolation_level=None)) as writer, writer:
        writer.execute("BEGIN EXCLUSIVE")
        with (
            pytest.raises(InputError, match="another process is writing"),
            SqlSource(url, "rows", place="ROWS_URL").opened(),
        ):
            pytest.fail("a table that is being written")
        writer.execute("ROLLBACK")
