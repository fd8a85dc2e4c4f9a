"""The rows of DuckDB, in the batches of Arrow in which it works itself."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from modelwright.engines.connections import in_words
from modelwright.engines.handed import Handed
from modelwright.errors import InputError

if TYPE_CHECKING:
    import polars as pl
    import sqlalchemy as sa

# What has no type here is handed over as text.
_AS_TEXT = ("INTERVAL", "UNION", "BIT", "VARIANT", "GEOMETRY")


def described(connection: "sa.Connection", table: "sa.Table", place: str) -> dict[str, Handed]:
    """The columns of a table or view."""
    import sqlalchemy as sa

    names = [one["name"] for one in sa.inspect(connection).get_columns(table.name, schema=table.schema)]
    columns: list[sa.ColumnClause[Any]] = [sa.column(name) for name in names]
    relation = _relation(connection, sa.select(*columns).select_from(table))
    asked: list[sa.ColumnElement[Any]] = [
        sa.cast(column, sa.Text) if str(kind).startswith(_AS_TEXT) else column
        for column, kind in zip(columns, relation.types, strict=True)
    ]
    labelled = [one.label(name) for one, name in zip(asked, names, strict=True)]
    nothing = sa.select(*labelled).select_from(table).limit(0)
    frame = next(_frames(connection, nothing, 1, place))
    return {name: Handed(one, kind) for one, (name, kind) in zip(asked, frame.schema.items(), strict=True)}


def read(
    connection: "sa.Connection",
    query: "sa.Select[Any]",
    columns: Mapping[str, Handed],  # noqa: ARG001 - as that of the other databases
    rows: int,
    place: str,
) -> Iterator["pl.DataFrame"]:
    """What a query gives, in frames of so many rows; as that of `postgres_parts`."""
    return (frame for frame in _frames(connection, query, rows, place) if frame.height)


def _relation(connection: "sa.Connection", query: "sa.Select[Any]") -> Any:
    compiled = query.compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True})
    driver: Any = connection.connection.driver_connection
    return driver.plain.sql(str(compiled))


def _frames(connection: "sa.Connection", query: "sa.Select[Any]", rows: int, place: str) -> Iterator["pl.DataFrame"]:
    """At least one frame, which may have no rows."""
    import duckdb
    import polars as pl

    try:
        # The connection runs no other query while a reader is open.
        reader = _relation(connection, query).to_arrow_reader(rows)
        try:
            yield _plain(pl.DataFrame(reader.schema.empty_table()))
            for batch in reader:
                yield _plain(pl.DataFrame(batch))
        finally:
            reader.close()
    except duckdb.Error as error:
        raise InputError(place, in_words(error)) from None
    except pl.exceptions.PolarsError as error:
        raise InputError(place, f"a column has a type that cannot be handed over ({type(error).__name__})") from None


def _plain(frame: "pl.DataFrame") -> "pl.DataFrame":
    """Texts of few values as text, and moments in UTC."""
    import polars as pl

    moments = [
        pl.col(name).dt.cast_time_unit("us").dt.convert_time_zone("UTC")
        for name, kind in frame.schema.items()
        if isinstance(kind, pl.Datetime) and kind.time_zone
    ]
    return frame.with_columns(pl.col(pl.Categorical, pl.Enum).cast(pl.String), *moments)
