"""Attributes: of estimators, tables, data sets and objects of the file's own classes."""

import ast
from typing import TYPE_CHECKING

from modelwright.dataflow.columns import selected
from modelwright.dataflow.facts import Columns, Touch
from modelwright.dataflow.values import Class, Estimator, Function, Instance, Scope, Value

if TYPE_CHECKING:
    from modelwright.dataflow.machine import Machine

# The same rows, shown in another way.
_SAME = {"T", "values", "iloc", "loc", "at", "iat", "array", "str", "dt", "cat", "data", "iterrows", "ix", "A"}
_SAME |= {"frame", "images", "list", "name", "struct", "device", "real"}
# What they give is a value of each row.
ACCESSORS = {"str", "dt", "cat", "list", "struct"}
# Says nothing of a value.
_PLAIN = {"shape", "size", "ndim", "dtypes", "dtype", "empty", "feature_names", "target_names", "DESCR", "nbytes"}
_SAME_MODEL = {"named_steps", "estimator", "steps", "named_transformers_", "booster_", "estimator_"}


def attribute(m: "Machine", node: ast.Attribute, scope: Scope) -> Value:
    """The value of `base.name`."""
    base = m.eval(node.value, scope)
    if isinstance(node.value, ast.Attribute) and node.value.attr in ACCESSORS and base.rows:
        return base.copy()  # `frame["kind"].cat.codes`: of each row
    return of(m, base, node.attr)


def of(m: "Machine", base: Value, name: str) -> Value:
    """An attribute of a value."""
    if isinstance(base.thing, Instance):
        return _of_instance(base, base.thing, name)
    if isinstance(base.thing, Estimator):
        return _of_estimator(base, base.thing, name)
    if base.keyed is not None and f".{name}" in base.keyed:
        return base.keyed[f".{name}"]
    if base.plain and base.columns is None:
        return base if base.elements() else Value()
    return _of_data(m, base, name)


def _of_data(m: "Machine", base: Value, name: str) -> Value:
    if name in _PLAIN:
        return Value()
    if name in _SAME:
        return base
    if name == "columns":
        new = Value()
        new.columns = base.columns or Columns(m.number())
        new.mode = "names"
        return new
    if name == "index":
        new = Value(base.rows)
        new.stats = base.stats
        new.pure = False
        return new
    if base.columns is not None and base.rows:
        return selected(base, [name], series=True)
    new = base.copy()
    new.columns = None
    new.keyed = None
    if name == "target":
        new.touches = frozenset()
    return new


def _of_estimator(base: Value, estimator: Estimator, name: str) -> Value:
    if name in _SAME_MODEL:
        return base
    if name == "best_estimator_":
        return _chosen_by(base, estimator)
    if base.keyed is not None and f".{name}" in base.keyed:
        return base.keyed[f".{name}"]
    new = Value()
    new.pure = False
    if estimator.node is not None and name.endswith("_"):
        kind = "tuned" if estimator.kind == "search" else "scaled"
        new.stats = frozenset({Touch(estimator.name, estimator.node, estimator.fitted, kind)})
    return new


def _chosen_by(base: Value, search: Estimator) -> Value:
    """The model that a search has fitted: no search itself, where it is fitted again."""
    if search.kind != "search" or not search.steps:
        return base
    inner = search.steps[0]
    model = Estimator(search.number, inner.name, inner.kind, steps=inner.steps)
    model.fitted, model.node, model.touches = search.fitted, search.node, search.touches
    if search.node is not None:
        model.touches |= {Touch(search.name, search.node, search.fitted, "tuned")}
    new = base.copy()
    new.thing = model
    return new


def _of_instance(base: Value, instance: Instance, name: str) -> Value:
    if name in instance.attributes:
        return instance.attributes[name]
    found = member(instance.of, name)
    if found is not None:
        bound = None if _is_static(found) else base
        function = Function(found, instance.of.scope, bound)
        if any(isinstance(one, ast.Name) and one.id in {"property", "cached_property"} for one in found.decorator_list):
            return Value()
        return Value(thing=function)
    return Value()


def member(of_class: Class, name: str, depth: int = 4) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
    """A method of a class, or of the classes of the file that it is made from."""
    for part in of_class.node.body:
        if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef) and part.name == name:
            return part
    for base in of_class.node.bases if depth else ():
        known = of_class.scope.find(base.id) if isinstance(base, ast.Name) else None
        if known is not None and isinstance(known.thing, Class):
            found = member(known.thing, name, depth - 1)
            if found is not None:
                return found
    return None


def _is_static(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any(isinstance(one, ast.Name) and one.id == "staticmethod" for one in node.decorator_list)
