"""Values that pandas does not compare, and a database does: SQLite takes the text `3` for a number, Spark casts it.

What would be met there, and cannot be run on pandas, is refused everywhere.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from modelwright.engines.types import Family

_ARITHMETIC = (
    *("column.mean", "column.median", "column.standard_deviation", "column.sum", "column.quantile_values"),
    *("column_values.z_score.map", "multicolumn_sum.equal.condition"),
)
_COMPARED = (
    "column_pair_values.equal.condition",
    "column_pair_values.a_greater_than_b.condition",
    "multicolumn_values.equal.condition",
    "select_column_values.unique.within_record.condition",
)
# Spark would take the order in which it happens to read.
_ORDERED = ("column_values.increasing.", "column_values.decreasing.")
_NOT_TEXT = frozenset({"integer", "number", "boolean", "date", "timestamp"})


def misfit(
    metric: str, domain: Mapping[str, Any], arguments: Mapping[str, Any], families: Mapping[str, Family | None]
) -> str | None:
    """Why a metric cannot be computed of columns of such types, or none.

    Args:
        metric: its name.
        domain: its domain, with the columns.
        arguments: its values.
        families: of the columns, by name.
    """
    names = [domain[key] for key in ("column", "column_A", "column_B") if key in domain]
    names += domain.get("column_list") or []
    kinds = {families.get(name) for name in names}
    if metric.startswith(_ORDERED):
        return "a table has no order of its rows"
    if metric in _ARITHMETIC and "text" in kinds:
        return "a text is not reckoned with"
    if metric in _COMPARED and "text" in kinds and kinds & _NOT_TEXT:
        return "a text is not compared with what is none"
    if metric == "column_values.value_length.map" and kinds & _NOT_TEXT:
        return "only a text has a length"
    if metric == "column_values.between.condition":
        return _bounds([arguments.get("min_value"), arguments.get("max_value")], next(iter(kinds), None))
    return None


def _bounds(bounds: Iterable[Any], family: Family | None) -> str | None:
    texts = {isinstance(bound, str) for bound in bounds if bound is not None}
    if family == "text" and False in texts:
        return "a text is not compared with what is none"
    return "a number is not compared with a text" if family in {"integer", "number"} and True in texts else None
