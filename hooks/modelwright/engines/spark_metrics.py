"""Where Great Expectations means something else on Spark than on pandas, or asks for more than it needs: put right."""

from collections.abc import Iterable, Sequence
from typing import Any

from modelwright.engines.metrics import MOST_VALUES
from modelwright.engines.patterns import translated, unportable
from modelwright.engines.registry import register
from modelwright.engines.typed import typed_pairs, typed_values


def put_right(engine: type[Any]) -> None:
    """Register our own ways to compute some of the library's metrics, for a kind of engine."""
    from great_expectations.core.metric_function_types import MetricPartialFunctionTypes
    from great_expectations.expectations.metrics.map_metric_provider.column_condition_partial import (
        column_condition_partial,
    )
    from great_expectations.expectations.metrics.map_metric_provider.multicolumn_condition_partial import (
        multicolumn_condition_partial,
    )

    wrap: Any = column_condition_partial(engine=engine)
    pairs: Any = _is_not_in_pairs
    pairs.metric_fn_type = MetricPartialFunctionTypes.MAP_CONDITION_FN
    conditions = {
        "in_set": _is_in_set,
        "not_in_set": _is_not_in_set,
        "match_regex": _matches,
        "not_match_regex": _matches_not,
        "match_regex_list": _matches_list,
        "not_match_regex_list": _matches_none,
    }
    functions = {
        **{f"column_values.{name}.condition": wrap(function) for name, function in conditions.items()},
        "column_pair_values.in_set.condition": pairs,
        "multicolumn_sum.equal.condition": multicolumn_condition_partial(engine=engine)(_sums_to),
        "column_values.unique.unexpected_count": _repeated,
        "compound_columns.unique.unexpected_count": _repeated,
        "column.quantile_values": _quantiles,
        "column.median": _median,
        "column.distinct_values.not_in_set.count": _not_in_set,
        "column.distinct_values.missing_from_column.count": _missing_from_column,
        "column.value_counts": _value_counts,
    }
    register(engine, functions, like="SparkDFExecutionEngine")


def _repeated(execution_engine: Any, metric_domain_kwargs: dict[str, Any], **_: Any) -> int:
    """Rows whose values occur more than once: one grouping, where the library sorts all rows into windows."""
    from pyspark.sql import functions as fn

    names = metric_domain_kwargs.get("column_list") or [metric_domain_kwargs["column"]]
    rows = execution_engine.get_domain_records(metric_domain_kwargs)
    if "column" in metric_domain_kwargs:
        rows = rows.where(fn.col(names[0]).isNotNull())
    groups = rows.groupBy(*names).agg(fn.count(fn.lit(1)).alias("n")).where(fn.col("n") > 1)
    return int(groups.agg(fn.sum("n")).first()[0] or 0)


def _present(execution_engine: Any, domain: dict[str, Any]) -> Any:
    from pyspark.sql import functions as fn

    rows = execution_engine.get_domain_records(domain)
    return rows.select(fn.col(domain["column"]).alias("v")).where(fn.col("v").isNotNull())


def _quantiles(
    execution_engine: Any, metric_domain_kwargs: dict[str, Any], metric_value_kwargs: dict[str, Any], **_: Any
) -> list[Any]:
    """The value at the nearest rank, as pandas takes it."""
    quantiles = metric_value_kwargs["quantiles"]
    rows = _present(execution_engine, metric_domain_kwargs)
    total = rows.count()
    if not total:
        return [None] * len(quantiles)
    # Spark takes the value at or above a share of the rows: in the middle of a row's own share, that row's.
    shares = [(round((total - 1) * quantile) + 0.5) / total for quantile in quantiles]
    asked = [f"percentile_disc({share!r}) WITHIN GROUP (ORDER BY v)" for share in shares]
    return list(rows.selectExpr(*asked).first())


def _median(execution_engine: Any, metric_domain_kwargs: dict[str, Any], **_: Any) -> float | None:
    from pyspark.sql import functions as fn

    found = _present(execution_engine, metric_domain_kwargs).agg(fn.expr("percentile(v, 0.5)")).first()[0]
    return None if found is None else float(found)


def _not_in_set(
    execution_engine: Any, metric_domain_kwargs: dict[str, Any], metric_value_kwargs: dict[str, Any], **_: Any
) -> int:
    from pyspark.sql import functions as fn

    family = execution_engine.families[metric_domain_kwargs["column"]]
    known = _among(fn.col("v"), typed_values(metric_value_kwargs.get("value_set") or [], family))
    rows = _present(execution_engine, metric_domain_kwargs).where(~known)
    return int(rows.agg(fn.countDistinct("v")).first()[0])


