"""Rows handed over in parts: the same values, types and digest from every place, in memory that does not grow."""

import datetime as dt
import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import psycopg
import pytest

from modelwright.data.content import content_of, content_of_parts
from modelwright.engines import parts as sizes
from modelwright.engines import postgres_parts
from modelwright.engines.duck import DuckFileSource
from modelwright.engines.files import FileSource
from modelwright.engines.frames import FrameSource
from modelwright.engines.parts import evened
from modelwright.engines.source import Source
from modelwright.engines.sql import SqlSource
from modelwright.errors import InputError
from modelwright.evidence import Content
from tests.engines import places, rows
from tests.engines.postgres import Server
from tests.repos import ROOT

PLACES = ("sqlite", "postgresql", "duckdb", "duckdb over Parquet", "parquet", "pandas")


def tricky() -> pl.DataFrame:
    """The rows of all types, with what drivers and CSV trip over."""
    odd = ["", None, '"', "a,b", "line\nline", "\\N", "NULL", "NaN", " x ", "\t", "🚲", "é", "\\.", "0012"] * 10
    whole = [2**63 - 1, -(2**63), None, 0] * 30
    numbers = [0.1, 1e300, -1e-300, float("inf"), float("-inf"), None, 1 / 3, -0.5] * 15
    return rows.clean().with_columns(
        pl.Series('50% of "it"', odd[: rows.ROWS]), pl.Series("whole", whole), pl.Series("x", numbers)
    )


def put(place: str, frame: pl.DataFrame, folder: Path, server: Server) -> Source:
    if place == "postgresql":
        return SqlSource(places.in_postgres(frame, server, folder.name), folder.name, place="ROWS_URL")
    if place == "sqlite":
        return SqlSource(places.in_sqlite(frame, folder / "rows.db"), "rows", place="ROWS_URL")
    if place == "duckdb":
        return SqlSource(places.in_duckdb(frame, folder / "rows.duckdb"), "rows", place="ROWS_URL")
    if place == "pandas":
        return FrameSource(frame.to_pandas())
    frame.write_parquet(folder / "rows.parquet")
    return (FileSource if place == "parquet" else DuckFileSource)(folder / "rows.parquet")


def taken(source: Source) -> tuple[pl.DataFrame, Content]:
    """All rows of a place, and their content."""
    with source.parts() as parts:
        frames = list(parts.frames)
    return pl.concat(frames), content_of_parts(frames, parts.schema)


@pytest.mark.parametrize("place", PLACES[:-1])
def test_the_same_rows_are_handed_over_with_one_digest(
    place: str, tmp_path: Path, postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sizes, "_TOGETHER", 50)
    monkeypatch.setattr(sizes, "_FEWEST", 50)
    frame = tricky()

    found, content = taken(put(place, frame, tmp_path, postgres))

    assert found.schema == frame.schema
    assert found.equals(frame)
    assert content == content_of(frame.lazy())


@pytest.mark.parametrize("place", PLACES)
def test_a_value_that_changes_in_any_place_changes_the_digest(place: str, tmp_path: Path, postgres: Server) -> None:
    """The negative control: what was compared above can differ."""
    frame = pl.DataFrame({"id": range(60), "x": [number / 7 for number in range(60)]})
    swapped = frame.with_columns(pl.col("x").replace_strict({0.0: 1 / 7, 1 / 7: 0.0}, default=pl.col("x")))
    source = put(place, swapped, tmp_path, postgres)

    _, content = taken(source)

    wanted = content_of(frame.lazy())
    # Each column holds what it held, and the rows are others; counts and aggregates do not see it, as the page says.
    assert content.columns == wanted.columns
    assert content.digest != wanted.digest
    assert source.statistics() == FrameSource(frame.to_pandas()).statistics()


@pytest.mark.parametrize("name", ["credit_default", "dry_bean", "bike_sharing_hourly"])
def test_a_shipped_table_has_the_digest_of_its_file(name: str, tmp_path: Path, postgres: Server) -> None:
    path = ROOT / "template" / "data" / f"{name}.parquet"
    frame = pl.read_parquet(path)
    stored = {pl.Float32: pl.Float64, pl.Int8: pl.Int64, pl.Int16: pl.Int64, pl.UInt8: pl.Int64, pl.UInt16: pl.Int64}
    wide = frame.with_columns(pl.col(kind).cast(to) for kind, to in stored.items() if frame.select(pl.col(kind)).width)

    found = {place: taken(put(place, wide, tmp_path, postgres))[1].digest for place in PLACES[:3]}

    assert found == dict.fromkeys(PLACES[:3], content_of(pl.scan_parquet(path)).digest)


