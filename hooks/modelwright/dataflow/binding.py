"""Assignment: to names, attributes and columns, and by unpacking."""

import ast
from collections.abc import Sequence
from typing import TYPE_CHECKING

from modelwright.dataflow.facts import Choice, Columns, Touch
from modelwright.dataflow.rows import SLICE, Part, Rows, role_of
from modelwright.dataflow.values import MOST_ITEMS, Instance, Scope, Value, either, flat

if TYPE_CHECKING:
    from modelwright.dataflow.machine import Machine

INDEXERS = {"loc", "iloc", "at", "iat"}


def assign(m: "Machine", target: ast.expr, value: Value, scope: Scope) -> None:
    """What `target = value` does."""
    match target:
        case ast.Name(id=name):
            scope.names[name] = value
            _named(m, target, name, value)
        case ast.Attribute(attr=name):
            _set_attribute(m, target, name, value, scope)
        case ast.Subscript():
            _set_item(m, target, value, scope)
        case ast.Tuple(elts=targets) | ast.List(elts=targets):
            for one, part in zip(targets, unpacked(m, value, targets), strict=True):
                assign(m, one, part, scope)
        case ast.Starred(value=inner):
            assign(m, inner, value, scope)


def _named(m: "Machine", target: ast.expr, name: str, value: Value) -> None:
    """Names tell what rows are for, and that the best of scores is meant to be kept."""
    if value.rows:
        m.trace.name(value.rows, name)
    if value.mode == "best" and ("best" in name.lower() or "opt" in name.lower()):
        for score in value.scores:
            m.trace.events.append(Choice(target, score.rows, curve=score.curve, how="best"))


def unpacked(m: "Machine", value: Value, targets: Sequence[ast.expr]) -> list[Value]:
    """As many values as there are targets."""
    count = len(targets)
    items = value.items
    if items is not None and len(items) == count:
        return list(items)
    if items:
        star = next((index for index, one in enumerate(targets) if isinstance(one, ast.Starred)), None)
        if star is None or len(items) < count - 1:
            return [element(value) for _ in targets]
        middle = Value()
        middle.items = items[star : len(items) - (count - star - 1)]
        return [*items[:star], middle, *items[len(items) - (count - star - 1) :]]
    if value.given is not None:
        return _of_given(m, value.given, targets)
    return [element(value) for _ in targets]


def _of_given(m: "Machine", given: list[Value], targets: Sequence[ast.expr]) -> list[Value]:
    """What an unknown function of several data gives back: in the order in which it got them, or by name."""
    found = []
    for index, target in enumerate(targets):
        name = target.id if isinstance(target, ast.Name) else ""
        of_role = [one for one in given if role_of(name) and any(m.trace.role(r) == role_of(name) for r in one.rows)]
        source = given[index] if len(given) == len(targets) else of_role[0] if len(of_role) == 1 else None
        new = source.copy() if source is not None else Value(m.fresh(name))
        new.columns = None
        found.append(new)
    return found


def element(value: Value) -> Value:
    """An element of a container, or some rows of data: not known which."""
    found = value.elements()
    if found and not value.rows:
        new = found[0]
        for one in found[1:]:
            new = either(new, one)
        return new
    new = value.copy()
    new.items = new.keyed = None
    new.constant = None
    return new


def turn(value: Value) -> Value:
    """What stands for all elements: of data, a row or a batch, whose own statistics are nobody else's."""
    one = element(value)
    if value.items is None and value.rows and one.mode in {"", "names"}:
        one.mode = "row"
    return one


def _set_attribute(m: "Machine", target: ast.Attribute, name: str, value: Value, scope: Scope) -> None:
    base = m.eval(target.value, scope)
    if isinstance(base.thing, Instance):
        base.thing.attributes[name] = value
        _named(m, target, name, value)
    elif name == "columns":
        base.columns = None
    elif base.columns is not None:
        # A column that is there is changed. None is made: pandas keeps an attribute then.
        value = value.copy()
        value.pure = False
        set_columns(base, [name], value)
    else:
        base.keyed = {**(base.keyed or {}), f".{name}": value}


