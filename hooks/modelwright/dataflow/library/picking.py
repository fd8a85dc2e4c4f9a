"""Functions that put rows together, draw them or pick them."""

from collections.abc import Callable

from modelwright.dataflow.binding import part_of
from modelwright.dataflow.facts import Columns, Touch
from modelwright.dataflow.library import splits
from modelwright.dataflow.request import Request, unknown
from modelwright.dataflow.rows import opposite
from modelwright.dataflow.subscripts import narrowed, picked
from modelwright.dataflow.values import Value, combined, flat, mixed


def stacked(request: Request) -> Value:
    """Tables below each other; where one holds rows of another, rows are there twice."""
    first = request.args[0] if request.args else request.keywords.get("objs", Value())
    parts = first.items if first.items is not None else request.args
    axis = request.arg(1, "axis", "dim", "how")
    beside = axis is not None and axis.constant in {1, -1, "columns", "horizontal"}
    new = combined(parts)
    if beside or not parts:
        return new
    new.columns = next((one.columns for one in parts if one.columns is not None), None)
    seen: set[object] = set()
    for one in parts:
        if one.rows and one.columns is None and request.method != "concat":
            continue
        if one.rows & seen and not any(t.kind == "resampled" for t in new.touches):
            twice = frozenset(rows for rows in one.rows if rows in seen)
            new.touches |= {Touch("concat", request.node, twice, "resampled")}
        seen |= one.rows
    return new


def _frame(request: Request) -> Value:
    new = combined(request.every())
    new.pure = False
    new.columns = Columns(request.m.number())
    return new


def _resample(request: Request) -> Value:
    """`sklearn.utils.resample`: with replacement unless it is told not to."""
    new = Value()
    new.items = []
    again = request.constant("replace", 1) is not False
    for one in request.args:
        data = flat(one).copy() if one.items is not None else one.copy()
        if data.rows and (again or _is_class(data)):
            data.touches |= {Touch("resample", request.node, data.rows, "resampled")}
        new.items.append(data)
    return new.items[0] if len(new.items) == 1 else new


def _is_class(data: Value) -> bool:
    return any(rows[-1].division.startswith("mask") for rows in data.rows)


def _dummies(request: Request) -> Value:
    new = combined(request.every())
    new.columns = Columns(request.m.number(), read=True) if new.rows else None
    return new


def _where(request: Request) -> Value:
    values = [one for one in request.args if one.rows or one.stats]
    if request.args and request.args[0].part is not None and len(request.args) == 1:
        return request.args[0].copy()
    return combined(values)


def _difference(request: Request) -> Value:
    """`np.setdiff1d(all, some)`."""
    if len(request.args) > 1:
        left = splits.rest(flat(request.args[0]), flat(request.args[1]))
        if left is not None:
            return left
    return unknown(request)


def _indices(request: Request) -> Value:
    """Numbers of rows, in order or not: rows of their own, which may be divided."""
    given = mixed(request.args)
    if request.method == "shuffle" and request.args:
        return request.args[0].copy() if len(request.args) == 1 else _several(request)
    return given if given.rows and request.method != "arange" else Value(request.m.fresh("index"))


def _several(request: Request) -> Value:
    new = Value()
    new.items = [one.copy() for one in request.args]
    return new


def _subset(request: Request) -> Value:
    if len(request.args) > 1:
        return picked(flat(request.args[0]), request.args[1])
    return unknown(request)


def _loader(request: Request) -> Value:
    """`DataLoader(data, sampler=SubsetRandomSampler(index))`."""
    if not request.args:
        return unknown(request)
    data, sampler = flat(request.args[0]), request.keywords.get("sampler")
    part = part_of(sampler) if sampler is not None else None
    return narrowed(data, part) if part is not None else data.copy()


def _of_booster(request: Request) -> Value:
    """`lgb.Dataset(X, label=y, reference=train)`: bins like another's, and none of its rows."""
    named = ("data", "label", "weight", "init_score")
    new = combined([*request.args[:2], *(request.keywords[name] for name in named if name in request.keywords)])
    new.pure = False
    return new


def _deleted(request: Request) -> Value:
    """`np.delete(x, index, axis=0)`: the other rows."""
    part = part_of(request.args[1]) if len(request.args) > 1 else None
    data = flat(request.args[0]) if request.args else Value()
    return narrowed(data, opposite(part)) if part is not None else data.copy()


FUNCTIONS: dict[str, Callable[[Request], Value]] = {
    "numpy.split": splits.array_split,
    "numpy.array_split": splits.array_split,
    "sklearn.utils.resample": _resample,
    "resample": _resample,
    "pandas.DataFrame": _frame,
    "polars.DataFrame": _frame,
    "pandas.get_dummies": _dummies,
    "where": _where,
    "setdiff1d": _difference,
    "arange": _indices,
    "permutation": _indices,
    "sklearn.utils.shuffle": _indices,
    "Subset": _subset,
    "torch.utils.data.Subset": _subset,
    "take": _subset,
    "numpy.delete": _deleted,
    "lightgbm.Dataset": _of_booster,
    "torch.utils.data.DataLoader": _loader,
    "DataLoader": _loader,
}
