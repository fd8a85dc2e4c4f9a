"""Expressions that are not calls or subscripts: what is known of their values."""

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from modelwright.dataflow.attributes import attribute
from modelwright.dataflow.binding import assign, element, turn
from modelwright.dataflow.calls import call
from modelwright.dataflow.columns import dropped
from modelwright.dataflow.rows import Part, opposite
from modelwright.dataflow.subscripts import subscript
from modelwright.dataflow.values import Function, Scope, Value, combined, either, flat, mixed

if TYPE_CHECKING:
    from modelwright.dataflow.machine import Machine

_OPPOSITE = {ast.Lt: "below", ast.LtE: "below", ast.Gt: "above", ast.GtE: "above"}


def _constant(m: "Machine", node: ast.Constant, scope: Scope) -> Value:
    del m, scope
    return Value(constant=node.value)


def _name(m: "Machine", node: ast.Name, scope: Scope) -> Value:
    del m
    return scope.find(node.id) or Value()


def _text(m: "Machine", node: ast.JoinedStr, scope: Scope) -> Value:
    for part in node.values:
        if isinstance(part, ast.FormattedValue):
            m.eval(part.value, scope)
    return Value()


def _binop(m: "Machine", node: ast.BinOp, scope: Scope) -> Value:
    left, right = m.eval(node.left, scope), m.eval(node.right, scope)
    if left.items is not None or right.items is not None:
        return _containers(node, left, right)
    new = combined([left, right])
    if isinstance(node.op, ast.BitAnd | ast.BitOr) and (left.part or right.part):
        new.part = Part(f"mask {ast.unparse(node)}", "in")
    off = isinstance(node.op, ast.Sub) and bool(left.predictions) != bool(right.predictions)
    if off or "residual" in {left.mode, right.mode}:
        new.mode = "residual"
    elif "row" in {left.mode, right.mode}:
        new.mode = "row"
    if left.rows and not right.rows:
        new.columns = left.columns if left.columns is not None and left.columns.only is None else None
    return new


def _containers(node: ast.BinOp, left: Value, right: Value) -> Value:
    new = Value()
    if isinstance(node.op, ast.Add):
        new.items = [*(left.items or [left]), *(right.items or [right])]
    elif isinstance(node.op, ast.Mult) and (left.items or right.items):
        new.items = [*(left.items or right.items or ())] * 2
    else:
        return combined([left, right])
    return new


def _unary(m: "Machine", node: ast.UnaryOp, scope: Scope) -> Value:
    value = m.eval(node.operand, scope)
    if isinstance(node.op, ast.Not):
        return mixed([value])
    new = value.copy()
    if isinstance(node.op, ast.Invert) and value.part is not None:
        new.part = opposite(value.part)
    elif isinstance(node.op, ast.USub) and isinstance(value.constant, int | float):
        new.constant = -value.constant
    return new


def _compare(m: "Machine", node: ast.Compare, scope: Scope) -> Value:
    values = [m.eval(one, scope) for one in (node.left, *node.comparators)]
    new = mixed(values)
    if len(values) == 2 and bool(values[0].predictions) != bool(values[1].predictions):  # noqa: PLR2004
        other = values[1] if values[0].predictions else values[0]
        new.mode = "residual" if flat(other).rows else ""
    if new.rows:
        new.stats = frozenset()  # a row is picked, its values stay as they are
    operator = node.ops[0]
    if isinstance(operator, ast.Is | ast.IsNot | ast.In | ast.NotIn) or len(node.ops) > 1:
        return new
    # What is compared with a number of the file, such as scores, is no mask: but it may be.
    if new.scores and not new.rows:
        return new
    side = _OPPOSITE.get(operator.__class__)
    if side is None:
        side = ("not " if isinstance(operator, ast.NotEq) else "") + ast.unparse(node.comparators[0])
    new.part = Part(f"mask {ast.unparse(node.left)}", side)
    return new


def _boolean(m: "Machine", node: ast.BoolOp, scope: Scope) -> Value:
    return mixed([m.eval(one, scope) for one in node.values])


