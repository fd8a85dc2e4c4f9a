"""A dialect of DuckDB for SQLAlchemy: PostgreSQL's words, DuckDB's own catalogue, and one connection for all cursors.

The published dialect asks PostgreSQL's catalogue, of which DuckDB 2 has no more than a part.
"""

from typing import Any

import duckdb
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql.base import PGDialect
from sqlalchemy.engine.default import DefaultDialect

_TYPES: dict[str, Any] = {
    **dict.fromkeys(("TINYINT", "UTINYINT", "SMALLINT"), sa.SMALLINT),
    **dict.fromkeys(("USMALLINT", "INTEGER"), sa.INTEGER),
    **dict.fromkeys(("UINTEGER", "BIGINT", "UBIGINT", "HUGEINT", "UHUGEINT"), sa.BIGINT),
    "FLOAT": sa.REAL,
    "DOUBLE": sa.DOUBLE,
    "DECIMAL": sa.DECIMAL,
    **dict.fromkeys(("VARCHAR", "ENUM"), sa.VARCHAR),
    "BOOLEAN": sa.BOOLEAN,
    "DATE": sa.DATE,
    "TIME": sa.TIME,
    **dict.fromkeys(("TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS"), sa.TIMESTAMP),
    "TIMESTAMP WITH TIME ZONE": sa.TIMESTAMP,
    "UUID": sa.UUID,
    "BLOB": sa.BLOB,
}
_COLUMNS = """
    SELECT column_name, data_type, is_nullable FROM duckdb_columns()
    WHERE table_name = ? AND schema_name = coalesce(?, current_schema()) AND database_name = current_database()
    ORDER BY column_index
"""


class _Connection:
    """DuckDB's own cursors are connections, each with its own transaction: here they share one."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.plain = connection

    def cursor(self) -> "_Cursor":
        return _Cursor(self.plain)

    def commit(self) -> None:
        self.plain.commit()

    def rollback(self) -> None:
        self.plain.rollback()

    def close(self) -> None:
        self.plain.close()


class _Cursor:
    """What SQLAlchemy needs of a cursor. The rows are taken at once: the next query would take them away."""

    arraysize = 1

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: list[Any] | None = None
        self.rowcount = -1

    def execute(self, statement: str, parameters: Any = None) -> None:
        self._connection.execute(statement, parameters or ())
        self.description = [(one[0], *[None] * 6) for one in self._connection.description or []] or None
        self._rows = self._connection.fetchall() if self.description else []

    def fetchone(self) -> Any:
        return self._rows.pop(0) if self._rows else None

    def fetchmany(self, size: int | None = None) -> list[Any]:
        taken, self._rows = self._rows[: size or 1], self._rows[size or 1 :]
        return taken

    def fetchall(self) -> list[Any]:
        taken, self._rows = self._rows, []
        return taken

    def close(self) -> None:
        self._rows = []


class DuckDialect(PGDialect):
    """DuckDB, asked for its columns in its own words."""

    name = "duckdb"
    driver = "modelwright"
    default_paramstyle = "qmark"
    supports_statement_cache = True
    supports_server_side_cursors = False

    @classmethod
    def import_dbapi(cls) -> Any:
        return duckdb

    def create_connect_args(self, url: sa.URL) -> tuple[list[Any], dict[str, Any]]:
        return [url.database], {}

    def connect(self, *arguments: Any, **settings: Any) -> Any:
        opened = duckdb.connect(*arguments, **settings)
        opened.execute("SET enable_progress_bar = false")  # which it draws in a notebook
        return _Connection(opened)

    def initialize(self, connection: sa.Connection) -> None:
        DefaultDialect.initialize(self, connection)

    def _get_server_version_info(self, connection: Any) -> tuple[int, ...]:  # noqa: ARG002 - SQLAlchemy's own
        return (14, 0)

    def _get_default_schema_name(self, connection: Any) -> str:  # noqa: ARG002 - SQLAlchemy's own
        return "main"

    def get_default_isolation_level(self, dbapi_conn: Any) -> Any:  # noqa: ARG002 - SQLAlchemy's own
        return "SERIALIZABLE"

    def on_connect(self) -> None:
        return None

    def do_begin(self, dbapi_connection: Any) -> None:
        dbapi_connection.cursor().execute("BEGIN")

    def do_rollback(self, dbapi_connection: Any) -> None:
        try:
            dbapi_connection.rollback()
        except duckdb.TransactionException:
            return  # there was none to end

    def is_disconnect(self, *_: Any) -> bool:
        return False

    def has_table(self, connection: Any, table_name: str, schema: str | None = None, **_: Any) -> bool:
        return bool(connection.exec_driver_sql(_COLUMNS, (str(table_name), schema)).fetchone())

    def get_columns(self, connection: Any, table_name: str, schema: str | None = None, **_: Any) -> Any:
        found = connection.exec_driver_sql(_COLUMNS, (str(table_name), schema)).fetchall()
        if not found:
            raise sa.exc.NoSuchTableError(str(table_name))
        return [{"name": name, "type": _type(kind), "nullable": nullable} for name, kind, nullable in found]

    def get_pk_constraint(self, *_: Any, **__: Any) -> Any:
        return {"constrained_columns": [], "name": None}


def _type(said: str) -> Any:
    """The type of SQLAlchemy for what DuckDB calls it, such as `DECIMAL(10,2)` or `ENUM('a', 'b')`."""
    known = _TYPES.get(said.partition("(")[0])
    return known() if known else sa.types.NullType()
