"""How far rows hide in groups of rows that look alike, counted where the rows lie."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from modelwright.engines.columns import column_types, family, rows_of
from modelwright.evidence import Anonymity

if TYPE_CHECKING:
    import sqlalchemy as sa
    from pyspark.sql import DataFrame


def sql_anonymity(
    connection: "sa.Connection", table: "sa.Table", columns: Sequence[str], sensitive: str, floor: int
) -> Anonymity:
    """k-anonymity and l-diversity of a table, from one query; what comes back is one row of four numbers.

    Args:
        connection: on which the table is read.
        table: its rows.
        columns: the quasi-identifiers, one or more. Missing values are alike, and what is not a number is missing.
        sensitive: the column whose different values are counted; a missing one is a value.
        floor: groups of fewer rows are counted as small.

    Raises:
        InputError: values of a column cannot be compared, such as those of type JSON; said by the connection.
    """
    import sqlalchemy as sa

    dialect = connection.dialect.name
    types = column_types(connection, table)
    rows = rows_of(table, types, dialect)
    source = rows.subquery() if isinstance(rows, sa.Select) else rows

    def compared(name: str) -> "sa.ColumnElement[Any]":
        column: sa.ColumnClause[Any] = sa.column(name)
        # A table may say that A and a are equal: to a reader of a file, they are not.
        bytewise = {"sqlite": "BINARY", "postgresql": "C"}.get(dialect)
        return column.collate(bytewise) if bytewise and family(types[name]) == "text" else column

    value = compared(sensitive)
    different = sa.func.count(sa.distinct(value)) + sa.func.max(sa.case((value.is_(None), 1), else_=0))
    grouped = (
        sa.select(sa.func.count().label("size"), different.label("different"))
        .select_from(source)
        .group_by(*[compared(name) for name in columns])
        .subquery()
    )
    size = grouped.c.size
    facts = sa.select(
        sa.func.min(size), sa.func.count(), sa.func.sum(sa.case((size < floor, size), else_=0)),
        sa.func.min(grouped.c.different),
    ).select_from(grouped)  # fmt: skip
    return _anonymity(columns, sensitive, connection.execute(facts).one())


def spark_anonymity(frame: "DataFrame", columns: Sequence[str], sensitive: str, floor: int) -> Anonymity:
    """k-anonymity and l-diversity of a frame of Spark, as those of a table."""
    from pyspark.sql import functions as fn

    def column(name: str) -> Any:
        return fn.col(f"`{name.replace('`', '``')}`")

    value = column(sensitive)
    different = fn.count_distinct(value) + fn.max(fn.when(value.isNull(), 1).otherwise(0))
    grouped = frame.groupBy(*[column(name).alias(f"by{at}") for at, name in enumerate(columns)]).agg(
        fn.count(fn.lit(1)).alias("size"), different.alias("different")
    )
    small = fn.when(fn.col("size") < floor, fn.col("size")).otherwise(0)
    facts = grouped.agg(fn.min("size"), fn.count(fn.lit(1)), fn.sum(small), fn.min("different")).first()
    assert facts is not None  # noqa: S101 - an aggregate has one row
    return _anonymity(columns, sensitive, facts)


def _anonymity(columns: Sequence[str], sensitive: str, facts: Sequence[Any]) -> Anonymity:
    """Of no rows, as those of a file without any: no group, and no least."""
    k, groups, below, least = facts
    return Anonymity(tuple(columns), int(k or 0), int(groups), int(below or 0), sensitive, least and int(least))
