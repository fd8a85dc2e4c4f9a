"""Great Expectations on a frame of Spark: no failing row fetched, nothing kept in memory, nothing said of values.

Importing this module imports Great Expectations and pyspark.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from great_expectations.exceptions.exceptions import MetricResolutionError
from great_expectations.execution_engine.sparkdf_execution_engine import SparkDFExecutionEngine
from great_expectations.expectations.row_conditions import Operator
from pyspark.errors import PySparkException
from pyspark.sql import functions as fn

from modelwright.engines.conditions import with_types
from modelwright.engines.resolving import settle, to_compute
from modelwright.engines.spark_metrics import put_right
from modelwright.engines.types import Family, family_of

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


class QuietSparkEngine(SparkDFExecutionEngine):
    """The library's engine for Spark: a kind of its own, so that what is put right here changes nothing for others.

    Args:
        frame: the rows.
    """

    def __init__(self, frame: "DataFrame") -> None:
        super().__init__(spark=frame.sparkSession, persist=False)
        self.families: dict[str, Family | None] = {
            field.name: family_of(type(field.dataType).__name__) for field in frame.schema.fields
        }

    def resolve_metrics(
        self, metrics_to_resolve: Iterable[Any], metrics: Any = None, runtime_configuration: Any = None
    ) -> dict[Any, Any]:
        """Compute metrics. The rows that break an expectation are counted, and never fetched."""
        found, rest = to_compute(metrics_to_resolve, self.families)
        if rest:
            try:
                found |= super().resolve_metrics(rest, metrics, runtime_configuration)
            except MetricResolutionError as error:
                words = _in_words(error.__cause__ or error)
                raise MetricResolutionError(message=words, failed_metrics=error.failed_metrics) from None
        settle(found, rest, lambda breaks: fn.coalesce(breaks, fn.lit(True)))
        return found

    def get_domain_records(self, domain_kwargs: dict[str, Any]) -> Any:
        """The rows of a domain."""
        return super().get_domain_records(with_types(domain_kwargs))

    def _comparison_condition_to_filter_clause(self, condition: Any) -> str:
        """To pandas, a missing value is not equal to any, so its row is taken."""
        plain = str(super()._comparison_condition_to_filter_clause(condition))
        if condition.operator in (Operator.NOT_EQUAL, Operator.NOT_IN):
            return f"({plain} OR `{condition.column.name}` IS NULL)"
        return plain


put_right(QuietSparkEngine)


def _in_words(error: BaseException) -> str:
    """What went wrong, without Java's stack and without values of rows."""
    if isinstance(error, PySparkException):
        return f"Apache Spark failed ({error.getCondition() or type(error).__name__})"
    if isinstance(error, ValueError | NotImplementedError) or "No provider found" in str(error):
        return str(error).partition("\n")[0]
    return f"Apache Spark failed ({type(error).__name__})"
