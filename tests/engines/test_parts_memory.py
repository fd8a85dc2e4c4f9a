"""The rows of a table come in parts: a process that takes them all needs no more memory for many than for few."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import duckdb
import psycopg
import pytest

from tests.engines.postgres import Server

MEMORY = """
import resource, sys
from modelwright.engines.sql import SqlSource
def read(table):
    with SqlSource(sys.argv[1], table, place="URL").parts() as parts:
        return sum(frame.height for frame in parts.frames)
few = read("few")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
many = read("many")
print(many // few, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


# A table of few rows and one of many, by the name of the database.
FEW, MANY = 200_000, {"duckdb": 3_000_000, "sqlite": 1_000_000, "postgresql": 1_200_000}
TABLE = "CREATE TABLE {name} AS SELECT i, i / 7.0 AS x, 'a text of ' || i AS t FROM {numbers}"
NUMBERS = {
    "duckdb": "range({count}) AS n(i)",
    "sqlite": "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) SELECT i FROM n)",
    "postgresql": "generate_series(1, {count}) AS n(i)",
}


def sized(database: str, folder: Path, server: Server) -> str:
    made = [
        TABLE.format(name=name, numbers=NUMBERS[database].format(count=count))
        for name, count in {"few": FEW, "many": MANY[database]}.items()
    ]
    if database == "duckdb":
        with duckdb.connect(str(folder / "size.duckdb")) as duck:
            duck.execute(";".join(made))
        return f"duckdb:///{folder / 'size.duckdb'}"
    if database == "sqlite":
        with closing(sqlite3.connect(folder / "size.db")) as lite, lite:
            lite.executescript(";".join(made))
        return f"sqlite:///{folder / 'size.db'}"
    with psycopg.connect(server.url().replace("+psycopg", "")) as connection:
        connection.execute("DROP TABLE IF EXISTS few, many")
        for one in made:
            connection.execute(one.replace("7.0", "7.0::float8"))
    return server.url()


@pytest.mark.parametrize("database", MANY)
def test_memory_does_not_grow_with_the_rows(database: str, tmp_path: Path, postgres: Server) -> None:
    url = sized(database, tmp_path, postgres)

    told = subprocess.run([sys.executable, "-c", MEMORY, url], capture_output=True, text=True, check=True)

    times, grown = map(int, told.stdout.split())
    assert times >= 5
    assert grown < 60_000, f"{grown} KB more for {times} times the rows"
