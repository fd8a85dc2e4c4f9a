"""The columns of a table: their types under the names that suites use, and their values as pandas sees them."""

from typing import TYPE_CHECKING, Any

from modelwright.engines.types import Family, family_of

if TYPE_CHECKING:
    import sqlalchemy as sa

_FLOATING = {"REAL", "FLOAT", "DOUBLE", "DOUBLE PRECISION", "DOUBLE_PRECISION"}
# Where what is not a number is a value, and not missing.
_HAVE_NAN = {"postgresql", "duckdb"}


def column_types(connection: "sa.Connection", table: "sa.Table") -> dict[str, Any]:
    """Each column's type, in the order of the table, as Great Expectations compares it.

    On PostgreSQL it compares names, elsewhere classes of SQLAlchemy.
    """
    import sqlalchemy

    found = sqlalchemy.inspect(connection).get_columns(table.name, schema=table.schema)
    if connection.dialect.name == "postgresql":
        return {one["name"]: _plain_name(one["type"], connection.dialect) for one in found}
    return {one["name"]: _known_class(one["type"], connection.dialect.name) for one in found}


def type_name(kind: Any) -> str:
    """The name of a type of `column_types`."""
    return kind if isinstance(kind, str) else type(kind).__name__


def family(kind: Any) -> Family | None:
    """The family of a type of `column_types`."""
    return family_of(type_name(kind))


def rows_of(table: "sa.Table", types: dict[str, Any], dialect: str) -> "sa.FromClause | sa.Select[Any]":
    """The rows of a table, in which what is not a number is missing, as it is to pandas."""
    import sqlalchemy as sa

    floating = {name for name, kind in types.items() if type_name(kind) in _FLOATING}
    if dialect not in _HAVE_NAN or not floating:
        return table
    columns: list[sa.ColumnClause[Any]] = [sa.column(name) for name in types]
    seen = [_number(one, dialect).label(one.name) if one.name in floating else one for one in columns]
    return sa.select(*seen).select_from(table)


def _number(column: "sa.ColumnClause[Any]", dialect: str) -> "sa.ColumnElement[Any]":
    import sqlalchemy as sa

    if dialect == "duckdb":
        return sa.case((sa.func.isnan(column), sa.null()), else_=column)
    return sa.func.nullif(column, sa.cast(sa.literal("NaN"), sa.Double))


def _plain_name(kind: Any, dialect: "sa.Dialect") -> str:
    """Such as `VARCHAR` of `VARCHAR(20)`, and `TIMESTAMP WITH TIME ZONE` as it is."""
    import sqlalchemy

    try:
        said = str(kind.compile(dialect=dialect))
    except sqlalchemy.exc.CompileError:
        return type(kind).__name__
    head, bracket, tail = said.partition("(")
    return (head + tail.partition(")")[2] if bracket else head).strip()


def _known_class(kind: Any, dialect: str) -> Any:
    """The type by a name that the library finds among SQLite's: it knows no BIGINT there, and a DATE of its own."""
    import sqlalchemy as sa
    from sqlalchemy.dialects import sqlite

    for general, plain in (
        (sa.Boolean, sa.BOOLEAN),
        (sa.Integer, sa.INTEGER),
        (sa.Float, sa.FLOAT),
        (sa.Numeric, sa.NUMERIC),
        (sa.DateTime, sa.TIMESTAMP),
        (sa.String, sa.TEXT),
    ):
        if isinstance(kind, general):
            return plain()
    own: Any = sqlite.DATE
    return own() if isinstance(kind, sa.Date) and dialect == "sqlite" else kind
