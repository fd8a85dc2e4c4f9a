"""Some rows of a place that is too large to look at whole: always the same ones, and from all over.

The rows are those with the lowest hash of their keys. The first rows by the keys themselves would be the oldest
customers, and a column that is filled since last year would be empty. A random draw would find something on one day and
nothing on the next. The hash is MD5 of the keys as text, which every engine has: where keys are whole numbers or text,
the rows are the same on each. Without keys, it is taken of the first columns.

A column that is empty in all of these rows is asked for some rows in which it is not: an address that one customer in a
million left behind is one.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from modelwright.engines.handed import Handed
from modelwright.engines.spark_parts import kind_of, quoted
from modelwright.engines.spark_parts import read as read_spark
from modelwright.engines.sql_parts import described, read, selected

if TYPE_CHECKING:
    import polars as pl
    import sqlalchemy as sa
    from pyspark.sql import DataFrame

# How many rows of a column that is else empty, and how many columns stand for keys where there are none.
_FEW, _LEADING = 200, 20
_BETWEEN = "\x1f"
# How many counts are asked for in one query.
_AT_ONCE = 400


class Sample(NamedTuple):
    """Rows that are looked at.

    Args:
        rows: the rows; for each column that is empty in them, a few more in which it alone is filled.
        of: how many rows there are.
        by: the columns whose hash chose them; none where all rows are here.
    """

    rows: "pl.DataFrame"
    of: int
    by: tuple[str, ...] = ()


class Size(NamedTuple):
    """How much is looked at.

    Args:
        rows: at most.
        cells: at most, for a table of many columns.
        bytes: whether columns of bytes are looked at as well.
    """

    rows: int
    cells: int
    bytes: bool = False

    def of(self, columns: int) -> int:
        """So many rows."""
        return max(min(self.rows, self.cells // max(columns, 1)), 1)


def sql_sample(connection: "sa.Connection", table: "sa.Table", place: str, keys: Sequence[str], size: Size) -> Sample:
    """Some rows of a table: at most so many are fetched, and a few for each column that is empty in them.

    Raises:
        InputError: the database breaks off, or a value has no type here.
    """
    import polars as pl
    import sqlalchemy as sa

    known = described(connection, table, place)
    texts = {name: one for name, one in known.items() if not isinstance(one.kind, pl.Binary)}
    columns = known if size.bytes else texts
    total = int(connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())
    wanted = size.of(len(columns))
    by = _chosen(keys, texts) if total > wanted else ()
    drawn = _sql_hash(by, connection.dialect.name) if by else sa.literal("")

    def fetched(some: Mapping[str, Handed], limit: int, *only: "sa.ColumnElement[bool]") -> list[pl.DataFrame]:
        query = selected(some, table).where(*only)
        return list(read(connection, query.order_by(drawn).limit(limit) if by else query, some, place))

    def counted(names: list[str]) -> list[int]:
        asked = [sa.func.count(sa.column(name)).label(f"a{at}") for at, name in enumerate(names)]
        return [*connection.execute(sa.select(*asked).select_from(table)).one()]

    frames = fetched(columns, wanted, drawn < _highest(wanted, total)) if by else fetched(columns, wanted)
    if by and sum(frame.height for frame in frames) < wanted:  # many rows have the same keys
        frames = fetched(columns, wanted)
    rows = pl.concat(frames) if frames else pl.DataFrame(schema={name: one.kind for name, one in columns.items()})
    if by:
        for name in _rare(rows, counted):
            more = fetched({name: columns[name]}, _FEW, sa.column(name).is_not(None))
            rows = pl.concat([rows, *more], how="diagonal")
    return Sample(rows, total, by)


def spark_sample(frame: "DataFrame", shown: Path | str, keys: Sequence[str], size: Size) -> Sample:
    """Some rows of a frame of Spark, as those of a table.

    Raises:
        InputError: Spark breaks off, or a column has no type here.
    """
    import polars as pl
    from pyspark.sql import functions as fn

    known = {field.name: kind_of(field.name, field.dataType, shown) for field in frame.schema.fields}
    texts = {name: kind for name, kind in known.items() if not isinstance(kind, pl.Binary)}
    schema = known if size.bytes else texts
    total = frame.count()
    wanted = size.of(len(schema))
    by = _chosen(keys, texts) if total > wanted else ()
    keyed = [fn.coalesce(fn.col(quoted(name)).cast("string"), fn.lit("")) for name in by]
    drawn = fn.md5(fn.concat_ws(_BETWEEN, *keyed))

    def fetched(some: "DataFrame", kinds: "dict[str, pl.DataType]", limit: int) -> list[pl.DataFrame]:
        return list(read_spark(some.orderBy(drawn).limit(limit) if by else some, kinds, shown))

    def counted(names: list[str]) -> list[int]:
        asked = [fn.count(fn.col(quoted(name))).alias(f"a{at}") for at, name in enumerate(names)]
        return [*(frame.agg(*asked).first() or ())]

    frames = fetched(frame.where(drawn < _highest(wanted, total)) if by else frame, schema, wanted)
    if by and sum(one.height for one in frames) < wanted:
        frames = fetched(frame, schema, wanted)
    rows = pl.concat(frames) if frames else pl.DataFrame(schema=schema)
    if by:
        for name in _rare(rows, counted):
            more = fetched(frame.where(fn.col(quoted(name)).isNotNull()), {name: schema[name]}, _FEW)
            rows = pl.concat([rows, *more], how="diagonal")
    return Sample(rows, total, by)


def _chosen(keys: Sequence[str], there: Iterable[str]) -> tuple[str, ...]:
    names = list(there)
    return tuple(name for name in keys if name in names) or tuple(names[:_LEADING])


def _rare(rows: "pl.DataFrame", counted: Callable[[list[str]], list[int]]) -> Iterator[str]:
    """The columns that are empty in these rows, and not in all."""
    empty = [one.name for one in rows.iter_columns() if one.null_count() == len(one)]
    for start in range(0, len(empty), _AT_ONCE):
        some = empty[start : start + _AT_ONCE]
        yield from (name for name, count in zip(some, counted(some), strict=True) if count)


def _highest(wanted: int, total: int) -> str:
    """A hash below which more rows lie than are wanted, if keys differ: of those, few are left to be sorted."""
    return f"{min(int(1.5 * wanted / total * 16**12) + 16**12 // total, 16**12 - 1):012x}"


def _sql_hash(by: Sequence[str], dialect: str) -> "sa.ColumnElement[str]":
    import sqlalchemy as sa

    first, *others = [sa.func.coalesce(sa.cast(sa.column(name), sa.Text), sa.literal("")) for name in by]
    text: sa.ColumnElement[str] = first
    for one in others:
        text = text.concat(sa.literal(_BETWEEN)).concat(one)
    hashed: sa.ColumnElement[str] = sa.func.md5(text, type_=sa.Text)
    return hashed.collate("C") if dialect == "postgresql" else hashed
