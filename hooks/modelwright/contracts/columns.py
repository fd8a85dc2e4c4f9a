"""The columns of the rows where they lie, and what the standard calls their types."""

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from modelwright.engines.types import FAMILIES, Family, family_of
from modelwright.repo import Repo

if TYPE_CHECKING:
    import polars as pl
    import sqlalchemy as sa

    from modelwright.engines.sql import SqlSource

# The standard's words for the families that engines know.
FAMILY_OF: dict[str, Family] = {"string" if family == "text" else family: family for family in FAMILIES}
# What is in no list of theirs, such as `VARCHAR(18)`, or belongs to a database that nobody here has met. The first that
# matches counts.
_LOGICAL = (
    ("array", re.compile(r"^(array|list)|\[\]$")),
    ("object", re.compile(r"^(struct|map|json|row)")),
    ("boolean", re.compile(r"^bool|^bit$")),
    ("timestamp", re.compile(r"^(timestamp|datetime)")),
    ("date", re.compile(r"^date")),
    ("time", re.compile(r"^time")),
    (
        "integer",
        re.compile(r"^u?(big|small|tiny|medium|huge)?int(eger)?\d*\b|^(big|small)?serial|^(long|short|byte)\b"),
    ),
    ("number", re.compile(r"^(float|double|real|decimal|numeric|number|money)")),
    ("string", re.compile(r"char|text|clob|^str|^uuid|^enum|^categorical|^name$")),
)


class Column(NamedTuple):
    """A column as it is stored."""

    name: str
    physical: str

    @property
    def logical(self) -> str:
        """The standard's name of its type: `object` for what it has no name for, as the schema wants one."""
        return logical_type(self.physical) or "object"


def logical_type(physical: str) -> str | None:
    """What the standard calls a type of a database, of Spark or of polars; None where it has no name for it."""
    family = family_of(physical)
    if family is not None:
        return next(logical for logical, known in FAMILY_OF.items() if known == family)
    name = physical.lower()
    return next((logical for logical, pattern in _LOGICAL if pattern.search(name)), None)


def stored_columns(repo: Repo) -> list[Column]:
    """The columns of a model repo's rows where they lie, in their order. No row is read.

    A file has the same types whatever engine reads it, so that another engine is no change of the contract.

    Raises:
        InputError: the file or the database cannot be read.
    """
    from modelwright.engines.files import FileSource
    from modelwright.engines.sql import SqlSource
    from modelwright.expectations.validation import opened

    data = repo.spec.data
    if data.connection is None and data.engine != "frame":
        return _of_frame(FileSource(repo.data_path, repo.shown(data.path)).scan())
    source = opened(repo)
    return _of_table(source) if isinstance(source, SqlSource) else _of_frame(source.rows())


def _of_frame(rows: "pl.LazyFrame | None") -> list[Column]:
    return [] if rows is None else [Column(name, str(kind)) for name, kind in rows.collect_schema().items()]


def _of_table(source: "SqlSource") -> list[Column]:
    import sqlalchemy

    with source.opened() as (connection, table):
        found = sqlalchemy.inspect(connection).get_columns(table.name, schema=table.schema)
        return [Column(one["name"], _sql_name(one["type"], connection.dialect)) for one in found]


def _sql_name(kind: "sa.types.TypeEngine[Any]", dialect: "sa.Dialect") -> str:
    """What the database calls a type, with its length; a type that SQLAlchemy does not know has no name there."""
    import sqlalchemy

    try:
        return kind.compile(dialect=dialect)
    except sqlalchemy.exc.CompileError:
        return type(kind).__name__
