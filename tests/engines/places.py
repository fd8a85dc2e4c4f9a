"""The same rows in every place: a Parquet file, SQLite, PostgreSQL and DuckDB."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from tests.engines.postgres import Server

_SQL_TYPES: dict[type[pl.DataType], str] = {
    pl.Int64: "BIGINT",
    pl.Int32: "INTEGER",
    pl.Float64: "DOUBLE PRECISION",
    pl.String: "TEXT",
    pl.Boolean: "BOOLEAN",
    pl.Date: "DATE",
    pl.Datetime: "TIMESTAMP",
}


def quoted(name: str) -> str:
    """A name as SQL's own quotes hold it."""
    return '"' + name.replace('"', '""') + '"'


def _columns(frame: pl.DataFrame) -> str:
    return ", ".join(f"{quoted(name)} {_SQL_TYPES[type(kind)]}" for name, kind in frame.schema.items())


def in_sqlite(frame: pl.DataFrame, path: Path, table: str = "rows") -> str:
    """Put rows into a table of a SQLite file, and give its URL."""
    dates = [pl.col(pl.Date).cast(pl.String), pl.col(pl.Datetime).dt.strftime("%Y-%m-%d %H:%M:%S%.6f")]
    marks = ", ".join("?" * frame.width)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"DROP TABLE IF EXISTS {quoted(table)}")
        connection.execute(f"CREATE TABLE {quoted(table)} ({_columns(frame)})")
        insert = f"INSERT INTO {quoted(table)} VALUES ({marks})"  # noqa: S608 - quoted
        connection.executemany(insert, frame.with_columns(dates).rows())
    return f"sqlite:///{path}"


def in_postgres(frame: pl.DataFrame, server: "Server", table: str) -> str:
    """Put rows into a table of PostgreSQL, and give the URL of its database."""
    import psycopg

    url = server.url()
    with psycopg.connect(url.replace("+psycopg", "")) as connection, connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {quoted(table)}")
        cursor.execute(f"CREATE TABLE {quoted(table)} ({_columns(frame)})")
        with cursor.copy(f"COPY {quoted(table)} FROM STDIN (FORMAT csv)") as copy:
            copy.write(frame.write_csv(include_header=False, quote_style="non_numeric"))
    return url


def in_duckdb(frame: pl.DataFrame, path: Path, table: str = "rows") -> str:
    """Put rows into a table of a DuckDB file, and give its URL."""
    import duckdb

    parquet = path.with_suffix(".parquet")
    frame.write_parquet(parquet)
    with duckdb.connect(str(path)) as connection:
        make = f"CREATE OR REPLACE TABLE {quoted(table)} AS SELECT * FROM read_parquet(?)"  # noqa: S608 - quoted
        connection.execute(make, [str(parquet)])
    return f"duckdb:///{path}"
