"""Which rows a table holds, from counts and aggregates that every engine computes in one pass.

They do not depend on the order of the rows. Sums are of what is above and of what is below zero, so that nothing
cancels out, and are told with six digits: what an engine adds up in another order differs further behind.
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from modelwright.engines.columns import column_types, family, rows_of, type_name
from modelwright.engines.types import Family
from modelwright.evidence import ColumnContent, Content

if TYPE_CHECKING:
    import sqlalchemy as sa

_VERSION = "statistics-1"
# How many aggregates each column has; a database takes some 1,600 in one query.
_EACH = 5
_AT_ONCE = 1_600 // _EACH


class Described(NamedTuple):
    """A column: its name, what its type is called in the content, and its family."""

    name: str
    type: str
    family: Family | None


def sql_statistics(connection: "sa.Connection", table: "sa.Table") -> Content:
    """The content of a table of a database: one query for each 300 columns."""
    import sqlalchemy

    types = column_types(connection, table)
    rows = rows_of(table, types, connection.dialect.name)
    source = rows.subquery() if isinstance(rows, sqlalchemy.Select) else rows
    columns = [Described(name, family(kind) or type_name(kind).lower(), family(kind)) for name, kind in types.items()]
    found: list[Any] = []
    count = 0
    for start in range(0, len(columns), _AT_ONCE):
        some = columns[start : start + _AT_ONCE]
        asked = [one for column in some for one in _in_sql(column, connection.dialect.name)]
        labelled = [one.label(f"a{place}") for place, one in enumerate(asked)]
        row = connection.execute(sqlalchemy.select(sqlalchemy.func.count(), *labelled).select_from(source)).one()
        count = int(row[0])
        found += row[1:]
    return content(columns, count, found)


def _in_sql(column: Described, dialect: str) -> "Sequence[sa.ColumnElement[Any]]":
    import sqlalchemy as sa

    value: sa.ColumnClause[Any] = sa.column(column.name)
    none = sa.cast(sa.null(), sa.Integer)
    parts: list[sa.ColumnElement[Any]]
    if column.family in {"integer", "number"}:
        number = sa.cast(value, sa.Double if dialect != "sqlite" else sa.REAL)
        above, below = sa.case((number > 0, number)), sa.case((number < 0, number))
        parts = [sa.func.sum(above), sa.func.sum(below), sa.func.min(number), sa.func.max(number)]
    elif column.family == "text":
        bytewise = value.collate("C") if dialect == "postgresql" else value
        length = sa.func.length(value)
        parts = [sa.func.sum(length), sa.func.max(length), sa.func.min(bytewise), sa.func.max(bytewise)]
    elif column.family == "boolean":
        parts = [sa.func.sum(sa.case((value == sa.true(), 1), else_=0)), none, none, none]
    elif column.family in {"date", "timestamp"}:
        parts = [sa.func.min(value), sa.func.max(value), none, none]
    else:
        parts = [none] * 4
    return [sa.func.count(value), *parts]


def content(columns: Sequence[Described], rows: int, found: Sequence[Any]) -> Content:
    """The content of columns, from five aggregates of each: a count, and four by its family."""
    known = []
    for at, column in enumerate(columns):
        facts = [_told(one, column.family) for one in found[_EACH * at : _EACH * at + _EACH]]
        known.append(ColumnContent(column.name, column.type, _digest([column.type, *facts])))
    known.sort(key=lambda one: one.name)
    whole = _digest([_VERSION, rows, *[part for one in known for part in (one.name, one.type, one.digest)]])
    return Content("statistics", rows, tuple(known), whole)


def _told(value: Any, family: Family | None) -> Any:
    """A value as it is digested: the same whatever type a driver gives it."""
    if isinstance(value, int | float) or hasattr(value, "as_tuple"):
        return f"{float(value) + 0.0:.5e}"
    if value is not None and family in {"date", "timestamp"}:
        # Days, and times without their fractions; SQLite keeps both as text.
        return str(value).replace("T", " ").partition(".")[0].partition("+")[0]
    return value


def _digest(facts: Iterable[Any]) -> str:
    return hashlib.sha256(msgspec.json.encode(list(facts))).hexdigest()[:32]
