"""The rows of SQLite, whose columns hold values of any type: what they hold decides, and not only what they declare."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from modelwright.engines.columns import column_types, family
from modelwright.engines.connections import in_words
from modelwright.engines.handed import Handed, from_text
from modelwright.engines.types import Family
from modelwright.errors import InputError

if TYPE_CHECKING:
    import polars as pl
    import sqlalchemy as sa

_CLASSES = ("integer", "real", "text", "blob")
# How many columns are asked about in one query: it may have 2,000 results.
_AT_ONCE = 400


def described(connection: "sa.Connection", table: "sa.Table", place: str) -> dict[str, Handed]:
    """The columns of a table or view, from one pass over what they hold.

    Raises:
        InputError: a column holds both texts and numbers, or bytes beside others.
    """
    import sqlalchemy as sa

    declared = {name: family(kind) for name, kind in column_types(connection, table).items()}
    names, held = list(declared), dict[str, frozenset[str]]()
    for start in range(0, len(names), _AT_ONCE):
        some = names[start : start + _AT_ONCE]
        asked = [
            sa.func.max(sa.func.typeof(sa.column(name)) == kind).label(f"{at} {kind}")
            for at, name in enumerate(some)
            for kind in _CLASSES
        ]
        row = list(connection.execute(sa.select(*asked).select_from(table)).one())
        for at, name in enumerate(some):
            there = row[at * len(_CLASSES) : (at + 1) * len(_CLASSES)]
            held[name] = frozenset(kind for kind, any_ in zip(_CLASSES, there, strict=True) if any_)
    return {name: Handed(sa.column(name), _type(name, said, held[name], place)) for name, said in declared.items()}


def _type(name: str, declared: Family | None, held: frozenset[str], place: str) -> "pl.DataType":
    import polars as pl

    as_declared: dict[Family | None, tuple[frozenset[str], pl.DataType]] = {
        "boolean": (frozenset({"integer"}), pl.Boolean()),
        "date": (frozenset({"text"}), pl.Date()),
        "timestamp": (frozenset({"text"}), pl.Datetime("us")),
        "integer": (frozenset({"integer"}), pl.Int64()),
        "number": (frozenset({"integer", "real"}), pl.Float64()),
        "text": (frozenset({"text"}), pl.String()),
    }
    if declared in as_declared:
        fits, kind = as_declared[declared]
        if held <= fits:
            return kind
    if held <= {"integer", "real"} and held:
        return pl.Int64() if held == {"integer"} else pl.Float64()
    if held <= {"text"}:
        return pl.String()
    if held == {"blob"}:
        return pl.Binary()
    kinds = " and ".join(sorted(held))
    raise InputError(place, f"column {name!r} holds {kinds} values: SQLite lets it, and a file has one type")


def read(
    connection: "sa.Connection", query: "sa.Select[Any]", columns: Mapping[str, Handed], rows: int, place: str
) -> Iterator["pl.DataFrame"]:
    """What a query gives, in frames of so many rows; as that of `postgres_parts`."""
    import sqlite3

    import polars as pl

    # SQLAlchemy makes a row of its own of each, which takes three times as long as all else.
    compiled = query.compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True})
    driver: Any = connection.connection.driver_connection
    try:
        cursor = driver.execute(str(compiled))
        while some := cursor.fetchmany(rows):
            by_column = zip(columns.items(), zip(*some, strict=True), strict=True)
            yield pl.DataFrame([_series(name, one.kind, values, place) for (name, one), values in by_column])
    except sqlite3.Error as error:
        raise InputError(place, in_words(error)) from None


def _series(name: str, kind: "pl.DataType", values: tuple[Any, ...], place: str) -> "pl.Series":
    import polars as pl

    if isinstance(kind, pl.Date | pl.Datetime):
        return from_text(pl.Series(name, values, dtype=pl.String), kind, place)
    if isinstance(kind, pl.Boolean):
        if not {*values} <= {0, 1, None}:
            raise InputError(place, f"column {name!r} is declared as truths, and holds other numbers than 0 and 1")
        return pl.Series(name, values, dtype=pl.Int8).cast(pl.Boolean)
    return pl.Series(name, values, dtype=kind)