@pytest.mark.parametrize("place", PLACES)
def test_a_table_without_rows_has_its_columns(place: str, tmp_path: Path, postgres: Server) -> None:
    frame = pl.DataFrame(schema={"a": pl.Int64, "b": pl.String, "c": pl.Float64})

    with put(place, frame, tmp_path, postgres).parts() as parts:
        assert list(parts.frames) == []

    assert content_of_parts([], parts.schema) == content_of(frame.lazy())


def test_parts_have_one_height_whatever_comes() -> None:
    frame = pl.DataFrame({"a": range(1_000), "b": [str(number) for number in range(1_000)]})
    heights: tuple[list[int], ...] = ([1_000], [1] * 1_000, [0, 999, 0, 1], [333, 667], [])

    for some in heights:
        starts = [sum(some[:at]) for at in range(len(some))]
        cut = [frame.slice(start, height) for start, height in zip(starts, some, strict=True)]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sizes, "_TOGETHER", 300)
            patch.setattr(sizes, "_FEWEST", 300)
            found = list(evened(dict(frame.schema), iter(cut)).frames)
        assert [one.height for one in found] == ([300, 300, 300, 100] if some else [])
        assert not found or pl.concat(found).equals(frame)


def test_a_driver_without_a_stream_hands_over_the_same(
    tmp_path: Path, postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = tricky()
    source = put("postgresql", frame, tmp_path, postgres)
    monkeypatch.setattr(postgres_parts, "_streams", lambda _: False)

    assert taken(source)[0].equals(frame)


def test_postgresql_hands_over_its_own_types(postgres: Server) -> None:
    made = """
        CREATE TABLE own (small smallint, whole integer, single real, exact numeric(12, 3), loose numeric,
            moment timestamptz, hour time, bytes bytea, id uuid, doc jsonb, list integer[], fixed char(4),
            span interval, day date);
        INSERT INTO own VALUES (1, 2, 0.1, 1.500, 12.25, '2026-01-31 12:00:00.5+02', '10:11:12.5', '\\x00ff',
            '6c84fb90-12c4-11e1-840d-7b25c5ee775a', '{"a": 1}', '{1,2}', 'ab', '1 day', '1969-07-20'),
            (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)
    """
    with psycopg.connect(postgres.url().replace("+psycopg", "")) as connection:
        # How days and numbers look is what a role was given; none of it may show.
        connection.execute("ALTER ROLE CURRENT_USER SET DateStyle = 'German'")
        connection.execute("ALTER ROLE CURRENT_USER SET TimeZone = 'Asia/Tokyo'")
        connection.execute("DROP TABLE IF EXISTS own")
        connection.execute(made)
    try:
        found, content = taken(SqlSource(postgres.url(), "own", place="ROWS_URL"))
    finally:
        with psycopg.connect(postgres.url().replace("+psycopg", "")) as connection:
            connection.execute("ALTER ROLE CURRENT_USER RESET ALL")

    assert found.row(0) == (
        *(1, 2, pytest.approx(0.1), Decimal("1.500"), Decimal("12.25")),
        dt.datetime(2026, 1, 31, 10, 0, 0, 500_000, tzinfo=dt.UTC),
        *(dt.time(10, 11, 12, 500_000), b"\x00\xff", "6c84fb90-12c4-11e1-840d-7b25c5ee775a", '{"a": 1}', "{1,2}", "ab"),
        *("1 day", dt.date(1969, 7, 20)),
    )
    assert found.row(1) == (None,) * 14
    assert {one.name: one.type for one in content.columns}["loose"] == "decimal"


def test_duckdb_hands_over_its_own_types(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "own.duckdb")) as connection:
        connection.execute("""
            CREATE TABLE own AS SELECT '6c84fb90-12c4-11e1-840d-7b25c5ee775a'::UUID AS id, interval 1 day AS span,
            'a'::ENUM('a', 'b') AS few, '2026-01-31 12:00:00+02'::TIMESTAMPTZ AS moment, [1, 2] AS list,
            1.5::DECIMAL(9, 2) AS exact, '{"a": 1}'::JSON AS doc, {'a': 1} AS record, 'NaN'::DOUBLE AS x
        """)
    found, _ = taken(SqlSource(f"duckdb:///{tmp_path / 'own.duckdb'}", "own", place="ROWS_URL"))

    assert found.drop("x", "list").row(0) == (
        *("6c84fb90-12c4-11e1-840d-7b25c5ee775a", "1 day", "a", dt.datetime(2026, 1, 31, 10, tzinfo=dt.UTC)),
        *(Decimal("1.50"), '{"a": 1}', {"a": 1}),
    )
    assert found.schema["few"] == pl.String
    assert found["x"].is_nan().all()  # as a file hands it over; in the digest it is missing


