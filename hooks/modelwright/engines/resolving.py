"""What every engine that pushes down does with metrics, before and after its library computes them."""

from collections.abc import Iterable, Mapping
from typing import Any

from great_expectations.exceptions.exceptions import MetricResolutionError

from modelwright.engines.guards import misfit
from modelwright.engines.metrics import SHOWN, UNDECIDED
from modelwright.engines.types import Family


def to_compute(metrics: Iterable[Any], families: Mapping[str, Family | None]) -> tuple[dict[Any, Any], list[Any]]:
    """What is known already, and the metrics that are left. The rows that break an expectation are never fetched.

    Raises:
        MetricResolutionError: a metric cannot be computed of columns of such types.
    """
    wanted = list(metrics)
    found: dict[Any, Any] = {one.id: [] for one in wanted if one.metric_name.endswith(SHOWN)}
    rest = [one for one in wanted if one.id not in found]
    for one in rest:
        if why := misfit(one.metric_name, one.metric_domain_kwargs, one.metric_value_kwargs, families):
            raise MetricResolutionError(message=why, failed_metrics=[one])
    return found, rest


def settle(found: dict[Any, Any], computed: Iterable[Any], decided: Any) -> None:
    """Put right in place what an engine says otherwise than pandas.

    Args:
        found: the answers, by the identity of a metric.
        computed: the metrics that the library computed.
        decided: makes an expression that is never null of one that may be: null breaks.
    """
    for one in computed:
        if one.metric_name in UNDECIDED:
            breaks, *domains = found[one.id]
            found[one.id] = (decided(breaks), *domains)
        elif found[one.id] is None and one.metric_name.endswith(".unexpected_count"):
            found[one.id] = 0  # the engine's sum of no rows
