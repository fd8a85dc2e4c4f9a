"""Where Great Expectations means something else on SQL than on pandas, or asks for more than it needs: put right.

The library looks a metric up by the name of the engine's class, so what is registered here is ours alone. What is not
mentioned here was compared on every engine and is the same: `tests/engines/test_same_verdicts.py`.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from modelwright.engines import patterns
from modelwright.engines.registry import register
from modelwright.engines.typed import typed_pairs, typed_values

if TYPE_CHECKING:
    import sqlalchemy as sa

# Values that the library would fetch to show them. Each would be a query more, and a value of a row in the evidence.
SHOWN = (".unexpected_values", ".distinct_values.not_in_set", ".distinct_values.missing_from_column")
# To pandas, a comparison with a missing value is false; to SQL, it is neither true nor false, and breaks nothing.
UNDECIDED = (
    "column_pair_values.a_greater_than_b.condition",
    "column_pair_values.in_set.condition",
    "multicolumn_sum.equal.condition",
)
# More values than anybody lists by hand, and few enough to fetch.
MOST_VALUES = 10_000


def put_right(engine: type[Any]) -> None:
    """Register our own ways to compute some of the library's metrics, for a kind of engine."""
    register(engine, {**_whole_values(), **_conditions(engine)}, like="SqlAlchemyExecutionEngine")


def _whole_values() -> dict[str, Callable[..., Any]]:
    return {
        "table.column_types": _column_types,
        "column_values.unique.unexpected_count": _repeated,
        "compound_columns.unique.unexpected_count": _repeated,
        "column.quantile_values": _quantiles,
        "column.distinct_values.not_in_set.count": _not_in_set,
        "column.distinct_values.missing_from_column.count": _missing_from_column,
        "column.value_counts": _value_counts,
    }


def _conditions(engine: type[Any]) -> dict[str, Callable[..., Any]]:
    from great_expectations.core.metric_function_types import MetricPartialFunctionTypes
    from great_expectations.expectations.metrics.map_metric_provider.column_condition_partial import (
        column_condition_partial,
    )

    functions = {
        "in_set": _is_in_set,
        "not_in_set": _is_not_in_set,
        "match_regex": patterns.matches,
        "not_match_regex": patterns.matches_not,
        "match_regex_list": patterns.matches_list,
        "not_match_regex_list": patterns.matches_none,
        "match_like_pattern": patterns.is_like,
        "not_match_like_pattern": patterns.is_not_like,
        "match_like_pattern_list": patterns.is_like_list,
        "not_match_like_pattern_list": patterns.is_like_none,
    }
    wrap: Any = column_condition_partial(engine=engine)
    made = {f"column_values.{name}.condition": wrap(function) for name, function in functions.items()}
    pairs: Any = _is_not_in_pairs
    pairs.metric_fn_type = MetricPartialFunctionTypes.MAP_CONDITION_FN
    return {**made, "column_pair_values.in_set.condition": pairs}


def _column_types(execution_engine: Any, **_: Any) -> list[dict[str, Any]]:
    """Names as they are written, where the library takes `ID` for `id`; types without their lengths."""
    return [{"name": name, "type": kind} for name, kind in execution_engine.column_types.items()]


def _rows(execution_engine: Any, domain: dict[str, Any]) -> "sa.FromClause":
    from great_expectations.util import get_sqlalchemy_selectable

    found: sa.FromClause = get_sqlalchemy_selectable(execution_engine.get_domain_records(domain_kwargs=domain))
    return found


def _repeated(execution_engine: Any, metric_domain_kwargs: dict[str, Any], **_: Any) -> int:
    """Rows whose values occur more than once: one grouping, in which missing values of several columns are equal."""
    import sqlalchemy as sa

    names = metric_domain_kwargs.get("column_list") or [metric_domain_kwargs["column"]]
    columns: list[sa.ColumnClause[Any]] = [sa.column(name) for name in names]
    counts = sa.select(sa.func.count().label("n")).select_from(_rows(execution_engine, metric_domain_kwargs))
    if "column" in metric_domain_kwargs:
        counts = counts.where(columns[0].is_not(None))
    groups = counts.group_by(*columns).having(sa.func.count() > 1).subquery()
    return int(execution_engine.execute_query(sa.select(sa.func.sum(groups.c.n))).scalar() or 0)


def _quantiles(
    execution_engine: Any, metric_domain_kwargs: dict[str, Any], metric_value_kwargs: dict[str, Any], **_: Any
) -> list[Any]:
    """The value at the nearest rank, as pandas takes it; SQL's own quantile takes the next one above."""
    import sqlalchemy as sa

    column: sa.ColumnClause[Any] = sa.column(metric_domain_kwargs["column"])
    rows = _rows(execution_engine, metric_domain_kwargs)
    present = sa.select(column.label("v")).select_from(rows).where(column.is_not(None)).subquery()
    count = execution_engine.execute_query(sa.select(sa.func.count()).select_from(present)).scalar() or 0
    if not count:
        return [None] * len(metric_value_kwargs["quantiles"])
    # Python rounds a half to the even neighbour, as numpy does.
    ranks = [round((count - 1) * quantile) for quantile in metric_value_kwargs["quantiles"]]
    ranked = sa.select(present.c.v, (sa.func.row_number().over(order_by=present.c.v) - 1).label("i")).subquery()
    wanted = sa.select(ranked.c.i, ranked.c.v).where(ranked.c.i.in_(sorted(set(ranks))))
    found = {int(rank): value for rank, value in execution_engine.execute_query(wanted).fetchall()}
    return [found[rank] for rank in ranks]