def _if_else(m: "Machine", node: ast.IfExp, scope: Scope) -> Value:
    m.eval(node.test, scope)
    return either(m.eval(node.body, scope), m.eval(node.orelse, scope))


def _sequence(m: "Machine", node: ast.Tuple | ast.List | ast.Set, scope: Scope) -> Value:
    new = Value()
    new.items = []
    for one in node.elts:
        if isinstance(one, ast.Starred):
            inner = m.eval(one.value, scope)
            new.items += inner.items if inner.items is not None else [element(inner)]
        else:
            new.items.append(m.eval(one, scope))
    return new


def _dictionary(m: "Machine", node: ast.Dict, scope: Scope) -> Value:
    new = Value()
    new.keyed = {}
    for key, one in zip(node.keys, node.values, strict=True):
        value = m.eval(one, scope)
        if key is None:
            new.keyed |= value.keyed or {}
        else:
            name = m.eval(key, scope).constant
            new.keyed[name if isinstance(name, str | int) else ast.unparse(key)] = value
    return new


def _lambda(m: "Machine", node: ast.Lambda, scope: Scope) -> Value:
    del m
    return Value(thing=Function(node, scope))


def _comprehension(m: "Machine", node: Any, scope: Scope) -> Value:
    inner = m.inner(scope)
    names: Value | None = None
    m.loops += 1
    for part in node.generators:
        over = m.eval(part.iter, inner)
        assign(m, part.target, turn(over), inner)
        if over.mode == "names":
            names = _filtered(m, over, part, inner)
        for test in part.ifs:
            m.eval(test, inner)
    new = Value()
    if isinstance(node, ast.DictComp):
        m.eval(node.key, inner)
        new.keyed = {"*": m.eval(node.value, inner)}
    else:
        new.items = [m.eval(node.elt, inner)]
    m.loops -= 1
    if names is not None and isinstance(getattr(node, "elt", None), ast.Name):
        return names
    return new


def _filtered(m: "Machine", names: Value, part: ast.comprehension, scope: Scope) -> Value | None:
    """The names of columns without those that the conditions leave out; None where a condition is another."""
    from modelwright.dataflow.binding import column_names

    new = names
    for test in part.ifs:
        match test:
            case ast.Compare(left=ast.Name(), ops=[ast.NotEq() | ast.NotIn()], comparators=[other]):
                gone = column_names(m.eval(other, scope))
                if not gone:
                    return None
                new = dropped(new, gone)
            case _:
                return None
    return new


def _named(m: "Machine", node: ast.NamedExpr, scope: Scope) -> Value:
    value = m.eval(node.value, scope)
    assign(m, node.target, value, scope)
    return value


def _wrapped(m: "Machine", node: ast.Starred | ast.Await | ast.YieldFrom, scope: Scope) -> Value:
    return m.eval(node.value, scope)


def _yield(m: "Machine", node: ast.Yield, scope: Scope) -> Value:
    if node.value is not None:
        new = Value()
        new.items = [m.eval(node.value, scope)]
        m.returned.append(new)
    return Value()


HANDLERS: dict[type[ast.expr], Callable[..., Value]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.JoinedStr: _text,
    ast.Attribute: attribute,
    ast.Subscript: subscript,
    ast.BinOp: _binop,
    ast.UnaryOp: _unary,
    ast.Compare: _compare,
    ast.BoolOp: _boolean,
    ast.IfExp: _if_else,
    ast.Call: call,
    ast.Tuple: _sequence,
    ast.List: _sequence,
    ast.Set: _sequence,
    ast.Dict: _dictionary,
    ast.Lambda: _lambda,
    ast.ListComp: _comprehension,
    ast.SetComp: _comprehension,
    ast.GeneratorExp: _comprehension,
    ast.DictComp: _comprehension,
    ast.NamedExpr: _named,
    ast.Starred: _wrapped,
    ast.Await: _wrapped,
    ast.YieldFrom: _wrapped,
    ast.Yield: _yield,
}
