"""DuckDB: files of its own, and Parquet and CSV as tables."""

import os
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from modelwright.engines.connections import reading
from modelwright.engines.csv import FALSE_WORDS, NULL_WORDS, TRUE_WORDS, csv_types
from modelwright.engines.files import readable, scan_file
from modelwright.engines.sql import named_table, refuse_twins, sql_batch
from modelwright.errors import InputError

if TYPE_CHECKING:
    import polars as pl
    import sqlalchemy as sa

    from modelwright.engines.parts import Parts
    from modelwright.engines.samples import Sample, Size
    from modelwright.evidence import Anonymity, Content

_VIEW = "rows"
_WILDCARDS = "*?["


class DuckFileSource:
    """A Parquet or CSV file that DuckDB reads.

    Args:
        path: the file.
        shown: the file as messages name it.

    Raises:
        InputError: the file is not there, or of another kind, or DuckDB is not installed.
    """

    engine = "duckdb"

    def __init__(self, path: Path, shown: Path | str | None = None) -> None:
        from importlib.util import find_spec

        self._path = path
        self._shown = shown or path
        readable(path, self._shown, "sql")
        if not find_spec("duckdb") or not find_spec("sqlalchemy"):
            raise InputError(self._shown, "engine `sql` needs an extra: modelwright[sql]")
        if any(letter in str(path.resolve()) for letter in _WILDCARDS):
            raise InputError(self._shown, "DuckDB reads *, ? and [ in the name of a file as wildcards")

    def scan(self) -> "pl.LazyFrame | None":
        """Nothing: DuckDB holds expectations against the rows."""
        return None

    def rows(self) -> "pl.LazyFrame | None":
        """The rows of the file, which polars reads as well."""
        return scan_file(self._path, self._shown)

    def parts(self) -> "AbstractContextManager[Parts]":
        """The rows of the file in parts."""
        from modelwright.engines.parts import lazy_parts

        return lazy_parts(scan_file(self._path, self._shown), self._shown)

    @contextmanager
    def opened(self) -> Iterator["tuple[sa.Connection, sa.Table]"]:
        """A connection on which the file is a view.

        Raises:
            InputError: the file is cut short or not of its kind, or was changed while it was read.
        """
        before = _state(self._path)
        refuse_twins(scan_file(self._path, self._shown).collect_schema().names(), str(self._shown), "duckdb")
        query = self._query()
        with reading(duckdb_engine(":memory:"), str(self._shown)) as connection:
            # The path and the names are quoted: DuckDB takes no parameters here.
            connection.exec_driver_sql(f"CREATE VIEW {_VIEW} AS {query}")
            yield connection, named_table(connection, _VIEW, str(self._shown))
        if _state(self._path) != before:
            raise InputError(self._shown, "was changed while it was read")

    @contextmanager
    def batch(self) -> Iterator[Any]:
        """The file as a batch of Great Expectations, which asks DuckDB in SQL."""
        with self.opened() as (connection, table):
            yield sql_batch(connection, table, str(self._shown))

    def statistics(self) -> "Content":
        """Which rows the file holds, from one query over it."""
        from modelwright.engines.statistics import sql_statistics

        with self.opened() as (connection, table):
            return sql_statistics(connection, table)

    def sample(self, keys: Sequence[str], size: "Size") -> "Sample":
        """Some rows of the file."""
        from modelwright.engines.samples import sql_sample

        with self.opened() as (connection, table):
            return sql_sample(connection, table, str(self._shown), keys, size)

    def anonymity(self, columns: Sequence[str], sensitive: str, floor: int) -> "Anonymity":
        """How far rows of the file hide among others, from one query of DuckDB."""
        from modelwright.engines.groups import sql_anonymity

        with self.opened() as (connection, table):
            return sql_anonymity(connection, table, columns, sensitive, floor)

    def _query(self) -> str:
        path = _text(str(self._path.resolve()))
        if self._path.suffix.lower() != ".csv":
            scan_file(self._path, self._shown)  # which refuses one that is cut short, in our words
            return f"SELECT * FROM read_parquet({path})"  # noqa: S608 - quoted
        types = csv_types(self._path, self._shown)
        words = ", ".join(map(_text, NULL_WORDS))
        fields = ", ".join(f"{_text(name)}: 'VARCHAR'" for name in types)
        read = f"read_csv({path}, columns = {{{fields}}}, header = true, delim = ',', quote = '\"', escape = '\"', "
        read += f"nullstr = [{words}], null_padding = true, parallel = false, auto_detect = false)"
        columns = ", ".join(f"{_cast(_name(name), kind)} AS {_name(name)}" for name, kind in types.items())
        return f"SELECT {columns} FROM {read}"  # noqa: S608 - quoted


def _state(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_size)


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _name(value: str) -> str:
    return '"' + value.replace('"', '""') + '"'


def _cast(column: str, kind: "pl.DataType") -> str:
    import polars as pl

    if kind == pl.String:
        return column
    if kind == pl.Boolean:
        true, false = ", ".join(map(_text, TRUE_WORDS)), ", ".join(map(_text, FALSE_WORDS))
        return f"CASE WHEN {column} IN ({true}) THEN true WHEN {column} IN ({false}) THEN false END"
    wanted = {"Int64": "BIGINT", "UInt64": "UBIGINT"}.get(str(kind), "DOUBLE")
    return f"CAST(trim({column}, ' \t') AS {wanted})"


def duckdb_engine(database: str) -> "sa.Engine":
    """An engine on a file of DuckDB, read-only; or on none, in memory."""
    import tempfile

    import sqlalchemy

    in_memory = database == ":memory:"
    config = {
        # No extension is fetched: nothing here goes to the network.
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        # A file's statistics pass over what is not a number, and DuckDB 2.0 concludes from them that there is none.
        "disabled_optimizers": "statistics_propagation",
        # What does not fit into memory is not put beside the data.
        "temp_directory": str(Path(tempfile.gettempdir()) / f"modelwright-duckdb-{os.getpid()}"),
    }
    return sqlalchemy.create_engine(
        sqlalchemy.URL.create(_registered(), database=database),
        connect_args={"config": config, "read_only": not in_memory},
        poolclass=sqlalchemy.StaticPool if in_memory else sqlalchemy.NullPool,
        hide_parameters=True,
    )


@cache
def _registered() -> str:
    import sqlalchemy

    sqlalchemy.dialects.registry.register("duckdb.modelwright", "modelwright.engines.duck_dialect", "DuckDialect")
    return "duckdb+modelwright"
