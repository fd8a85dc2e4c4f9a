"""Statements, and blocks of them."""

import ast
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from modelwright.dataflow.binding import assign, turn
from modelwright.dataflow.facts import Choice
from modelwright.dataflow.values import Class, Function, Scope, Value, combined, either, flat

if TYPE_CHECKING:
    from modelwright.dataflow.machine import Machine

# A literal loop over data goes through its elements one by one, up to so many.
MOST_TURNS = 6
MOST_NAMES = 4
_KEEPS = {"save", "save_model", "save_weights", "dump", "deepcopy", "state_dict", "save_pretrained"}


def block(m: "Machine", body: Iterable[ast.stmt], scope: Scope) -> bool:
    """Run statements; whether the end of the block is never reached."""
    for statement in body:
        m.step()
        handler = HANDLERS.get(statement.__class__)
        if handler is not None and handler(m, statement, scope):
            return True
    return False


def _assign(m: "Machine", node: ast.Assign, scope: Scope) -> None:
    value = m.eval(node.value, scope)
    for target in node.targets:
        assign(m, target, value, scope)


def _ann_assign(m: "Machine", node: ast.AnnAssign, scope: Scope) -> None:
    if node.value is not None:
        assign(m, node.target, m.eval(node.value, scope), scope)


def _aug_assign(m: "Machine", node: ast.AugAssign, scope: Scope) -> None:
    left, right = m.eval(node.target, scope), m.eval(node.value, scope)
    if left.items is not None:  # a list that grows
        left.items = [*left.items, *(right.items if right.items is not None else [right])]
        return
    new = combined([left, right])
    new.mode = left.mode or right.mode
    new.columns = left.columns
    assign(m, node.target, new, scope)


def _expr(m: "Machine", node: ast.Expr, scope: Scope) -> None:
    m.eval(node.value, scope)


def _return(m: "Machine", node: ast.Return, scope: Scope) -> bool:
    if node.value is not None:
        m.returned.append(m.eval(node.value, scope))
    return True


def _raise(m: "Machine", node: ast.stmt, scope: Scope) -> bool:
    del m, node, scope
    return True


def _if(m: "Machine", node: ast.If, scope: Scope) -> bool:
    test = m.eval(node.test, scope)
    _choose(m, node, test)
    before = dict(scope.names)
    if block(m, node.body, scope):
        scope.names = before
        return block(m, node.orelse, scope) and bool(node.orelse)
    if not node.orelse:
        if not _is_main(node.test):
            _join(scope, before)
        return False
    after, scope.names = scope.names, before
    if block(m, node.orelse, scope):
        scope.names = after
    else:
        _join(scope, after)
    return False


def _join(scope: Scope, other: dict[str, Value]) -> None:
    """Either the names as they are now, or those of another branch."""
    for name, value in other.items():
        mine = scope.names.get(name)
        if mine is None:
            scope.names[name] = value
        elif mine is not value:
            scope.names[name] = either(mine, value)


def _is_main(test: ast.expr) -> bool:
    return isinstance(test, ast.Compare) and isinstance(test.left, ast.Name) and test.left.id == "__name__"


def _choose(m: "Machine", node: ast.If, test: Value) -> None:
    """`if score > best: best = ...` in a loop keeps the best of many."""
    several = m.loops or len({score.model for score in test.scores}) > 1
    if not (test.scores and several and _ranks(node.test)):
        return
    if any(_keeps(statement) for statement in node.body):
        for score in test.scores:
            if not score.curve:
                m.trace.events.append(Choice(node.test, score.rows, how="loop"))


def _ranks(test: ast.expr) -> bool:
    """Whether something is better than something else, and not just equal to it."""
    if isinstance(test, ast.BoolOp):
        return any(_ranks(one) for one in test.values)
    return isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.Lt | ast.LtE | ast.Gt | ast.GtE)


