"""Tables and arrays: statistics of them, and what keeps, takes or drops rows and columns."""

import ast
from collections.abc import Callable, Iterator

from modelwright.dataflow.binding import assign, column_names, element, part_of
from modelwright.dataflow.columns import dropped, named, selected, some
from modelwright.dataflow.facts import Columns, Touch
from modelwright.dataflow.kinds import AGGREGATES
from modelwright.dataflow.library import estimators, measures, splits
from modelwright.dataflow.request import Request, unknown
from modelwright.dataflow.rows import Part
from modelwright.dataflow.subscripts import picked
from modelwright.dataflow.values import Estimator, Function, Value, combined, flat, mixed

_KEEP = {
    *(
        "copy",
        "dropna",
        "astype",
        "sort_values",
        "sort_index",
        "to_numpy",
        "drop_duplicates",
        "round",
        "ffill",
        "bfill",
    ),
    *("abs", "infer_objects", "convert_dtypes", "to_frame", "squeeze", "ravel", "reshape", "flatten", "toarray"),
    *(
        "todense",
        "tolist",
        "to_list",
        "float",
        "double",
        "long",
        "int",
        "to",
        "cpu",
        "numpy",
        "detach",
        "view",
        "clone",
    ),
    *(
        "unsqueeze",
        "permute",
        "contiguous",
        "collect",
        "lazy",
        "interpolate",
        "items",
        "iterrows",
        "itertuples",
        "cuda",
    ),
    *("shuffle", "batch", "prefetch", "cache", "repeat", "rename_axis", "reset_index", "pipe", "to_pandas", "to_arrow"),
    *("drop_nulls", "rechunk", "tocsr", "tocsc", "sort", "unique_rows", "query", "head", "transpose", "repartition"),
}
# Named for a column, row by row; the values change, the column is the same.
_ROW_BY_ROW = {"map", "replace", "apply", "clip", "where", "mask", "fillna", "fill_null", "isin", "between", "notna"}
_WINDOWS = {"rolling", "expanding", "ewm", "shift", "diff", "pct_change", "cumsum", "cumcount", "cumprod", "lag"}
_PLAIN = {
    "info",
    "nunique",
    "isnull",
    "isna",
    "notnull",
    "notna",
    "hist",
    "plot",
    "to_csv",
    "to_parquet",
    "keys",
    "size",
}
_PLAIN |= {"item_size", "boxplot", "memory_usage", "to_excel", "format", "join_text", "select_dtypes_names", "bar"}


def method(request: Request, data: Value) -> Value:
    """A method of a value that holds data, or what was made from data."""
    name = request.method
    new = _method(request, data, name)
    if request.constant("inplace") is True:
        holder = request.node.func.value if isinstance(request.node.func, ast.Attribute) else None
        if isinstance(holder, ast.Subscript | ast.Attribute):  # a column of a frame
            assign(request.m, holder, new, request.scope)
        else:
            data.become(new)
        return Value()
    return new


def _method(request: Request, data: Value, name: str) -> Value:
    handler = _METHODS.get(name)
    if handler is not None:
        return handler(request, data)
    if name in _WINDOWS or data.mode == "window":
        new = combined(request.every())
        new.mode = "window" if name in {"rolling", "expanding", "ewm"} or data.mode == "window" else ""
        new.pure = False
        new.sources = frozenset()
        return new
    if name in AGGREGATES or name.startswith("argm") or name in {"idxmax", "idxmin"}:
        return aggregate(request, data)
    if name in _PLAIN:
        return Value()
    if name in _KEEP:
        return _kept(request, data)
    if name in _ROW_BY_ROW:
        return _row_by_row(request, data)
    new = unknown(request)
    if data.mode == "residual":
        new.mode = data.mode
    return new