def _not_in_set(
    execution_engine: Any, metric_domain_kwargs: dict[str, Any], metric_value_kwargs: dict[str, Any], **_: Any
) -> int:
    import sqlalchemy as sa

    name = metric_domain_kwargs["column"]
    column: sa.ColumnClause[Any] = sa.column(name)
    known = among(column, typed_values(metric_value_kwargs.get("value_set") or [], execution_engine.families[name]))
    rows = _rows(execution_engine, metric_domain_kwargs)
    query = sa.select(sa.func.count(sa.distinct(column))).select_from(rows).where(column.is_not(None), sa.not_(known))
    return int(execution_engine.execute_query(query).scalar() or 0)


def _missing_from_column(
    execution_engine: Any, metric_domain_kwargs: dict[str, Any], metric_value_kwargs: dict[str, Any], **_: Any
) -> int:
    import sqlalchemy as sa

    name = metric_domain_kwargs["column"]
    column: sa.ColumnClause[Any] = sa.column(name)
    wanted = {one for one in metric_value_kwargs.get("value_set") or [] if one is not None}
    possible = typed_values(wanted, execution_engine.families[name])
    rows = _rows(execution_engine, metric_domain_kwargs)
    query = sa.select(sa.func.count(sa.distinct(column))).select_from(rows).where(among(column, possible))
    return len(wanted) - int(execution_engine.execute_query(query).scalar() or 0)


def _value_counts(execution_engine: Any, metric_domain_kwargs: dict[str, Any], **_: Any) -> Any:
    """How often each value occurs, of a column with few: the most common ones, and shares of categories, need it."""
    import pandas as pd
    import sqlalchemy as sa

    column: sa.ColumnClause[Any] = sa.column(metric_domain_kwargs["column"])
    rows = _rows(execution_engine, metric_domain_kwargs)
    query = sa.select(column, sa.func.count().label("n")).select_from(rows).where(column.is_not(None))
    found = execution_engine.execute_query(query.group_by(column).limit(MOST_VALUES + 1)).fetchall()
    if len(found) > MOST_VALUES:
        msg = f"the column has more than {MOST_VALUES:,} values, which are not fetched from a database"
        raise ValueError(msg)
    counts = dict(sorted((value, count) for value, count in found))
    return pd.Series(list(counts.values()), index=pd.Index(list(counts), name="value"), name="count")


def _is_in_set(_cls: Any, column: Any, value_set: Iterable[Any] | None, **given: Any) -> Any:
    import sqlalchemy as sa

    if value_set is None:
        return sa.true()
    family = given["_execution_engine"].families[column.name]
    if family in {"date", "timestamp"}:
        msg = "dates cannot be listed, because pandas finds none: expect them between two, or their distinct values"
        raise ValueError(msg)
    return among(column, typed_values(value_set, family))


def _is_not_in_set(_cls: Any, column: Any, value_set: Iterable[Any] | None, **given: Any) -> Any:
    import sqlalchemy as sa

    return sa.true() if value_set is None else sa.not_(_is_in_set(_cls, column, value_set, **given))


def _is_not_in_pairs(
    execution_engine: Any, metric_domain_kwargs: dict[str, Any], metric_value_kwargs: dict[str, Any], **_: Any
) -> tuple[Any, Any, Any]:
    """Whether two columns are none of some pairs, and the domain in which to ask."""
    import sqlalchemy as sa
    from great_expectations.core.metric_domain_types import MetricDomainTypes

    kind = MetricDomainTypes.COLUMN_PAIR
    _, compute, accessor = execution_engine.get_compute_domain(metric_domain_kwargs, domain_type=kind)
    a, b = accessor["column_A"], accessor["column_B"]
    wanted = metric_value_kwargs.get("value_pairs_set")
    if wanted is None:
        return sa.false(), compute, accessor
    pairs = typed_pairs(wanted, execution_engine.families[a], execution_engine.families[b])
    known = [sa.and_(equals(sa.column(a), first), equals(sa.column(b), second)) for first, second in pairs]
    return sa.not_(sa.or_(sa.false(), *known)), compute, accessor


def equals(column: Any, value: Any) -> Any:
    """Whether a column is a value, or both are missing."""
    return column.is_(None) if value is None else column == value


def among(column: Any, values: Iterable[Any]) -> "sa.ColumnElement[bool]":
    """Whether a column is one of some values: those of one type at a time, or a driver takes 3.5 for the integer 4."""
    import sqlalchemy as sa

    kinds: dict[type, list[Any]] = {}
    for value in values:
        kinds.setdefault(type(value), []).append(value)
    return sa.or_(sa.false(), *[column.in_(alike) for alike in kinds.values()])
