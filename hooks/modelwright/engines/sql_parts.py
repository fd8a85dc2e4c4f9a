"""The rows of a table in parts, from any database."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from modelwright.engines import duck_parts, postgres_parts, sqlite_parts
from modelwright.engines.handed import Handed
from modelwright.engines.parts import Parts, evened, together

if TYPE_CHECKING:
    import polars as pl
    import sqlalchemy as sa


def table_parts(connection: "sa.Connection", table: "sa.Table", place: str) -> Parts:
    """The rows of a table, in the order in which the database gives them, as they are read from its cursor.

    Args:
        connection: of one snapshot, open for as long as the parts are taken.
        table: a table or view.
        place: what messages name.

    Returns:
        Types are those of the database where polars has them: `INTEGER` is Int32, `NUMERIC(10, 2)` is Decimal(10, 2).
        What it has no type for, such as a UUID or JSON, is text.

    Raises:
        InputError: a column has no one type, or the database breaks off.
    """
    columns = described(connection, table, place)
    frames = read(connection, selected(columns, table), columns, place)
    return evened({name: one.kind for name, one in columns.items()}, frames)


def described(connection: "sa.Connection", table: "sa.Table", place: str) -> dict[str, Handed]:
    """The columns of a table: how they are asked for, and their types here."""
    if connection.dialect.name == "postgresql":
        return postgres_parts.described(connection, table)
    if connection.dialect.name == "sqlite":
        return sqlite_parts.described(connection, table, place)
    return duck_parts.described(connection, table, place)


def selected(columns: Mapping[str, Handed], table: "sa.Table") -> "sa.Select[Any]":
    """The query for some columns of a table."""
    import sqlalchemy as sa

    return sa.select(*[one.asked.label(name) for name, one in columns.items()]).select_from(table)


def read(
    connection: "sa.Connection", query: "sa.Select[Any]", columns: Mapping[str, Handed], place: str
) -> Iterator["pl.DataFrame"]:
    """What a query for columns gives, in frames.

    Raises:
        InputError: the database breaks off, or a value has no type here.
    """
    readers = {"postgresql": postgres_parts.read, "sqlite": sqlite_parts.read}
    reader = readers.get(connection.dialect.name, duck_parts.read)
    return reader(connection, query, columns, together(len(columns)), place)
