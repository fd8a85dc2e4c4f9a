"""Methods of tables that keep, take, make or drop rows and columns."""

import ast
from collections.abc import Callable

from modelwright.dataflow.binding import column_names, element, set_columns
from modelwright.dataflow.columns import dropped, named, selected, some
from modelwright.dataflow.facts import Columns, Touch
from modelwright.dataflow.library import splits
from modelwright.dataflow.request import Request, unknown
from modelwright.dataflow.subscripts import picked
from modelwright.dataflow.values import Function, Value, combined, flat

_POLARS = {"mean", "median", "std", "min", "max", "quantile", "var", "mode"}


def _drop(request: Request, data: Value) -> Value:
    labels = request.arg(0, "columns", "labels")
    axis = request.arg(1, "axis")
    if labels is None:
        return data.copy()
    by_column = "columns" in request.keywords or (axis is not None and axis.constant in {1, "columns"})
    names = column_names(labels)
    if data.mode == "names":
        return dropped(data, names) if names else data.copy()
    if by_column or (names and axis is None and "index" not in request.keywords and request.receiver is not None):
        if names:
            return dropped(data, names)
        return _drop_listed(data, labels) if by_column else data.copy()
    left = splits.rest(data, flat(labels))
    return left if left is not None else data.copy()


def _drop_listed(data: Value, labels: Value) -> Value:
    if labels.mode == "names" and labels.columns is not None and labels.columns.only is not None:
        return dropped(data, labels.columns.only)
    return some(data)


def _pop(request: Request, data: Value) -> Value:
    name = request.constant("item", 0)
    if not isinstance(name, str) or not (data.rows or data.columns):
        return element(data)
    taken = selected(data, [name], series=True)
    data.become(dropped(data, [name]))
    return taken


def _unique(request: Request, data: Value) -> Value:
    new = Value(request.m.fresh("unique")) if data.rows else Value()
    new.mode = "unique"
    return new


def _select_dtypes(request: Request, data: Value) -> Value:
    del request
    return some(data)


def _set_index(request: Request, data: Value) -> Value:
    names = column_names(request.args[0]) if request.args else []
    return dropped(data, names) if names else data.copy()


def _rename(request: Request, data: Value) -> Value:
    new = data.copy()
    if request.keywords.get("columns") is not None or request.args:
        new.columns = Columns(request.m.number(), read=data.columns.read) if data.columns is not None else None
        new.touches = frozenset(t if t.columns is None else Touch(t.name, t.node, t.rows, t.kind) for t in new.touches)
    return new


def _assign_columns(request: Request, data: Value) -> Value:
    new = data.copy()
    for name, value in request.keywords.items():
        result: Value | None = value
        if isinstance(value.thing, Function):
            result = request.m.call(value.thing, [new], {})
        set_columns(new, [name], result or Value())
    return new


def _difference(request: Request, data: Value) -> Value:
    if data.mode == "names":
        names = column_names(request.args[0]) if request.args else []
        return dropped(data, names) if names else some(data)
    left = splits.rest(data, flat(request.args[0])) if request.args else None
    return left if left is not None else unknown(request)


def _sample(request: Request, data: Value) -> Value:
    return splits.drawn(request, data)


def _taken(request: Request, data: Value) -> Value:
    if request.args:
        return picked(data, request.args[0])
    return data.copy()


def _select(request: Request, data: Value) -> Value:
    """Polars' `select` and pandas' `filter(items=...)`."""
    names = [name for one in request.args for name in column_names(one)]
    if names:
        return selected(data, names)
    listed = request.args[0] if request.args else Value()
    if listed.mode == "names" and listed.columns is not None:
        return named(data, listed.columns)
    if request.method == "filter" and listed.part is not None:
        return picked(data, listed)
    return some(combined(request.every()))


def _with_columns(request: Request, data: Value) -> Value:
    """With polars' `with_columns`, an expression may hold a statistic of a column."""
    new = combined([data, *request.args, *request.keywords.values()])
    new.columns = None
    for node in (*request.node.args, *(one.value for one in request.node.keywords)):
        for part in ast.walk(node):
            if isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute) and _is_statistic(part):
                new.touches |= {Touch(part.func.attr, part, data.rows, "statistic")}
    return new


def _is_statistic(node: ast.Call) -> bool:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    filled = name == "fill_null" and any(
        one.arg == "strategy" and isinstance(one.value, ast.Constant) and one.value.value == "mean"
        for one in node.keywords
    )
    return filled or (name in _POLARS and "col(" in ast.unparse(node))


def _join(request: Request, data: Value) -> Value:
    """Tables side by side, or the rows of one that another has not."""
    other = request.arg(0, "right", "other")
    if request.constant("how") == "anti" and other is not None:
        left = splits.rest(data, flat(other))
        if left is not None:
            return left
    new = combined(request.every())
    new.rows = data.rows or new.rows
    new.pure = False
    # Rows that are there twice on the right are looked up, and not there twice on the left.
    new.touches = frozenset(t for t in new.touches if t.kind != "resampled" or t in data.touches)
    return new


def merged(request: Request) -> Value:
    """`pd.merge(left, right)`: the rows are those of the left table, unless it says otherwise."""
    given = [*request.args, *(request.keywords[name] for name in ("left", "right") if name in request.keywords)]
    if len(given) < 2:  # noqa: PLR2004
        return unknown(request)
    left, right = given[:2] if request.constant("how", 2) != "right" else (given[1], given[0])
    return _join(Request(request.m, request.node, request.scope, request.full, left, [right], {}), left)


METHODS: dict[str, Callable[[Request, Value], Value]] = {
    "drop": _drop,
    "pop": _pop,
    "unique": _unique,
    "select_dtypes": _select_dtypes,
    "set_index": _set_index,
    "rename": _rename,
    "assign": _assign_columns,
    "difference": _difference,
    "sample": _sample,
    "take": _taken,
    "skip": _taken,
    "select": _select,
    "filter": _select,
    "with_columns": _with_columns,
    "join": _join,
    "merge": _join,
}
