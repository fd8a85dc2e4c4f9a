"""Rows in Apache Spark: a Parquet or CSV file, or a frame of Spark's own."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from modelwright.engines.csv import FALSE_WORDS, NULL_WORDS, TRUE_WORDS, csv_types
from modelwright.engines.files import readable, scan_file
from modelwright.engines.spark_parts import quoted, spark_parts
from modelwright.errors import InputError

if TYPE_CHECKING:
    import polars as pl
    from pyspark.sql import Column, DataFrame

    from modelwright.engines.parts import Parts
    from modelwright.engines.samples import Sample, Size
    from modelwright.evidence import Anonymity, Content

_WHOLE = {"Int64": "bigint", "UInt64": "decimal(20,0)"}
# A dot that is not Spark's own: a name with one would be a field within a column.
_DOT = "\N{ONE DOT LEADER}"


class SparkSource:
    """A file that Apache Spark reads, or a frame of Spark's own.

    Args:
        rows: the path of a Parquet or CSV file, or a frame.
        shown: the file as messages name it.

    Raises:
        InputError: the file is not there, or of another kind.
    """

    engine = "spark"

    def __init__(self, rows: "Path | DataFrame", shown: Path | str | None = None) -> None:
        self._rows = rows
        self._shown = shown or (rows if isinstance(rows, Path) else "the Spark frame")
        if isinstance(rows, Path):
            readable(rows, self._shown, "spark")

    def scan(self) -> "pl.LazyFrame | None":
        """Nothing: Spark holds expectations against the rows."""
        return None

    def rows(self) -> "pl.LazyFrame | None":
        """The rows of a file, which polars reads as well; those of a frame stay in Spark."""
        return scan_file(self._rows, self._shown) if isinstance(self._rows, Path) else None

    @contextmanager
    def parts(self) -> "Iterator[Parts]":
        """The rows of the file, or of the frame, in parts."""
        from modelwright.engines.parts import lazy_parts

        if isinstance(self._rows, Path):
            with lazy_parts(scan_file(self._rows, self._shown), self._shown) as parts:
                yield parts
        else:
            yield spark_parts(self._rows, self._shown)

    def frame(self) -> "DataFrame":
        """The rows as a frame of Spark, in which what is not a number is missing, as it is to pandas.

        Raises:
            InputError: Spark or Java is not there, or the file is cut short or not of its kind.
        """
        if not isinstance(self._rows, Path):
            return _without_nan(self._rows)
        from modelwright.engines.spark_session import session

        spark = session(self._shown)
        if self._rows.suffix.lower() == ".csv":
            return _from_csv(spark, self._rows, self._shown)
        scan_file(self._rows, self._shown)  # which refuses one that is cut short, in our words
        return _without_nan(spark.read.parquet(_literal(self._rows)))

    @contextmanager
    def batch(self) -> Iterator[Any]:
        """The rows as a batch of Great Expectations, which asks Spark."""
        from modelwright.engines.context import great_expectations

        frame = self.frame()
        great_expectations()
        from great_expectations.execution_engine.sparkdf_batch_data import SparkDFBatchData

        from modelwright.engines.batches import Batch
        from modelwright.engines.spark_engine import QuietSparkEngine

        names = _plain_names(frame.columns)
        plain = frame.toDF(*[names.get(name, name) for name in frame.columns])
        engine = QuietSparkEngine(plain)
        yield Batch(engine, SparkDFBatchData(engine, plain), names)

    def statistics(self) -> "Content":
        """Which rows there are, from one pass over them."""
        from modelwright.engines.frame_statistics import spark_statistics

        frame = self.frame()
        with _in_spark(self._shown):
            return spark_statistics(frame)

    def sample(self, keys: Sequence[str], size: "Size") -> "Sample":
        """Some rows."""
        from modelwright.engines.samples import spark_sample

        frame = self.frame()
        with _in_spark(self._shown):
            return spark_sample(frame, self._shown, keys, size)

    def anonymity(self, columns: Sequence[str], sensitive: str, floor: int) -> "Anonymity":
        """How far rows hide among others, grouped by Spark."""
        from modelwright.engines.groups import spark_anonymity

        frame = self.frame()
        with _in_spark(self._shown):
            return spark_anonymity(frame, columns, sensitive, floor)


@contextmanager
def _in_spark(shown: Path | str) -> Iterator[None]:
    """What Spark says of a failure holds its plan and values: it is not said."""
    from py4j.protocol import Py4JError  # type: ignore[import-untyped]
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError) as error:
        raise InputError(shown, f"Apache Spark failed ({type(error).__name__})") from None


def _plain_names(names: Iterable[str]) -> dict[str, str]:
    """What columns are called meanwhile whose names Spark would take for something else."""
    return {name: name.replace(".", _DOT).replace("`", "'") for name in names if "." in name or "`" in name}


def _literal(path: Path) -> str:
    """A path in which Spark finds no wildcards."""
    return "".join(f"\\{letter}" if letter in "*?[]{}\\" else letter for letter in str(path.resolve()))


def _without_nan(frame: "DataFrame") -> "DataFrame":
    from pyspark.sql import functions as fn
    from pyspark.sql.types import DoubleType, FloatType

    def plain(name: str, kind: Any) -> "Column":
        column = frame[quoted(name)]
        return fn.when(~fn.isnan(column), column).alias(name) if isinstance(kind, DoubleType | FloatType) else column

    return frame.select([plain(field.name, field.dataType) for field in frame.schema.fields])


def _from_csv(spark: Any, path: Path, shown: Path | str) -> "DataFrame":
    """CSV as text, with the types that the other engines find; Spark's own guesses are others, and so are its nulls."""
    from pyspark.sql import functions as fn

    types = csv_types(path, shown)
    text: DataFrame = spark.read.csv(
        _literal(path), header=True, multiLine=True, escape='"', inferSchema=False, nullValue=""
    )
    text = text.toDF(*types)
    columns = []
    for name, kind in types.items():
        column = text[quoted(name)]
        column = fn.when(~column.isin(*NULL_WORDS), column)
        columns.append(_cast(column, kind).alias(name))
    return text.select(columns)


def _cast(column: "Column", kind: "pl.DataType") -> "Column":
    import polars as pl
    from pyspark.sql import functions as fn

    if kind == pl.String:
        return column
    if kind == pl.Boolean:
        return fn.when(column.isin(*TRUE_WORDS), fn.lit(True)).when(column.isin(*FALSE_WORDS), fn.lit(False))
    return fn.trim(column, fn.lit(" \t")).cast(_WHOLE.get(str(kind), "double"))
