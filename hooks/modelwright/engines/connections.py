"""Connections to databases: read-only, of one snapshot, and never said aloud.

What drivers say of a failure may hold the host, the user, a password or a value of a row. Messages here are our own.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from modelwright.errors import InputError

if TYPE_CHECKING:
    import sqlalchemy as sa

DIALECTS = ("sqlite", "postgresql", "duckdb")
SAVEPOINT = "start"
_CONNECT_SECONDS = 10
# How long PostgreSQL waits for a table that is locked, where neither the URL nor the server says another time.
LOCK_SECONDS = 60
# What a server that refuses says, and what of it may be said on.
_REFUSALS = {
    "password authentication failed": "the database refuses the user or the password",
    "no password supplied": "the database asks for a password, and the URL holds none",
    "no pg_hba.conf entry": "the database lets nobody in from this machine",
    "does not exist": "the server knows no such database or user",
    "connection refused": "nobody answers at the host and the port",
    "timeout": f"no answer from the host within {_CONNECT_SECONDS} seconds",
    "timed out": f"no answer from the host within {_CONNECT_SECONDS} seconds",
    "resolve host": "the host is not known",
    "translate host": "the host is not known",
    "name or service": "the host is not known",
    "too many connections": "the database has no connection left",
    "too many clients": "the database has no connection left",
    "starting up": "the database is starting up or shutting down",
    "shutting down": "the database is starting up or shutting down",
    "ssl": "the database and this machine agree on no encryption",
    "is locked": "another process is writing to the database",
    "lock on file": "another process holds the database file open for writing",
    "not a database": "the file is no database, or is cut short",
    "not a valid duckdb": "the file is no database, or is cut short",
    "malformed": "the file is no database, or is cut short",
    "corrupt": "the file is no database, or is cut short",
    "out of range": "the port is not a number from 1 to 65535",
    "invalid port": "the port is not a number from 1 to 65535",
}
# Classes of SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html
_STATES = {
    "08": "the connection broke",
    "22": "the rows hold a value that the query cannot work on",
    "28": "the database refuses the user or the password",
    "40": "the table changed while it was read",
    "42501": "the user may not read the table",
    "55P03": "another process holds a lock on the table, and does not let go of it",
    "53": "the database has no memory, disk or connection left",
    "57014": "the database cancelled a query: it took too long, or somebody stopped it",
    "57": "the database shut down, or ended the connection",
    "58": "the database cannot read its own files",
}


def parsed_url(text: str, place: str) -> "sa.URL":
    """The URL of a database, with the driver that is installed.

    Raises:
        InputError: it is no URL, or of a database or a driver that is not there. The URL is not shown.
    """
    try:
        import sqlalchemy
    except ImportError:
        raise InputError(place, "engine `sql` needs an extra: modelwright[sql]") from None
    try:
        url = sqlalchemy.make_url(text.strip())
    except (sqlalchemy.exc.ArgumentError, ValueError):
        raise InputError(place, "does not hold an SQLAlchemy URL, such as postgresql://USER@HOST/DATABASE") from None
    name = "postgresql" if url.get_backend_name() == "postgres" else url.get_backend_name()
    if name not in DIALECTS:
        raise InputError(place, f"holds a URL of {name!r}; known are {', '.join(DIALECTS)}")
    return url.set(drivername=_driver(name, url.drivername.partition("+")[2], place))


def _driver(name: str, asked: str, place: str) -> str:
    from importlib.util import find_spec

    if name == "duckdb":
        if not find_spec("duckdb"):
            raise InputError(place, "DuckDB is not installed: it comes with modelwright[sql]")
        return "duckdb"
    if name == "sqlite":
        return "sqlite"
    drivers = (asked,) if asked else ("psycopg", "psycopg2")
    found = next((one for one in drivers if one in {"psycopg", "psycopg2"} and find_spec(one)), None)
    if found is None:
        missing = f"the driver {asked!r} of PostgreSQL" if asked else "a driver of PostgreSQL"
        raise InputError(place, f"{missing} is not installed: psycopg comes with modelwright[sql]")
    return f"postgresql+{found}"


def engine_for(url: "sa.URL", place: str) -> "sa.Engine":
    """An engine that opens connections which only read.

    Raises:
        InputError: a file of SQLite or DuckDB that is not there.
    """
    import sqlalchemy

    if url.get_backend_name() == "postgresql":
        polite = {"connect_timeout": _CONNECT_SECONDS, "application_name": "modelwright"}
        return sqlalchemy.create_engine(
            url,
            connect_args={name: value for name, value in polite.items() if name not in url.query},
            poolclass=sqlalchemy.NullPool,
            isolation_level="REPEATABLE READ",
            hide_parameters=True,
        )
    from pathlib import Path

    if not url.database or url.database == ":memory:":
        raise InputError(place, f"a {url.get_backend_name()} database in memory holds no rows: name its file")
    if not Path(url.database).is_file():
        raise InputError(place, "the database file that the URL names is not there")
    if url.get_backend_name() == "duckdb":
        from modelwright.engines.duck import duckdb_engine

        return duckdb_engine(url.database)
    return _sqlite(url.database)


def _sqlite(database: str) -> "sa.Engine":
    import sqlite3
    from pathlib import Path

    import sqlalchemy

    def opened() -> sqlite3.Connection:
        # The file's name may hold what a URI would read as its query.
        made = sqlite3.connect(f"{Path(database).resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
        made.create_function("regexp", 2, _matches, deterministic=True)
        made.create_function("md5", 1, _md5, deterministic=True)
        made.execute("PRAGMA case_sensitive_like = ON")  # as in the other databases
        return made

    return sqlalchemy.create_engine("sqlite://", creator=opened, poolclass=sqlalchemy.NullPool, hide_parameters=True)


def _matches(pattern: str, value: object) -> bool | None:
    """Whether a pattern is found anywhere in a value: SQLite has the operator and leaves out the function."""
    import re

    return None if value is None else re.search(pattern, str(value)) is not None


def _md5(value: object) -> str | None:
    """As the other databases have it: for drawing rows, and not for hiding anything."""
    import hashlib

    return None if value is None else hashlib.md5(str(value).encode(), usedforsecurity=False).hexdigest()


def _quote_all_names(engine: "sa.Engine") -> None:
    """Quote every name: SQLAlchemy leaves the plain ones bare, and does not know all words of every database."""
    plain = type(engine.dialect.identifier_preparer)

    class Quoting(plain):  # type: ignore[misc, valid-type] # of the dialect's own kind
        def _requires_quotes(self, _value: str) -> bool:
            return True

    # In SQL's own quotes, SQLite takes a name that it does not know for a text.
    own = {"initial_quote": "`", "escape_quote": "`"} if engine.dialect.name == "sqlite" else {}
    engine.dialect.identifier_preparer = Quoting(engine.dialect, **own)


@contextmanager
def reading(engine: "sa.Engine", place: str) -> Iterator["sa.Connection"]:
    """One connection, and on it one snapshot of the database, whatever others write meanwhile.

    Raises:
        InputError: the database does not answer, refuses, or breaks off.
    """
    import sqlalchemy

    connection = None
    _quote_all_names(engine)
    try:
        connection = engine.connect()
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(postgresql_readonly=True)
            _bound_waiting(connection)
            # What a query that fails is taken back to: without it, all that follow would fail as well.
            connection.exec_driver_sql(f"SAVEPOINT {SAVEPOINT}")
        elif engine.dialect.name == "sqlite":
            # Python's driver begins no transaction for a query.
            connection.exec_driver_sql("BEGIN")
        connection.exec_driver_sql("SELECT 1").fetchall()
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").fetchall()
    except Exception as error:  # noqa: BLE001 - drivers raise errors of their own while they connect
        _close(connection, engine)
        raise InputError(place, in_words(error)) from None
    try:
        yield connection
    except sqlalchemy.exc.SQLAlchemyError as error:
        raise InputError(place, in_words(error)) from None
    finally:
        _close(connection, engine)


def _bound_waiting(connection: "sa.Connection") -> None:
    """Not for ever: a query waits behind whoever alters the table, and all who come later wait behind the query.

    It is set here and not among the options of the connection, which poolers such as PgBouncer refuse.
    """
    unset = "current_setting('lock_timeout') = '0'"
    connection.exec_driver_sql(f"SELECT set_config('lock_timeout', '{LOCK_SECONDS}s', true) WHERE {unset}").fetchall()


def _close(connection: "sa.Connection | None", engine: "sa.Engine") -> None:
    import sqlalchemy.exc

    # A connection that broke cannot be closed, and has been reported.
    with suppress(sqlalchemy.exc.SQLAlchemyError, OSError):
        if connection is not None:
            connection.close()
    engine.dispose()


def in_words(error: BaseException) -> str:
    """What went wrong, without anything that the driver says of hosts, users, secrets and rows."""
    driver: Any = getattr(error, "orig", None) or error
    state = str(getattr(driver, "sqlstate", None) or getattr(driver, "pgcode", None) or "")
    if state.startswith("42") and state != "42501":
        # Names of columns, functions and types; the server quotes no value here.
        return f"the database cannot run the query: {_first_line(driver)}"
    for key in (state, state[:2]):
        if key in _STATES:
            return _STATES[key]
    said = str(driver).lower()
    for words, fact in _REFUSALS.items():
        if words in said:
            return fact
    kind = type(driver).__name__
    if kind in {"BinderException", "CatalogException"} or "no such" in said:
        return f"the database cannot run the query: {_first_line(driver)}"
    if getattr(error, "connection_invalidated", False) or "connection" in said:
        return "the connection broke"
    return f"the database failed ({kind})"


def _first_line(error: object) -> str:
    return str(error).strip().partition("\n")[0]