def _missing_from_column(
    execution_engine: Any, metric_domain_kwargs: dict[str, Any], metric_value_kwargs: dict[str, Any], **_: Any
) -> int:
    from pyspark.sql import functions as fn

    family = execution_engine.families[metric_domain_kwargs["column"]]
    wanted = {one for one in metric_value_kwargs.get("value_set") or [] if one is not None}
    rows = _present(execution_engine, metric_domain_kwargs).where(_among(fn.col("v"), typed_values(wanted, family)))
    return len(wanted) - int(rows.agg(fn.countDistinct("v")).first()[0])


def _value_counts(execution_engine: Any, metric_domain_kwargs: dict[str, Any], **_: Any) -> Any:
    import pandas as pd
    from pyspark.sql import functions as fn

    groups = _present(execution_engine, metric_domain_kwargs).groupBy("v").agg(fn.count(fn.lit(1)).alias("n"))
    found = groups.limit(MOST_VALUES + 1).collect()
    if len(found) > MOST_VALUES:
        msg = f"the column has more than {MOST_VALUES:,} values, which are not fetched from Spark"
        raise ValueError(msg)
    counts = dict(sorted((row[0], row[1]) for row in found))
    return pd.Series(list(counts.values()), index=pd.Index(list(counts), name="value"), name="count")


def _is_in_set(_cls: Any, column: Any, value_set: Iterable[Any] | None, **given: Any) -> Any:
    from pyspark.sql import functions as fn

    if value_set is None:
        return fn.lit(True)
    name = given["_accessor_domain_kwargs"]["column"]
    family = family_in(given["_table"], name)
    if family in {"date", "timestamp"}:
        msg = "dates cannot be listed, because pandas finds none: expect them between two, or their distinct values"
        raise ValueError(msg)
    return _among(column, typed_values(value_set, family))


def _is_not_in_set(_cls: Any, column: Any, value_set: Iterable[Any] | None, **given: Any) -> Any:
    from pyspark.sql import functions as fn

    return fn.lit(True) if value_set is None else ~_is_in_set(_cls, column, value_set, **given)


def family_in(frame: Any, name: str) -> Any:
    """The family of a column of a frame."""
    from modelwright.engines.types import family_of

    return family_of(type(frame.schema[name].dataType).__name__)


def _among(column: Any, values: Sequence[Any]) -> Any:
    from pyspark.sql import functions as fn

    kinds: dict[type, list[Any]] = {}
    for value in values:
        kinds.setdefault(type(value), []).append(value)
    made = fn.lit(False)
    for alike in kinds.values():
        made = made | column.isin(*alike)
    return made


def _is_not_in_pairs(
    execution_engine: Any, metric_domain_kwargs: dict[str, Any], metric_value_kwargs: dict[str, Any], **_: Any
) -> tuple[Any, Any, Any]:
    """Whether two columns are none of some pairs, and the domain in which to ask."""
    from great_expectations.core.metric_domain_types import MetricDomainTypes
    from pyspark.sql import functions as fn

    kind = MetricDomainTypes.COLUMN_PAIR
    _, compute, accessor = execution_engine.get_compute_domain(metric_domain_kwargs, domain_type=kind)
    a, b = accessor["column_A"], accessor["column_B"]
    known, wanted = fn.lit(False), metric_value_kwargs.get("value_pairs_set")
    if wanted is None:
        return fn.lit(False), compute, accessor
    for first, second in typed_pairs(wanted, execution_engine.families[a], execution_engine.families[b]):
        known = known | (fn.col(a).eqNullSafe(fn.lit(first)) & fn.col(b).eqNullSafe(fn.lit(second)))
    return ~known, compute, accessor


def _sums_to(_cls: Any, column_list: Any, **given: Any) -> Any:
    from pyspark.sql import functions as fn

    total = fn.lit(0)
    for name in column_list.columns:
        total = total + fn.col(name).cast("double")
    return total == fn.lit(given.get("sum_total"))


def _found(column: Any, regex: str) -> Any:
    if what := unportable(regex):
        msg = f"a pattern with {what} cannot be used on every engine"
        raise ValueError(msg)
    return column.rlike(translated(regex, "spark"))


def _matches(_cls: Any, column: Any, regex: str, **_: Any) -> Any:
    return _found(column, regex)


def _matches_not(_cls: Any, column: Any, regex: str, **_: Any) -> Any:
    return ~_found(column, regex)


def _matches_list(_cls: Any, column: Any, regex_list: Sequence[str], match_on: str | None = None, **_: Any) -> Any:
    from pyspark.sql import functions as fn

    made = fn.lit(match_on == "all")
    for regex in regex_list:
        made = made & _found(column, regex) if match_on == "all" else made | _found(column, regex)
    return made


def _matches_none(_cls: Any, column: Any, regex_list: Sequence[str], **_: Any) -> Any:
    return ~_matches_list(_cls, column, regex_list)