def aggregate(request: Request, data: Value) -> Value:
    """A statistic: of rows, of scores, or of how far predictions are off."""
    if request.method in {"argmax", "argmin", "idxmax", "idxmin", "max", "min"}:
        best = measures.best_of(request, data)
        if best is not None:
            return best
        if request.method.startswith("arg"):
            return mixed([data])
    if data.scores:
        return mixed([data])
    if data.predictions:
        if data.mode == "residual" and request.method in {"mean", "sum", "average", "median", "max"}:
            # A sum of errors is a step on the way to something, more often than what is reported.
            return measures.measured(request, data, how="shown" if request.method == "sum" else "metric")
        return mixed([data])
    axis = request.arg(-1, "axis", "dim")
    if (axis is not None and axis.constant in {1, -1, "columns"}) or data.mode == "window":
        new = mixed([data])
        new.pure = data.pure
        return new
    new = Value()
    new.pure = False
    new.stats = data.stats
    if data.rows:
        touch = Touch(request.method, request.node, data.rows, "statistic")
        new.stats |= {touch}
    return new


def _kept(request: Request, data: Value) -> Value:
    new = data.copy()
    if request.method not in {"to", "view", "reshape", "astype"}:
        for one in (*request.args, *request.keywords.values()):
            new.touches |= one.stats if data.rows else frozenset()
    return new


def _row_by_row(request: Request, data: Value) -> Value:
    if request.method == "isin":
        return _isin(request, data)
    parts = [data, *_encoded(request, data)]
    for one in (*request.args, *request.keywords.values()):
        if isinstance(one.thing, Function):
            given = data.copy()
            given.columns = None
            result = request.m.call(one.thing, [given] + [Value()] * (len(one.thing.node.args.args) - 1), {})
            if result is not None and request.method in {"apply", "map"}:
                parts.append(result if result.rows else Value())
        else:
            parts.append(one)
    new = combined(parts)
    new.columns = data.columns
    if data.columns is not None and data.columns.only is not None and len(data.columns.only) == 1:
        return new
    if request.method in {"fillna", "fill_null"} and new.touches - data.touches:
        new.touches = data.touches | _narrowed_to(request, new.touches - data.touches)
    return new


def _encoded(request: Request, data: Value) -> Iterator[Value]:
    """`frame.apply(LabelEncoder().fit_transform)`."""
    for node in request.node.args:
        if isinstance(node, ast.Attribute) and node.attr == "fit_transform":
            thing = request.m.eval(node.value, request.scope).thing
            if isinstance(thing, Estimator):
                new = Value(data.rows)
                new.touches = estimators.touch_of(thing, request.node, data.rows)
                yield new


def _narrowed_to(request: Request, touches: frozenset[Touch]) -> frozenset[Touch]:
    """`frame.fillna({"age": frame.age.median()})` touches the columns that it names."""
    given = request.arg(0, "value")
    if given is None or not given.keyed or not all(isinstance(name, str) for name in given.keyed):
        return touches
    wanted = frozenset(str(name) for name in given.keyed)
    return frozenset(Touch(t.name, t.node, t.rows, t.kind, wanted) for t in touches)


def _isin(request: Request, data: Value) -> Value:
    new = mixed([data])
    given = request.arg(0, "values")
    part = part_of(given) if given is not None else None
    if part is None and request.node.args:
        holder = request.node.func.value if isinstance(request.node.func, ast.Attribute) else request.node
        part = Part(f"mask {ast.unparse(holder)}", ast.unparse(request.node.args[0]))
    new.part = part
    return new


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


def _groupby(request: Request, data: Value) -> Value:
    new = data.copy()
    new.mode = "grouped"
    del request
    return new


def _transform(request: Request, data: Value) -> Value:
    """`groupby(...).transform("mean")`: a statistic, beside each row."""
    how = request.constant("func", 0)
    new = _row_by_row(request, data) if request.args and request.args[0].thing is not None else data.copy()
    new.mode = ""
    if isinstance(how, str) and how in AGGREGATES:
        new.touches |= {Touch(how, request.node, data.rows, "statistic")}
    new.pure = False
    new.sources = frozenset()
    return new


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
    from modelwright.dataflow.binding import set_columns

    new = data.copy()
    for name, value in request.keywords.items():
        result: Value | None = value
        if isinstance(value.thing, Function):
            result = request.m.call(value.thing, [new], {})
        set_columns(new, [name], result or Value())
    return new


