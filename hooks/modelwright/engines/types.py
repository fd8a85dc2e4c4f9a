"""What engines call the types of columns, in families: a list of names that means the same on every engine.

`expect_column_values_to_be_in_type_list` compares with the engine's own names, and passes over those of others. pandas
has names of dtypes, SQL has SQL's, Spark has classes.
"""

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import polars as pl

Family = Literal["integer", "number", "text", "boolean", "date", "timestamp"]

_INTEGER = (
    *("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"),
    *("Int8Dtype", "Int16Dtype", "Int32Dtype", "Int64Dtype", "UInt8Dtype", "UInt16Dtype", "UInt32Dtype", "UInt64Dtype"),
    *("SMALLINT", "INTEGER", "BIGINT"),
    *("ByteType", "ShortType", "IntegerType", "LongType"),
)
FAMILIES: dict[Family, tuple[str, ...]] = {
    "integer": _INTEGER,
    # Whole numbers are numbers: a column of amounts is not another one on the day when no amount has pence.
    "number": (
        *_INTEGER,
        *("float32", "float64", "Float32Dtype", "Float64Dtype", "Decimal"),
        *("REAL", "FLOAT", "DOUBLE", "DOUBLE PRECISION", "DOUBLE_PRECISION", "NUMERIC", "DECIMAL"),
        *("FloatType", "DoubleType", "DecimalType"),
    ),
    "text": ("str", "TEXT", "VARCHAR", "CHAR", "StringType", "VarcharType", "CharType"),
    "boolean": ("bool", "BooleanDtype", "BOOLEAN", "BooleanType"),
    "date": ("date", "DATE", "DateType"),
    "timestamp": (
        *("datetime64[s]", "datetime64[ms]", "datetime64[us]", "datetime64[ns]"),
        *("TIMESTAMP", "TIMESTAMP WITHOUT TIME ZONE", "TIMESTAMP WITH TIME ZONE", "DATETIME"),
        *("TimestampType", "TimestampNTZType"),
    ),
}


def type_list(family: Family) -> list[str]:
    """The names of a family on every engine, for the `type_list` of an expectation."""
    return list(FAMILIES[family])


def family_of(name: str) -> Family | None:
    """The narrowest family that knows a name."""
    return next((family for family, names in FAMILIES.items() if name in names), None)


def family_of_dtype(dtype: "pl.DataType") -> Family | None:
    """The narrowest family of a type of polars; categories are text. None for lists, structs, times of day and such."""
    import polars as pl

    if dtype.is_numeric():
        return "integer" if dtype.is_integer() else "number"
    known: dict[type[pl.DataType], Family] = {
        **dict.fromkeys((pl.String, pl.Categorical, pl.Enum), "text"),
        pl.Boolean: "boolean",
        pl.Date: "date",
        pl.Datetime: "timestamp",
    }
    return known.get(dtype.base_type())
