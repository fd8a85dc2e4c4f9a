"""The rows of a frame of Spark, one of its partitions after the other."""

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from modelwright.engines.parts import Parts, evened, together
from modelwright.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl
    from pyspark.sql import Column, DataFrame
    from pyspark.sql.types import DataType


def spark_parts(frame: "DataFrame", shown: Path | str) -> Parts:
    """The rows of a frame, in the order of its partitions.

    Raises:
        InputError: a column has no type here, such as a map, or Spark breaks off.
    """
    schema = {field.name: kind_of(field.name, field.dataType, shown) for field in frame.schema.fields}
    return evened(schema, read(frame, schema, shown))


def read(frame: "DataFrame", schema: "dict[str, pl.DataType]", shown: Path | str) -> "Iterator[pl.DataFrame]":
    """The rows of a frame whose columns have these types here."""
    import polars as pl
    from py4j.protocol import Py4JError  # type: ignore[import-untyped]
    from pyspark.errors import PySparkException

    handed = frame.select(*[_handed(name, kind).alias(f"c{at}") for at, (name, kind) in enumerate(schema.items())])
    stored = {name: pl.Int64() if _is_moment(kind) else kind for name, kind in schema.items()}
    moments = [pl.col(name).cast(kind) for name, kind in schema.items() if _is_moment(kind)]
    try:
        rows = handed.toLocalIterator()
        while some := [tuple(row) for row in islice(rows, together(len(schema)))]:
            yield pl.DataFrame(some, schema=stored, orient="row").with_columns(moments)
    except (PySparkException, Py4JError) as error:
        raise InputError(shown, f"Apache Spark failed ({type(error).__name__})") from None
    except (pl.exceptions.PolarsError, TypeError) as error:
        raise InputError(shown, f"a column holds values that cannot be handed over ({type(error).__name__})") from None


def kind_of(name: str, kind: "DataType", shown: Path | str) -> "pl.DataType":
    """The type of a column of Spark here.

    Raises:
        InputError: it has none.
    """
    import polars as pl
    from pyspark.sql import types

    if isinstance(kind, types.DecimalType):
        return pl.Decimal(kind.precision, kind.scale)
    if isinstance(kind, types.ArrayType):
        return pl.List(kind_of(name, kind.elementType, shown))
    known: dict[type[DataType], pl.DataType] = {
        types.ByteType: pl.Int8(),
        types.ShortType: pl.Int16(),
        types.IntegerType: pl.Int32(),
        types.LongType: pl.Int64(),
        types.FloatType: pl.Float32(),
        types.DoubleType: pl.Float64(),
        types.StringType: pl.String(),
        types.VarcharType: pl.String(),
        types.CharType: pl.String(),
        types.BooleanType: pl.Boolean(),
        types.BinaryType: pl.Binary(),
        types.DateType: pl.Date(),
        types.TimestampNTZType: pl.Datetime("us"),
        types.TimestampType: pl.Datetime("us", "UTC"),
        types.NullType: pl.Null(),
    }
    found = known.get(type(kind))
    if found is None:
        raise InputError(shown, f"column {name!r} holds {kind.simpleString()}, which has no type outside of Spark")
    return found


def _is_moment(kind: "pl.DataType") -> bool:
    """Whether Spark would hand it over in the time zone of this machine."""
    import polars as pl

    return isinstance(kind, pl.Datetime) and kind.time_zone is not None


def _handed(name: str, kind: "pl.DataType") -> "Column":
    from pyspark.sql import functions as fn

    column = fn.col(quoted(name))
    return fn.unix_micros(column) if _is_moment(kind) else column


def quoted(name: str) -> str:
    """A name as Spark does not take it for a field within a column."""
    return f"`{name.replace('`', '``')}`"
