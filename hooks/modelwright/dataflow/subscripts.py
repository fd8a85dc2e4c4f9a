"""Subscripts: rows by slice, mask or index; columns by name; elements of containers."""

import ast
from typing import TYPE_CHECKING

from modelwright.dataflow.binding import column_names, element, part_of
from modelwright.dataflow.columns import named, selected, some
from modelwright.dataflow.facts import Touch
from modelwright.dataflow.rows import SLICE, Part
from modelwright.dataflow.values import Estimator, Scope, Value, flat, mixed

if TYPE_CHECKING:
    from modelwright.dataflow.machine import Machine

# A path longer than this says nothing that anybody asks.
MOST_PARTS = 10


def subscript(m: "Machine", node: ast.Subscript, scope: Scope) -> Value:
    """The value of `base[key]`."""
    base = m.eval(node.value, scope)
    if base.mode == "ranked" and isinstance(node.slice, ast.Constant | ast.UnaryOp):
        new = mixed([base])
        new.mode = "best"
        return new
    if isinstance(base.thing, Estimator):
        return base  # a step or a slice of a pipeline
    if not base.rows and (base.items is not None or base.keyed is not None) and base.columns is None:
        return _element(m, base, node.slice, scope)
    if isinstance(node.slice, ast.Tuple) and node.slice.elts:
        new = _table(m, base, node.slice.elts, scope)
    elif isinstance(node.slice, ast.Slice):
        new = _sliced(m, base, node.slice, scope)
    else:
        new = _by_key(base, m.eval(node.slice, scope), node)
    m.trace.narrowed(new.rows - base.rows, node.lineno)
    return new


def _by_key(base: Value, key: Value, node: ast.Subscript) -> Value:
    if base.mode == "names":
        return _names_by(key)
    indexer = node.value.attr if isinstance(node.value, ast.Attribute) else ""
    if indexer not in {"iloc", "iat"}:
        names = column_names(key)
        if names:
            return selected(base, names, series=isinstance(key.constant, str))
        if key.mode == "names" and key.columns is not None:
            return named(base, key.columns)
    return picked(base, key)


def picked(base: Value, key: Value) -> Value:
    """Rows by a mask or an index, or columns by a computed list."""
    part = part_of(key)
    if part is not None and (base.rows or not base.plain):
        return narrowed(base, part)
    if isinstance(key.constant, int) and not isinstance(key.constant, bool):
        return element(base)
    chosen = flat(key)
    new = some(base) if base.columns is not None else base.copy()
    if chosen.stats and base.rows:
        new.touches |= {Touch(t.name, t.node, t.rows, "selected") for t in chosen.stats if t.kind != "tuned"}
    elif chosen.stats and not base.rows:
        new.stats |= chosen.stats
    new.scores |= chosen.scores
    new.chosen |= chosen.chosen
    new.constant = None
    return new


def narrowed(base: Value, part: Part) -> Value:
    """Some of the rows of a value."""
    new = base.copy()
    new.items = new.keyed = new.given = None
    new.part = None
    new.rows = frozenset(rows if len(rows) >= MOST_PARTS or rows[-1] == part else (*rows, part) for rows in base.rows)
    if base.columns is None:
        new.keyed = None
    return new


def _sliced(m: "Machine", base: Value, key: ast.Slice, scope: Scope) -> Value:
    for bound in (key.lower, key.upper, key.step):
        if bound is not None and not isinstance(bound, ast.Constant):
            m.eval(bound, scope)
    if not base.rows:
        return some(base) if base.mode == "names" else base.copy()
    lower = ast.unparse(key.lower) if key.lower is not None else ""
    upper = ast.unparse(key.upper) if key.upper is not None else ""
    lower = "" if lower == "0" else lower
    upper = "" if upper.startswith("len(") else upper
    if key.step is not None:
        step = ast.unparse(key.step)
        return narrowed(base, Part(f"every {step}", lower or "0")) if step not in {"1", "-1"} else base.copy()
    if not lower and not upper:
        return base.copy()
    if lower.isidentifier() and m.loops and upper.startswith(f"{lower} +"):
        return _batch(base)
    return narrowed(base, Part(SLICE, f"{lower}:{upper}".replace(" ", "")))


def _batch(base: Value) -> Value:
    """`x[i : i + size]`, which a loop takes in turns: its own statistics are nobody else's."""
    new = base.copy()
    new.mode = "row"
    return new


def _table(m: "Machine", base: Value, keys: list[ast.expr], scope: Scope) -> Value:
    """`base[rows, columns]`."""
    first, rest = keys[0], keys[1:]
    if isinstance(first, ast.Slice):
        new = _sliced(m, base, first, scope)
    else:
        key = m.eval(first, scope)
        part = part_of(key)
        new = narrowed(base, part) if part is not None else base.copy()
    if not rest or (isinstance(rest[0], ast.Slice) and rest[0].lower is None and rest[0].upper is None):
        return new
    if isinstance(rest[0], ast.Slice):
        return some(new)
    wanted = m.eval(rest[0], scope)
    names = column_names(wanted)
    if names:
        return selected(new, names, series=isinstance(wanted.constant, str))
    if wanted.mode == "names" and wanted.columns is not None:
        return named(new, wanted.columns)
    if wanted.constant is None and isinstance(rest[0], ast.Constant):
        return new  # `x[:, None]`
    return picked(some(new), _without_rows(wanted))


def _without_rows(key: Value) -> Value:
    new = mixed([key])
    new.rows = frozenset()
    return new


def _names_by(key: Value) -> Value:
    """Some names of columns, by a condition that may be a statistic."""
    new = Value()
    new.stats = flat(key).stats
    return new


def _element(m: "Machine", base: Value, key: ast.expr, scope: Scope) -> Value:
    if isinstance(key, ast.Slice):
        return _items_of(base, key)
    wanted = m.eval(key.elts[0] if isinstance(key, ast.Tuple) and key.elts else key, scope)
    constant = wanted.constant
    part = part_of(wanted)
    if part is not None:  # an array that was filled by hand is data
        base.rows = base.rows or flat(base).rows or m.fresh()
        return narrowed(flat(base), part)
    if base.keyed is not None:
        for name in (constant, "*"):
            if isinstance(name, str | int) and name in base.keyed:
                return base.keyed[name]
    if base.items and isinstance(constant, int) and -len(base.items) <= constant < len(base.items):
        return base.items[constant]
    new = element(base)
    if wanted.scores or wanted.chosen:  # what stood at the best score
        new = new.copy()
        new.chosen |= wanted.chosen
    return new


def _items_of(base: Value, key: ast.Slice) -> Value:
    new = base.copy()
    bounds = [_number(one) for one in (key.lower, key.upper)]
    written = all(one is None or isinstance(one, ast.Constant) for one in (key.lower, key.upper))
    if base.items is not None and written and key.step is None:
        new.items = base.items[bounds[0] : bounds[1]]
    return new


def _number(node: ast.expr | None) -> int | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, int) else None
