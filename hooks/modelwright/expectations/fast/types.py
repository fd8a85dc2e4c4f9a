"""Expectations of the type of a column, by the names that the engine of files and frames gives to Great Expectations.

They are those of numpy, `str` for text and `date` for days. Integers and truth values keep theirs where some are
missing.
"""

from msgspec import Struct

from modelwright.expectations.fast.arguments import Name, Share
from modelwright.expectations.fast.steps import NotKnownError, Steps
from modelwright.expectations.fast.table import SIMPLE, Column, Table
from modelwright.expectations.verdict import Verdict


class OfType(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The name of a type."""

    column: Name
    type_: str
    mostly: Share = 1.0


class InTypeList(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The names of several types."""

    column: Name
    type_list: list[str] | None
    mostly: Share = 1.0


class ColumnType(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The name of a type, which all values together have."""

    column: Name
    type_: str


_OWN = (
    *("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float32", "float64"),
    *("bool", "str", "object", "datetime64[s]", "datetime64[ms]", "datetime64[us]", "datetime64[ns]"),
)
# What each name stands for.
NAMES = dict(zip(_OWN, _OWN, strict=True)) | {
    "int": "int64",
    "long": "int64",
    "float": "float64",
    "double": "float64",
    "object_": "object",
    "O": "object",
    "datetime64": "datetime64",
    "date": "date",
}
# In a list of types, the classes of Python are compared with, too, and their names are read in any case.
NAMES_IN_LISTS = {**NAMES, "BOOL": "bool", "FLOAT": "float64"}
# Names of SQL, of Spark and of nullable types of pandas. No column has them here.
ELSEWHERE = frozenset(
    (
        *("BIGINT", "BOOL", "BOOLEAN", "CHAR", "DATE", "DATETIME", "DECIMAL", "DOUBLE", "DOUBLE PRECISION"),
        *("DOUBLE_PRECISION", "FLOAT", "FLOAT4", "FLOAT8", "HUGEINT", "INT2", "INT4", "INT8", "INTEGER", "NUMERIC"),
        *("NVARCHAR", "REAL", "SMALLINT", "TEXT", "TIME", "TIMESTAMP", "TIMESTAMP WITHOUT TIME ZONE"),
        *("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ", "TINYINT", "UBIGINT", "UINTEGER", "USMALLINT", "UTINYINT"),
        *("VARCHAR", "BooleanType", "ByteType", "CharType", "DateType", "DecimalType", "DoubleType", "FloatType"),
        *("IntegerType", "LongType", "ShortType", "StringType", "TimestampNTZType", "TimestampType", "VarcharType"),
        *("Int8Dtype", "Int16Dtype", "Int32Dtype", "Int64Dtype", "UInt8Dtype", "UInt16Dtype", "UInt32Dtype"),
        *("UInt64Dtype", "Float32Dtype", "Float64Dtype", "BooleanDtype", "StringDtype", "Decimal"),
    )
)


def expect_column_values_to_be_of_type(asked: OfType, table: Table) -> Steps:
    column = table.column(asked.column)
    name, expected = type_name(column), _meaning(asked.type_, NAMES)
    yield {}
    # Here, pandas does not look at the unit of times.
    return Verdict(met=expected is not None and _without_unit(name) == _without_unit(expected))


def expect_column_values_to_be_in_type_list(asked: InTypeList, table: Table) -> Steps:
    column = table.column(asked.column)
    name, expected = type_name(column), [_meaning(one, NAMES_IN_LISTS) for one in asked.type_list or ()]
    yield {}
    return Verdict(met=asked.type_list is None or name in expected)


def expect_column_type_to_be(asked: ColumnType, table: Table) -> Steps:
    name = type_name(table.column(asked.column))
    if asked.type_ not in {*_OWN, "datetime64"} - {"str"}:
        raise NotKnownError(f"the type {asked.type_}")
    yield {}
    return Verdict(met=name == asked.type_ or (asked.type_ == "datetime64" and name.startswith("datetime64")))


def type_name(column: Column) -> str:
    """What the type of a column is called. Times with a zone are times of UTC."""
    column.only(*SIMPLE - {"nothing"})
    if column.kind == "moment":
        return f"datetime64[{column.dtype.time_unit}]"  # type: ignore[attr-defined]
    named = {"boolean": "bool", "text": "str", "date": "date"}
    return named.get(column.kind, str(column.dtype).lower())


def _meaning(name: str, names: dict[str, str]) -> str | None:
    """What a name stands for; None if for nothing.

    Raises:
        NotKnownError: nobody knows.
    """
    if name not in names and name not in ELSEWHERE:
        raise NotKnownError(f"the type {name}")
    return names.get(name)


def _without_unit(name: str) -> str:
    return name.partition("[")[0]
