"""The statistics of frames of Spark and of polars: those of a table of the same rows."""

from typing import TYPE_CHECKING, Any

from modelwright.engines.statistics import Described, content
from modelwright.engines.types import family_of, family_of_dtype
from modelwright.evidence import Content

if TYPE_CHECKING:
    import polars as pl
    from pyspark.sql import DataFrame


def spark_statistics(frame: "DataFrame") -> Content:
    """The content of a frame of Spark, from one pass."""
    from pyspark.sql import functions as fn

    kinds = {field.name: type(field.dataType).__name__ for field in frame.schema.fields}
    columns = [Described(name, family_of(kind) or kind, family_of(kind)) for name, kind in kinds.items()]
    asked = [one for column in columns for one in _in_spark(column)]
    row = frame.agg(fn.count(fn.lit(1)), *[one.alias(f"a{place}") for place, one in enumerate(asked)]).first()
    assert row is not None  # noqa: S101 - an aggregate has one row
    return content(columns, int(row[0]), list(row)[1:])


def _in_spark(column: Described) -> list[Any]:
    from pyspark.sql import functions as fn

    value = fn.col(f"`{column.name.replace('`', '``')}`")
    none = fn.lit(None).cast("int")
    if column.family in {"integer", "number"}:
        number = value.cast("double")
        above, below = fn.when(number > 0, number), fn.when(number < 0, number)
        parts = [fn.sum(above), fn.sum(below), fn.min(number), fn.max(number)]
    elif column.family == "text":
        length = fn.length(value)
        parts = [fn.sum(length), fn.max(length), fn.min(value), fn.max(value)]
    elif column.family == "boolean":
        parts = [fn.sum(fn.when(value, 1).otherwise(0)), none, none, none]
    elif column.family in {"date", "timestamp"}:
        parts = [fn.min(value), fn.max(value), none, none]
    else:
        parts = [fn.max(none)] * 4
    return [fn.count(value), *[part if part is not none else fn.max(none) for part in parts]]


def polars_statistics(rows: "pl.LazyFrame") -> Content:
    """The content of a frame of polars, from one pass."""
    import polars as pl

    columns = [
        Described(name, family or str(kind), family)
        for name, kind in rows.collect_schema().items()
        for family in [family_of_dtype(kind)]
    ]
    asked = [one for column in columns for one in _in_polars(column)]
    named = [one.alias(f"a{place}") for place, one in enumerate(asked)]
    row = rows.select(pl.len().alias("rows"), *named).collect(engine="streaming").row(0)
    return content(columns, int(row[0]), row[1:])


def _in_polars(column: Described) -> "list[pl.Expr]":
    import polars as pl

    value, none = pl.col(column.name), pl.lit(None, dtype=pl.Int32)
    if column.family in {"integer", "number"}:
        number = value.cast(pl.Float64).fill_nan(None)
        above, below = number.filter(number > 0), number.filter(number < 0)
        sums = [pl.when(part.count() > 0).then(part.sum()) for part in (above, below)]
        return [number.count(), *sums, number.min(), number.max()]
    if column.family == "text":
        text = value.cast(pl.String)
        length = text.str.len_chars()
        total = pl.when(text.count() > 0).then(length.sum())
        return [text.count(), total, length.max(), text.min(), text.max()]
    if column.family == "boolean":
        return [value.count(), pl.when(pl.len() > 0).then(value.sum()), none, none, none]
    if column.family in {"date", "timestamp"}:
        return [value.count(), value.min(), value.max(), none, none]
    return [value.count(), none, none, none, none]