def _index_of(request: Request, data: Value) -> Value:
    given = mixed(request.args)
    if data.scores or data.elements():
        found = measures.best_of(request, mixed([data, given]))
        if found is not None and given.scores:
            return found
    return Value()


def _difference(request: Request, data: Value) -> Value:
    if data.mode == "names":
        names = column_names(request.args[0]) if request.args else []
        return dropped(data, names) if names else some(data)
    left = splits.rest(data, flat(request.args[0])) if request.args else None
    return left if left is not None else unknown(request)


def _append(request: Request, data: Value) -> Value:
    """A list grows; a table of the old pandas has another below it."""
    if data.rows and data.columns is not None:
        from modelwright.dataflow.library.functions import stacked

        together = Request(request.m, request.node, request.scope, "pandas.concat", None, [Value()], {})
        together.args[0].items = [data, *request.args]
        return stacked(together)
    data.items = [*(data.items or []), *request.args]
    if len(data.items) > _MOST:
        data.items = data.items[-_MOST:]
    return Value()


def _extend(request: Request, data: Value) -> Value:
    for one in request.args:
        data.items = [*(data.items or []), *(one.items if one.items is not None else [element(one)])][-_MOST:]
    return Value()


def _pairs(request: Request, data: Value) -> Value:
    del request
    new = Value()
    if data.rows:
        return data.copy()
    new.items = []
    for name, one in (data.keyed or {}).items():
        pair = Value()
        pair.items = [Value(constant=name), one]
        new.items.append(pair)
    return new


def _values(request: Request, data: Value) -> Value:
    del request
    new = data.copy()
    if data.keyed is not None:
        new.keyed = None
        new.items = list(data.keyed.values())
    return new


def _get(request: Request, data: Value) -> Value:
    name = request.constant("key", 0)
    if data.keyed is not None and isinstance(name, str | int):
        return data.keyed.get(name) or data.keyed.get("*") or Value()
    return element(data)


def _remove(request: Request, data: Value) -> Value:
    names = column_names(request.args[0]) if request.args else []
    if data.mode == "names" and names:
        data.become(dropped(data, names))
    elif data.items is not None:
        data.items = [one for one in data.items if one.constant not in names]
    return Value()


def _sample(request: Request, data: Value) -> Value:
    return splits.drawn(request, data)


def _taken(request: Request, data: Value) -> Value:
    if request.args:
        return picked(data, request.args[0], request.node)
    return data.copy()


def _select(request: Request, data: Value) -> Value:
    """polars' `select` and pandas' `filter(items=...)`."""
    names = [name for one in request.args for name in column_names(one)]
    if names:
        return selected(data, names)
    listed = request.args[0] if request.args else Value()
    if listed.mode == "names" and listed.columns is not None:
        return named(data, listed.columns)
    if request.method == "filter" and listed.part is not None:
        return picked(data, listed, request.node)
    return some(combined(request.every()))


def _with_columns(request: Request, data: Value) -> Value:
    """polars' `with_columns`: an expression may hold a statistic of a column."""
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
    return new


def _ranked(request: Request, data: Value) -> Value:
    new = _kept(request, data)
    new.mode = "ranked" if data.scores else new.mode
    return new


_POLARS = {"mean", "median", "std", "min", "max", "quantile", "var", "mode"}
_MOST = 16
_METHODS: dict[str, Callable[[Request, Value], Value]] = {
    "drop": _drop,
    "pop": _pop,
    "groupby": _groupby,
    "group_by": _groupby,
    "transform": _transform,
    "unique": _unique,
    "select_dtypes": _select_dtypes,
    "set_index": _set_index,
    "rename": _rename,
    "assign": _assign_columns,
    "index": _index_of,
    "difference": _difference,
    "append": _append,
    "add": _append,
    "extend": _extend,
    "items": _pairs,
    "values": _values,
    "get": _get,
    "remove": _remove,
    "sample": _sample,
    "take": _taken,
    "skip": _taken,
    "select": _select,
    "with_columns": _with_columns,
    "join": _join,
    "merge": _join,
    "sort_values": _ranked,
    "filter": _select,
}
