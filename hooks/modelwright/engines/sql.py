"""Rows in a database: SQLite, PostgreSQL or DuckDB. They stay there; what comes back are counts and statistics."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from modelwright.engines.connections import engine_for, parsed_url, reading
from modelwright.errors import InputError

if TYPE_CHECKING:
    import polars as pl
    import sqlalchemy as sa

    from modelwright.engines.parts import Parts
    from modelwright.engines.samples import Sample, Size
    from modelwright.evidence import Anonymity, Content


class SqlSource:
    """A table or view of a database.

    Args:
        url: an SQLAlchemy URL. It is never shown.
        table: its name, with its schema before a dot where it has one.
        place: what messages name in the place of the URL, such as the variable that holds it.

    Raises:
        InputError: it is no URL, or of a database or a driver that is not there.
    """

    def __init__(self, url: str, table: str, *, place: str) -> None:
        self._url = parsed_url(url, place)
        self._table = table
        self._place = place

    @property
    def engine(self) -> str:
        """`sqlite`, `postgresql` or `duckdb`."""
        return self._url.get_backend_name()

    def scan(self) -> "pl.LazyFrame | None":
        """Nothing: the rows stay in the database."""
        return None

    def rows(self) -> "pl.LazyFrame | None":
        """Nothing, either."""
        return None

    @contextmanager
    def opened(self) -> Iterator["tuple[sa.Connection, sa.Table]"]:
        """A connection that reads one snapshot, and the table.

        Raises:
            InputError: the database does not answer, refuses or breaks off, or has no such table.
        """
        with reading(engine_for(self._url, self._place), self._place) as connection:
            yield connection, named_table(connection, self._table, self._place)

    @contextmanager
    def batch(self) -> Iterator[Any]:
        """The table as a batch of Great Expectations, which asks the database in SQL."""
        with self.opened() as (connection, table):
            yield sql_batch(connection, table, self._place)

    def statistics(self) -> "Content":
        """Which rows the table holds, from one query over it."""
        from modelwright.engines.statistics import sql_statistics

        with self.opened() as (connection, table):
            return sql_statistics(connection, table)

    @contextmanager
    def parts(self) -> "Iterator[Parts]":
        """The rows in parts, as they come from the database's cursor."""
        from modelwright.engines.sql_parts import table_parts

        with self.opened() as (connection, table):
            yield table_parts(connection, table, self._place)

    def sample(self, keys: Sequence[str], size: "Size") -> "Sample":
        """Some rows of the table."""
        from modelwright.engines.samples import sql_sample

        with self.opened() as (connection, table):
            return sql_sample(connection, table, self._place, keys, size)

    def anonymity(self, columns: Sequence[str], sensitive: str, floor: int) -> "Anonymity":
        """How far rows of the table hide among others, from one query that groups them."""
        from modelwright.engines.groups import sql_anonymity

        with self.opened() as (connection, table):
            return sql_anonymity(connection, table, columns, sensitive, floor)


def named_table(connection: "sa.Connection", name: str, place: str) -> "sa.Table":
    """The table of a name: as it stands, or after the first dot in the schema before it.

    Raises:
        InputError: there is no such table or view.
    """
    import sqlalchemy

    inspector = sqlalchemy.inspect(connection)
    schema, dot, rest = name.partition(".")
    for table, within in ((name, None), *([(rest, schema)] if dot else [])):
        if inspector.has_table(table, schema=within):
            return sqlalchemy.Table(table, sqlalchemy.MetaData(), schema=within)
    raise InputError(place, f"the database has no table or view {name!r} that its user may read")


def refuse_twins(names: Iterable[str], place: str, engine: str) -> None:
    """Refuse columns whose names differ in case alone: one would be looked at in the place of the other.

    DuckDB does not tell them apart, and Great Expectations not even where PostgreSQL does.

    Raises:
        InputError: there are two.
    """
    known: dict[str, str] = {}
    for name in names:
        other = known.setdefault(name.casefold(), name)
        if other != name:
            raise InputError(place, f"columns {other!r} and {name!r} differ in case alone, which is lost on {engine}")


def sql_batch(connection: "sa.Connection", table: "sa.Table", place: str) -> Any:
    """A table as a batch of Great Expectations.

    Args:
        connection: on which the table is read.
        table: of that connection's database.
        place: what messages name, should the connection break.
    """
    from modelwright.engines.columns import column_types, rows_of
    from modelwright.engines.context import great_expectations

    great_expectations()
    from great_expectations.execution_engine.sqlalchemy_batch_data import SqlAlchemyBatchData

    from modelwright.engines.batches import Batch
    from modelwright.engines.pushdown import PushdownEngine

    types = column_types(connection, table)
    refuse_twins(types, place, connection.dialect.name)
    engine = PushdownEngine(connection, types)
    rows = rows_of(table, types, connection.dialect.name)
    named: dict[str, Any] = {"source_table_name": table.name, "source_schema_name": table.schema}
    if rows is table:
        named |= {"table_name": table.name, "schema_name": table.schema}
    else:
        named |= {"selectable": rows}
    return Batch(engine, SqlAlchemyBatchData(engine, create_temp_table=False, **named), place=place)
