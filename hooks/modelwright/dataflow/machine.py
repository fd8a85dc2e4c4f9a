"""The analysis itself: runs the statements of a file on abstract values, once, in the order in which Python would."""

import ast
from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING

from modelwright.dataflow import statements
from modelwright.dataflow.binding import bind_parameters
from modelwright.dataflow.expressions import HANDLERS
from modelwright.dataflow.facts import RowSet
from modelwright.dataflow.rows import Part
from modelwright.dataflow.trace import Trace
from modelwright.dataflow.values import Class, Estimator, Function, Instance, Scope, Value, either, mixed

if TYPE_CHECKING:
    from modelwright.sources import Code

# A file that needs more than this is looked at as far as it goes: about half a second.
MOST_STEPS = 60_000
MOST_DEPTH = 8
# How often one function is gone through, for calls with different arguments.
MOST_RUNS = 12


# Calls that make a function worth going through where nothing calls it.
FITTING = {
    "fit",
    "fit_transform",
    "fit_resample",
    "train",
    "backward",
    "cross_validate",
    "cross_val_predict",
    "predict",
}
FITTING |= {"score", "evaluate", "fit_predict", "transform", "predict_proba", "optimize"}


class Spent(Exception):  # noqa: N818 - the end of the analysis, not an error
    """The file took as many steps as an analysis may take."""


class Machine:
    """Runs one file."""

    def __init__(self, code: "Code") -> None:
        self.code = code
        self.trace = Trace()
        self.scope = Scope()
        self.loops = 0
        self.models: dict[int, Estimator] = {}
        self.returned: list[Value] = []
        self._steps = 0
        self._sources = 0
        self._stack: list[ast.AST] = []
        self._runs: dict[ast.AST, int] = {}
        self._pending: list[tuple[ast.AST, Scope]] = []
        self._scopes: list[Scope] = [self.scope]

    def run(self) -> Trace:
        """The module from top to bottom, and then what it defines and does not call."""
        try:
            statements.block(self, self.code.tree.body, self.scope)
            while self._pending:  # what they define is remembered while they are gone through
                entries, self._pending = self._in_order(), []
                for node, scope in entries:
                    if not self._runs.get(node):
                        self._enter(node, scope)
        except (Spent, RecursionError):
            self.trace.complete = False
        for one in self._scopes:  # names hold functions, which hold their scopes
            one.names.clear()
        return self.trace

    def step(self) -> None:
        """Count a step.

        Raises:
            Spent: it was one too many.
        """
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise Spent

    def eval(self, node: ast.expr, scope: Scope) -> Value:
        """The value of an expression."""
        self.step()
        handler = HANDLERS.get(node.__class__)
        if handler is not None:
            return handler(self, node, scope)
        return mixed([self.eval(one, scope) for one in ast.iter_child_nodes(node) if isinstance(one, ast.expr)])

    def number(self) -> int:
        """A number that nothing else has."""
        self._sources += 1
        return self._sources

    def fresh(self, label: str = "") -> RowSet:
        """Rows that nothing is known of, except the name of where they come from."""
        return frozenset({(Part(f"source {label}".strip(), str(self.number())),)})

    def inner(self, parent: Scope) -> Scope:
        """A scope inside another."""
        scope = Scope(parent)
        self._scopes.append(scope)
        return scope

    def define(self, node: ast.AST, scope: Scope) -> None:
        """Remember a function, to go through it if nothing calls it."""
        self._pending.append((node, scope))

    def call(self, function: Function, args: list[Value], keywords: dict[str, Value]) -> Value | None:
        """What a function of the file returns; None where it is not gone into once more."""
        node = function.node
        if len(self._stack) >= MOST_DEPTH or node in self._stack or self._runs.get(node, 0) >= MOST_RUNS:
            return None
        self._runs[node] = self._runs.get(node, 0) + 1
        scope = self.inner(function.scope)
        if function.bound is not None:
            args = [function.bound, *args]
        bind_parameters(self, node, args, keywords, scope)
        return self._inside(node, scope)

    def _inside(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda, scope: Scope) -> Value:
        self._stack.append(node)
        outer, self.returned = self.returned, []
        loops, self.loops = self.loops, 0 if len(self._stack) == 1 else self.loops
        try:
            if isinstance(node, ast.Lambda):
                return self.eval(node.body, scope)
            statements.block(self, node.body, scope)
            result = self.returned[0] if self.returned else Value()
            for one in self.returned[1:]:
                result = either(result, one)
            return result
        finally:
            self._stack.pop()
            self.returned = outer
            self.loops = loops

    def _in_order(self) -> list[tuple[ast.AST, Scope]]:
        """Functions that nobody names first: they call the others with more to tell."""
        called = {node.func.id for node in self.code.nodes(ast.Call) if isinstance(node.func, ast.Name)}
        entries = [one for one in self._pending if self._is_worth(one[0])]
        return sorted(entries, key=lambda entry: getattr(entry[0], "name", "") in called)

    def _is_worth(self, node: ast.AST) -> bool:
        """Whether a function of the file may fit anything, or measure it."""
        first, last = getattr(node, "lineno", 0), getattr(node, "end_lineno", 0)
        at = bisect_left(self._fitting, first)
        return at < len(self._fitting) and self._fitting[at] <= last

    @cached_property
    def _fitting(self) -> list[int]:
        """The lines of calls that fit, divide or measure."""
        lines = []
        for node in self.code.nodes(ast.Call):
            function = node.func
            name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
            if name in FITTING or name.endswith(("_score", "CV", "_split")):
                lines.append(node.lineno)
        return sorted(lines)

    def _enter(self, node: ast.AST, scope: Scope) -> None:
        """Go through a function that is not called, or through all methods of a class, with arguments unknown."""
        if isinstance(node, ast.ClassDef):
            self._enter_class(node, scope)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            self.call(Function(node, scope), self._unknown(node), {})

    def _enter_class(self, node: ast.ClassDef, scope: Scope) -> None:
        one = Value(thing=Instance(Class(node, scope)))
        methods = [part for part in node.body if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef)]
        for method in sorted(methods, key=lambda part: part.name != "__init__"):
            if not self._runs.get(method):
                self.call(Function(method, scope, one), self._unknown(method)[1:], {})

    def _unknown(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> list[Value]:
        """A value of rows of its own for each parameter that has no default."""
        spec = node.args
        named = [*spec.posonlyargs, *spec.args]
        needed = len(named) - len(spec.defaults)
        return [Value(self.fresh(one.arg)) for one in named[:needed]]

    def instance(self, name: str, kind: str, steps: list[Estimator] | None = None) -> Estimator:
        """A new estimator."""
        new = Estimator(self.number(), name, kind, steps=steps)
        self.models[new.number] = new
        return new
