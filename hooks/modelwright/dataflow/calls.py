"""Calls: of functions and classes of the file, of the ecosystem's, and of methods."""

import ast
from typing import TYPE_CHECKING

from modelwright.dataflow.attributes import member, of
from modelwright.dataflow.kinds import kind_of
from modelwright.dataflow.library import estimators, functions, methods
from modelwright.dataflow.request import Request, unknown
from modelwright.dataflow.values import Class, Estimator, Function, Instance, Scope, Value

if TYPE_CHECKING:
    from modelwright.dataflow.machine import Machine


def call(m: "Machine", node: ast.Call, scope: Scope) -> Value:
    """The value of a call."""
    function = node.func
    receiver: Value | None = None
    known: Value | None = None
    if isinstance(function, ast.Attribute):
        full = _library_name(m, function, scope)
        if not full:
            receiver = m.eval(function.value, scope)
            known = of(m, receiver, function.attr) if isinstance(receiver.thing, Instance) else None
            if receiver.keyed is not None and f".{function.attr}" in receiver.keyed:
                known = receiver.keyed[f".{function.attr}"]
    elif isinstance(function, ast.Name):
        known = scope.find(function.id)
        full = "" if known is not None else m.code.imports.get(function.id, function.id)
    else:
        full, known = "", m.eval(function, scope)
    args, keywords = _arguments(m, node, scope)
    request = Request(m, node, scope, full, receiver, args, keywords)
    if known is not None and known.thing is not None:
        return _called(request, known, known.thing)
    return methods.call(request, receiver) if receiver is not None else functions.call(request)


def _library_name(m: "Machine", function: ast.Attribute, scope: Scope) -> str:
    """The full name of what is called, where it is reached through an import."""
    root: ast.expr = function
    while isinstance(root, ast.Attribute):
        root = root.value
    if isinstance(root, ast.Name) and root.id in m.code.imports and scope.find(root.id) is None:
        return m.code.qualified(function)
    return ""


def _arguments(m: "Machine", node: ast.Call, scope: Scope) -> tuple[list[Value], dict[str, Value]]:
    args: list[Value] = []
    for one in node.args:
        if isinstance(one, ast.Starred):
            inner = m.eval(one.value, scope)
            args += inner.items if inner.items is not None else [inner]
        else:
            args.append(m.eval(one, scope))
    keywords: dict[str, Value] = {}
    for keyword in node.keywords:
        value = m.eval(keyword.value, scope)
        if keyword.arg is not None:
            keywords[keyword.arg] = value
        else:
            keywords |= {name: one for name, one in (value.keyed or {}).items() if isinstance(name, str)}
            if not value.plain:
                keywords["**"] = value
    return args, keywords


def _called(request: Request, value: Value, thing: object) -> Value:
    if isinstance(thing, Function):
        result = request.m.call(thing, request.args, request.keywords)
        return result if result is not None else unknown(request)
    if isinstance(thing, Class):
        return _made(request, thing)
    if isinstance(thing, Estimator):
        return estimators.called(request, thing)
    if isinstance(thing, Instance):
        method = member(thing.of, "__call__")
        if method is not None:
            result = request.m.call(Function(method, thing.of.scope, value), request.args, request.keywords)
            return result if result is not None else unknown(request)
    return unknown(request)


def _made(request: Request, of_class: Class) -> Value:
    """An object of a class of the file."""
    m, node = request.m, of_class.node
    bases = {m.code.qualified(base).rpartition(".")[2] for base in node.bases}
    methods = {part.name for part in node.body if isinstance(part, ast.FunctionDef)}
    if bases & {"Module", "LightningModule"} or (bases & {"Model"} and methods & {"call", "forward"}):
        return Value(thing=m.instance(node.name, "network" if bases & {"Module", "LightningModule"} else "model"))
    inherited = next((kind for kind in (kind_of(m.code.qualified(base)) for base in node.bases) if kind), "")
    if "fit" in methods and (methods & {"transform"} or inherited):
        kind = "transformer" if _learns(node) else "stateless"
        return Value(thing=m.instance(node.name, kind if "transform" in methods else inherited))
    if "fit" in methods and methods & {"predict", "predict_proba", "score"}:
        return Value(thing=m.instance(node.name, "unknown"))
    if "fit" not in methods and inherited:
        return Value(thing=m.instance(node.name, inherited))
    instance = Value(thing=Instance(of_class))
    maker = member(of_class, "__init__")
    if maker is not None:
        m.call(Function(maker, of_class.scope, instance), request.args, request.keywords)
    elif isinstance(instance.thing, Instance):  # a dataclass, or one that inherits its making
        instance.thing.attributes = dict(request.keywords)
    return instance


def _learns(node: ast.ClassDef) -> bool:
    """Whether `fit` keeps anything that it computed from the rows."""
    fit = next(part for part in node.body if isinstance(part, ast.FunctionDef) and part.name == "fit")
    return any(isinstance(part, ast.Assign | ast.AugAssign | ast.AnnAssign | ast.Call) for part in ast.walk(fit))