def sqlite(folder: Path, *statements: str) -> SqlSource:
    with closing(sqlite3.connect(folder / "own.db")) as connection, connection:
        for one in statements:
            connection.execute(one)
    return SqlSource(f"sqlite:///{folder / 'own.db'}", "own", place="ROWS_URL")


def test_what_a_column_of_sqlite_holds_counts_where_its_declaration_does_not_fit(tmp_path: Path) -> None:
    source = sqlite(
        tmp_path,
        "CREATE TABLE plain (a INTEGER, b NUMERIC(9, 2), c, d DATETIME, e BOOLEAN, f BLOB, g REAL, h DATE, i TEXT)",
        "INSERT INTO plain VALUES (1, 1.5, 'x', 1767225600, 1, x'00', 2, NULL, '2026-01-31')",
        "INSERT INTO plain VALUES (2.5, 2, NULL, NULL, NULL, NULL, NULL, NULL, NULL)",
        "CREATE VIEW own AS SELECT *, a + 1 AS j FROM plain",
    )

    found, _ = taken(source)

    assert found.row(0) == (1.0, 1.5, "x", 1767225600, True, b"\x00", 2.0, None, "2026-01-31", 2.0)
    assert [str(kind) for kind in found.dtypes] == [
        *("Float64", "Float64", "String", "Int64", "Boolean", "Binary", "Float64", "Date", "String", "Float64")
    ]


@pytest.mark.parametrize(
    ("column", "value", "other", "said"),
    [
        ("INTEGER", "1", "'abc'", "column 'a' holds integer and text values"),
        ("DATE", "'2026-01-31'", "'31 January'", "column 'a' holds values that are no Date"),
        ("BOOLEAN", "1", "7", "column 'a' is declared as truths, and holds other numbers than 0 and 1"),
    ],
)
def test_what_has_no_one_type_is_refused_without_a_value(
    column: str, value: str, other: str, said: str, tmp_path: Path
) -> None:
    fine = sqlite(tmp_path, f"CREATE TABLE own (a {column})", f"INSERT INTO own VALUES ({value})")  # noqa: S608
    assert taken(fine)[0].height == 1

    with pytest.raises(InputError, match=f"^ROWS_URL: {said}") as caught:
        taken(sqlite(tmp_path, f"INSERT INTO own VALUES ({other})"))  # noqa: S608 - of this test
    assert other.strip("'") not in str(caught.value).removeprefix("ROWS_URL")


def test_a_day_that_no_calendar_has_is_refused(postgres: Server) -> None:
    with psycopg.connect(postgres.url().replace("+psycopg", "")) as connection:
        connection.execute("DROP TABLE IF EXISTS endless")
        connection.execute("CREATE TABLE endless AS SELECT 'infinity'::date AS day")

    with pytest.raises(InputError, match=r"^ROWS_URL: column 'day' holds values that are no Date$"):
        taken(SqlSource(postgres.url(), "endless", place="ROWS_URL"))


def test_a_connection_that_is_cut_while_rows_come_is_told(
    tmp_path: Path, postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sizes, "_TOGETHER", 1_024)
    source = put("postgresql", pl.DataFrame({"id": range(400_000), "t": ["x" * 50] * 400_000}), tmp_path, postgres)

    def read() -> int:
        count = 0
        with source.parts() as parts:
            for frame in parts.frames:
                if not count:
                    with psycopg.connect(postgres.url().replace("+psycopg", ""), autocommit=True) as other:
                        ours = "application_name = 'modelwright' AND query LIKE 'COPY%'"
                        other.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {ours}")  # noqa: S608
                count += frame.height
        return count

    with pytest.raises(InputError, match=r"^ROWS_URL: the (database shut down|connection broke)"):
        read()


def test_a_file_that_is_cut_short_is_told(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    source = FileSource(path)
    path.write_text("a,b\n1,2,3\n", encoding="utf-8")

    with pytest.raises(InputError, match="has 3 fields, the header 2"):
        taken(source)