def _set_item(m: "Machine", target: ast.Subscript, value: Value, scope: Scope) -> None:
    holder: ast.expr = target.value
    key: ast.expr = target.slice
    if isinstance(holder, ast.Attribute) and holder.attr in INDEXERS:
        holder = holder.value
        key = key.elts[1] if isinstance(key, ast.Tuple) and len(key.elts) == 2 else ast.Slice()  # noqa: PLR2004
    base = m.eval(holder, scope)
    names = [] if isinstance(key, ast.Slice) else column_names(m.eval(key, scope))
    if base.rows or base.columns is not None:
        set_columns(base, names, value)
        return
    picks = None if isinstance(key, ast.Slice) or base.items or base.keyed else part_of(m.eval(key, scope))
    if picks is not None:  # `mask[train_index] = True`
        base.part = picks
        return
    if base.items is not None and not names:
        base.items = [*base.items, value][-MOST_ITEMS:]
        return
    slot: object = names[0] if len(names) == 1 else "*"
    base.keyed = dict(base.keyed or {})
    base.keyed[slot] = either(base.keyed[slot], value) if slot == "*" and slot in base.keyed else value


def set_columns(base: Value, names: list[str], value: Value) -> None:
    """What `frame[names] = value` does to the frame."""
    one = flat(value)
    base.rows = base.rows or one.rows
    added = frozenset(names)
    touches = {t for t in base.touches if not (names and t.columns is not None and t.columns <= added)}
    for touch in one.touches | one.stats:
        if touch.kind == "resampled" and base.rows:
            continue  # a column gets no rows twice: its table has them once
        where = touch.columns if touch.columns is not None and touch.columns <= added else added or None
        touches.add(Touch(touch.name, touch.node, touch.rows, touch.kind, where))
    base.touches = frozenset(touches)
    if one.predictions and names:
        base.keyed = {**(base.keyed or {}), **dict.fromkeys(names, value)}
    if base.columns is not None:
        base.columns = _with_columns(base.columns, added, one)


def _with_columns(columns: Columns, added: frozenset[str], value: Value) -> Columns:
    made = tuple(entry for entry in columns.made if entry[0] not in added)
    sources = frozenset(name for table, name in value.sources if table == columns.table)
    of_others = any(table != columns.table for table, _ in value.sources)
    if value.pure and sources and not of_others and len(added) == 1 and not sources & added:
        made = (*made, *((name, sources) for name in added))
    only = columns.only | added if columns.only is not None else None
    return columns._replace(only=only, dropped=columns.dropped - added, made=made)


def column_names(value: Value) -> list[str]:
    """The names that a constant or a list of constants spells."""
    if isinstance(value.constant, str):
        return [value.constant]
    if value.items and all(isinstance(one.constant, str) for one in value.items):
        return [str(one.constant) for one in value.items]
    return []


def part_of(key: Value) -> Part | None:
    """Which rows a mask or an index picks."""
    if key.part is not None:
        return key.part
    if len(key.rows) != 1:
        return None
    [rows] = key.rows
    return _of_index(rows) if len(rows) > 1 else None


def _of_index(rows: Rows) -> Part:
    """An index that was itself divided divides what it is used on in the same way."""
    if rows[-1].division == SLICE:
        return Part(f"{SLICE} of {rows[0].side}", rows[-1].side)
    return rows[-1]


def bind_parameters(
    m: "Machine",
    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda,
    args: list[Value],
    keywords: dict[str, Value],
    scope: Scope,
) -> None:
    """Give the parameters of a function their values."""
    spec = node.args
    named = [*spec.posonlyargs, *spec.args]
    rest = args[len(named) :]
    for parameter, value in zip(named, args, strict=False):
        scope.names[parameter.arg] = value
    defaults = dict(zip([one.arg for one in named][len(named) - len(spec.defaults) :], spec.defaults, strict=True))
    defaults |= {one.arg: value for one, value in zip(spec.kwonlyargs, spec.kw_defaults, strict=True) if value}
    for parameter in [*named[len(args) :], *spec.kwonlyargs]:
        name = parameter.arg
        if name in keywords:
            scope.names[name] = keywords[name]
        else:
            scope.names[name] = m.eval(defaults[name], scope.parent or scope) if name in defaults else Value()
    if spec.vararg is not None:
        scope.names[spec.vararg.arg] = new = Value()
        new.items = rest
    if spec.kwarg is not None:
        known = {one.arg for one in (*named, *spec.kwonlyargs)}
        scope.names[spec.kwarg.arg] = new = Value()
        new.keyed = {name: value for name, value in keywords.items() if name not in known}
