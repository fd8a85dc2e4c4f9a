"""The rows of PostgreSQL, as a stream of its COPY: text, which is taken apart here and not one value at a time."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

from modelwright.engines.connections import in_words
from modelwright.engines.handed import Handed, from_text
from modelwright.errors import InputError

if TYPE_CHECKING:
    import polars as pl
    import sqlalchemy as sa

# Digits of a decimal, at most.
_WIDEST = 38


def described(connection: "sa.Connection", table: "sa.Table") -> dict[str, Handed]:
    """The columns of a table or view."""
    import sqlalchemy as sa

    found = sa.inspect(connection).get_columns(table.name, schema=table.schema)
    known = {one["name"]: _handed(one["name"], one["type"]) for one in found}
    unbound = [name for name, one in known.items() if one is None]
    scales: dict[str, int] = {}
    if unbound:
        asked = [sa.func.max(sa.func.scale(sa.column(name))).label(f"a{at}") for at, name in enumerate(unbound)]
        row = connection.execute(sa.select(*asked).select_from(table)).one()
        scales = {name: scale or 0 for name, scale in zip(unbound, row, strict=True)}
    return {name: one or _decimal(name, _WIDEST, scales[name]) for name, one in known.items()}


def _handed(name: str, kind: Any) -> Handed | None:
    """How a column is asked for; None for a decimal that does not say how many digits it keeps."""
    import polars as pl
    import sqlalchemy as sa
    from sqlalchemy.dialects import postgresql as pg

    column: sa.ColumnClause[Any] = sa.column(name)
    text = sa.cast(column, sa.Text)
    if isinstance(kind, sa.TIMESTAMP):
        if kind.timezone:
            return Handed(sa.cast(sa.func.timezone("UTC", column), sa.Text), pl.Datetime("us", "UTC"))
        return Handed(text, pl.Datetime("us"))
    if isinstance(kind, sa.LargeBinary):
        return Handed(sa.func.encode(column, "hex"), pl.Binary())
    if isinstance(kind, sa.Time) and not kind.timezone:
        return Handed(text, pl.Time())
    if isinstance(kind, sa.Numeric) and not isinstance(kind, sa.Float):
        known = kind.precision is not None and kind.precision <= _WIDEST
        return _decimal(name, kind.precision or 0, kind.scale or 0) if known else None
    plain = (
        (sa.BigInteger, pl.Int64()),
        (sa.SmallInteger, pl.Int16()),
        (sa.Integer, pl.Int32()),
        (sa.REAL, pl.Float32()),
        (sa.Float, pl.Float64()),
        (pg.DOUBLE_PRECISION, pl.Float64()),
        (sa.Boolean, pl.Boolean()),
        (sa.Date, pl.Date()),
    )
    return Handed(text, next((made for general, made in plain if isinstance(kind, general)), pl.String()))


def _decimal(name: str, precision: int, scale: int) -> Handed:
    import polars as pl
    import sqlalchemy as sa

    return Handed(sa.cast(sa.column(name), sa.Text), pl.Decimal(precision, scale))


def read(
    connection: "sa.Connection", query: "sa.Select[Any]", columns: Mapping[str, Handed], rows: int, place: str
) -> Iterator["pl.DataFrame"]:
    """What a query gives, in frames of so many rows.

    Args:
        connection: in a transaction.
        query: that asks for the columns, and only for them.
        columns: by name, in their order.
        rows: of a frame.
        place: what messages name.

    Raises:
        InputError: the connection broke, or a value has no type here.
    """
    for texts in _texts(connection, query, list(columns), rows, place):
        yield texts.select(from_text(texts.get_column(name), one.kind, place) for name, one in columns.items())


def _texts(
    connection: "sa.Connection", query: "sa.Select[Any]", names: list[str], rows: int, place: str
) -> Iterator["pl.DataFrame"]:
    # What days and numbers look like as text is up to whoever set up the server.
    connection.exec_driver_sql("SET LOCAL DateStyle = 'ISO, YMD'")
    connection.exec_driver_sql("SET LOCAL extra_float_digits = 1")
    driver: Any = connection.connection.driver_connection
    if not _streams(driver):
        yield from _by_cursor(connection, query, names, rows)
        return
    import psycopg

    # A row of one missing value would be an empty line, and no row.
    asked = query.with_only_columns(_one(), *query.selected_columns)
    compiled = asked.compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True})
    statement = f"COPY ({str(compiled) % ()}) TO STDOUT (FORMAT csv)"  # which has no parameters: %% is for those
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            messages = iter(copy)
            while lines := list(islice(messages, rows)):  # the server sends each row as a message of its own
                yield _parsed(lines, names)
    except psycopg.Error as error:
        raise InputError(place, in_words(error)) from None


def _streams(driver: Any) -> bool:
    """Whether it is psycopg: the COPY of psycopg2 writes to a file, and nobody can take rows from it as they come."""
    return hasattr(driver, "pgconn") and hasattr(driver, "pipeline")


def _one() -> "sa.ColumnElement[Any]":
    import sqlalchemy as sa

    return sa.literal_column("1")


def _parsed(lines: list[bytes], names: list[str]) -> "pl.DataFrame":
    """Rows of CSV, in which a missing value has no quotes and an empty text has."""
    import polars as pl

    content = b"".join(lines)
    made = [f"c{at}" for at in range(len(names) + 1)]
    found = pl.read_csv(content, has_header=False, infer_schema=False, new_columns=made, encoding="utf8")
    return found.drop("c0").rename(dict(zip(made[1:], names, strict=True)))


def _by_cursor(
    connection: "sa.Connection", query: "sa.Select[Any]", names: list[str], rows: int
) -> Iterator["pl.DataFrame"]:
    import polars as pl

    streamed = connection.execution_options(stream_results=True, yield_per=rows).execute(query)
    schema = dict.fromkeys(names, pl.String())
    for some in streamed.partitions():
        yield pl.DataFrame([tuple(row) for row in some], schema=schema, orient="row")