def _keeps(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Assign):
        return True
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        function = statement.value.func
        return (function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")) in _KEEPS
    return False


def _for(m: "Machine", node: ast.For | ast.AsyncFor, scope: Scope) -> None:
    over = m.eval(node.iter, scope)
    m.loops += 1
    try:
        for one in turns(over, scope):
            assign(m, node.target, one, scope)
            block(m, node.body, scope)
    finally:
        m.loops -= 1
    block(m, node.orelse, scope)


def _are_keys(scope: Scope, names: list[object]) -> bool:
    """Whether the code keeps tables under these names: each is gone through."""
    return any(
        value.keyed is not None and all(isinstance(name, str) and name in value.keyed for name in names)
        for value in scope.names.values()
    )


def turns(value: Value, scope: Scope) -> list[Value]:
    """What a loop variable holds: each element where they hold different rows, else one that stands for all."""
    items = value.items
    if items and 1 < len(items) <= MOST_NAMES and _are_keys(scope, [one.constant for one in items]):
        return list(items)
    if items and 1 < len(items) <= MOST_TURNS:
        rows = [flat(one).rows for one in items]
        if all(rows) and len(set(rows)) == len(rows):
            return list(items)
    return [turn(value)]


def _while(m: "Machine", node: ast.While, scope: Scope) -> None:
    m.eval(node.test, scope)
    m.loops += 1
    try:
        block(m, node.body, scope)
    finally:
        m.loops -= 1
    block(m, node.orelse, scope)


def _with(m: "Machine", node: ast.With | ast.AsyncWith, scope: Scope) -> bool:
    for item in node.items:
        value = m.eval(item.context_expr, scope)
        if item.optional_vars is not None:
            assign(m, item.optional_vars, value, scope)
    return block(m, node.body, scope)


def _try(m: "Machine", node: ast.Try, scope: Scope) -> bool:
    ended = block(m, node.body, scope)
    for handler in node.handlers:
        before = dict(scope.names)
        if not block(m, handler.body, scope):
            _join(scope, before)
        else:
            scope.names = before
    if not ended:
        block(m, node.orelse, scope)
    return block(m, node.finalbody, scope) or (ended and not node.handlers)


def _match(m: "Machine", node: ast.Match, scope: Scope) -> None:
    m.eval(node.subject, scope)
    before = dict(scope.names)
    for case in node.cases:
        after, scope.names = scope.names, dict(before)
        if block(m, case.body, scope):
            scope.names = after
        else:
            _join(scope, after)


def _function(m: "Machine", node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope) -> None:
    scope.names[node.name] = Value(thing=Function(node, scope))
    m.define(node, scope)


def _class(m: "Machine", node: ast.ClassDef, scope: Scope) -> None:
    scope.names[node.name] = Value(thing=Class(node, scope))
    m.define(node, scope)


def _delete(m: "Machine", node: ast.Delete, scope: Scope) -> None:
    from modelwright.dataflow.columns import dropped

    for target in node.targets:
        if isinstance(target, ast.Name):
            scope.names.pop(target.id, None)
        elif isinstance(target, ast.Subscript) and isinstance(target.slice, ast.Constant):
            base = m.eval(target.value, scope)
            base.become(dropped(base, [str(target.slice.value)]))


HANDLERS: dict[type[ast.stmt], Callable[..., bool | None]] = {
    ast.Assign: _assign,
    ast.AnnAssign: _ann_assign,
    ast.AugAssign: _aug_assign,
    ast.Expr: _expr,
    ast.Return: _return,
    ast.Raise: _raise,
    ast.Continue: _raise,
    ast.Break: _raise,
    ast.If: _if,
    ast.For: _for,
    ast.AsyncFor: _for,
    ast.While: _while,
    ast.With: _with,
    ast.AsyncWith: _with,
    ast.Try: _try,
    ast.TryStar: _try,
    ast.Match: _match,
    ast.FunctionDef: _function,
    ast.AsyncFunctionDef: _function,
    ast.ClassDef: _class,
    ast.Delete: _delete,
}
