"""Tables and arrays: statistics of them, and what keeps, takes or drops rows and columns."""

import ast
from collections.abc import Callable, Iterator

from modelwright.dataflow.attributes import ACCESSORS
from modelwright.dataflow.binding import assign, part_of
from modelwright.dataflow.facts import Touch
from modelwright.dataflow.kinds import AGGREGATES
from modelwright.dataflow.library import containers, estimators, measures, shaping
from modelwright.dataflow.request import Request, unknown
from modelwright.dataflow.rows import Part
from modelwright.dataflow.values import Estimator, Function, Value, combined, mixed

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
_EXTREMES = {"argmax", "argmin", "idxmax", "idxmin", "max", "min"}
_ERRORS = {"mean", "sum", "average", "median", "max"}
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
    holder = request.node.func.value if isinstance(request.node.func, ast.Attribute) else None
    if isinstance(holder, ast.Attribute) and holder.attr in ACCESSORS:
        return _row_by_row(request, data)  # `frame["text"].str.count("a")`
    if name in _METHODS:
        return _METHODS[name](request, data)
    if name in _WINDOWS or data.mode == "window":
        return _window(request, data)
    if name in _PLAIN:
        return Value()
    if name in AGGREGATES or name.startswith("argm"):
        return aggregate(request, data)
    handler = _kept if name in _KEEP else _row_by_row if name in _ROW_BY_ROW else _unknown
    return handler(request, data)


def _unknown(request: Request, data: Value) -> Value:
    new = unknown(request)
    new.mode = "residual" if data.mode == "residual" else ""
    return new


def _window(request: Request, data: Value) -> Value:
    """What comes from rows before: known when the row is."""
    new = combined(request.every())
    new.mode = "window" if request.method in {"rolling", "expanding", "ewm"} or data.mode == "window" else ""
    new.pure = False
    new.sources = frozenset()
    return new


def aggregate(request: Request, data: Value) -> Value:
    """A statistic: of rows, of scores, or of how far predictions are off."""
    name = request.method
    best = measures.best_of(request, data) if name in _EXTREMES else None
    if best is not None:
        return best
    if data.mode == "residual" and data.predictions and not data.scores and name in _ERRORS:
        # A sum of errors is a step on the way to something, more often than what is reported.
        return measures.measured(request, data, how="shown" if name == "sum" else "metric")
    axis = request.arg(-1, "axis", "dim")
    in_row = (axis is not None and axis.constant in {1, -1, "columns"}) or data.mode in {"window", "row"}
    if in_row or data.scores or data.predictions or name.startswith("arg"):
        return mixed([data])
    new = Value()
    new.pure = False
    new.stats = data.stats
    if data.rows and not all(rows[0].division == "source index" for rows in data.rows):  # numbers that were counted
        new.stats |= {Touch(name, request.node, data.rows, "statistic")}
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
            given.mode = "row" if _is_each(request, data) else given.mode
            result = request.m.call(one.thing, [given] + [Value()] * (len(one.thing.node.args.args) - 1), {})
            if result is not None and request.method in {"apply", "map", "transform"}:
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


def _is_each(request: Request, data: Value) -> bool:
    """Whether a function is given each row, or each value of a column, and not whole columns."""
    if data.mode == "grouped" or request.method not in {"apply", "map", "applymap", "map_elements", "transform"}:
        return False
    axis = request.arg(1, "axis")
    one = data.columns is not None and data.columns.only is not None and len(data.columns.only) == 1
    return (axis is not None and axis.constant in {1, "columns"}) or request.method in {"map", "applymap"} or one


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


def _ranked(request: Request, data: Value) -> Value:
    new = _kept(request, data)
    new.mode = "ranked" if data.scores else new.mode
    return new


_METHODS: dict[str, Callable[[Request, Value], Value]] = {
    **shaping.METHODS,
    **containers.METHODS,
    "groupby": _groupby,
    "group_by": _groupby,
    "transform": _transform,
    "sort_values": _ranked,
}
