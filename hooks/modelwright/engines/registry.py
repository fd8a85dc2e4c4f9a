"""Our own ways to compute some of Great Expectations' metrics, for engines of our own and nobody else's."""

from collections.abc import Callable, Mapping
from typing import Any


def register(engine: type[Any], functions: Mapping[str, Callable[..., Any]], *, like: str) -> None:
    """Let a kind of engine compute metrics in its own way; the library looks them up by the name of its class.

    Args:
        engine: the kind of engine.
        functions: what computes a metric, by its name.
        like: the library's own kind, whose ways are replaced.
    """
    from great_expectations.core.metric_function_types import MetricFunctionTypes
    from great_expectations.expectations.registry import _registered_metrics, register_metric

    for name, function in functions.items():
        known = _registered_metrics[name]
        owner, _ = known["providers"][like]
        register_metric(
            metric_name=name,
            metric_domain_keys=known["metric_domain_keys"],
            metric_value_keys=known["metric_value_keys"],
            execution_engine=engine,
            metric_class=owner,
            metric_provider=function,
            metric_fn_type=getattr(function, "metric_fn_type", MetricFunctionTypes.VALUE),
        )
