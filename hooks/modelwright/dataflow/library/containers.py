"""Methods of lists, dictionaries and their like."""

from collections.abc import Callable

from modelwright.dataflow.binding import column_names, element
from modelwright.dataflow.columns import dropped
from modelwright.dataflow.library import measures
from modelwright.dataflow.library.picking import stacked
from modelwright.dataflow.request import Request
from modelwright.dataflow.values import MOST_ITEMS, Value, mixed


def _index_of(request: Request, data: Value) -> Value:
    given = mixed(request.args)
    if data.scores or data.elements():
        found = measures.best_of(request, mixed([data, given]))
        if found is not None and given.scores:
            return found
    return Value()


def _append(request: Request, data: Value) -> Value:
    """A list grows; a table of the old pandas has another below it."""
    if data.rows and data.columns is not None:
        together = Request(request.m, request.node, request.scope, "pandas.concat", None, [Value()], {})
        together.args[0].items = [data, *request.args]
        return stacked(together)
    data.items = [*(data.items or []), *request.args]
    if len(data.items) > MOST_ITEMS:
        data.items = data.items[-MOST_ITEMS:]
    return Value()


def _extend(request: Request, data: Value) -> Value:
    for one in request.args:
        data.items = [*(data.items or []), *(one.items if one.items is not None else [element(one)])][-MOST_ITEMS:]
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


METHODS: dict[str, Callable[[Request, Value], Value]] = {
    "index": _index_of,
    "append": _append,
    "add": _append,
    "extend": _extend,
    "items": _pairs,
    "values": _values,
    "get": _get,
    "remove": _remove,
}
