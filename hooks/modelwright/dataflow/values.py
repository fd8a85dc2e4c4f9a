"""Abstract values: what is known of a variable's content without running the code."""

import ast
from collections.abc import Iterable

from modelwright.dataflow.facts import NO_ROWS, Columns, Prediction, RowSet, Score, Touches
from modelwright.dataflow.rows import Part  # noqa: TC001 - beside the others

NOTHING: frozenset[tuple[int, str]] = frozenset()
# A list that grows in a loop is as good as its first elements.
MOST_ITEMS = 16


class Estimator:
    """An object that learns from rows, and remembers from which."""

    __slots__ = ("early", "fitted", "kind", "name", "node", "number", "picks", "steps", "touches")

    def __init__(self, number: int, name: str, kind: str, *, steps: "list[Estimator] | None" = None) -> None:
        self.number = number
        self.name = name
        self.kind = kind
        self.steps = steps or []
        self.fitted: RowSet = NO_ROWS
        self.node: ast.expr | None = None
        self.touches: Touches = frozenset()
        self.picks: bool = kind in {"columns", "unknown"} or any(step.picks for step in self.steps)
        self.early = False

    @property
    def learns(self) -> bool:
        """Whether its transformation depends on the rows that it was fitted on."""
        if self.steps:
            return any(step.learns for step in self.steps)
        return self.kind not in {"stateless", "splitter"}


class Function:
    """A function of the file, with the names around it."""

    __slots__ = ("bound", "node", "scope")

    def __init__(
        self,
        node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda,
        scope: "Scope",
        bound: "Value | None" = None,
    ) -> None:
        self.node = node
        self.scope = scope
        self.bound = bound


class Class:
    """A class of the file."""

    __slots__ = ("node", "scope")

    def __init__(self, node: ast.ClassDef, scope: "Scope") -> None:
        self.node = node
        self.scope = scope


class Instance:
    """An object of a class of the file: its attributes are known as they are assigned."""

    __slots__ = ("attributes", "of")

    def __init__(self, of: Class) -> None:
        self.of = of
        self.attributes: dict[str, Value] = {}


Thing = Estimator | Function | Class | Instance


class Value:
    """What a variable may hold. It is changed in place where the code changes its object in place.

    Attributes:
        rows: the rows that it holds values of; none for everything that is not data.
        touches: what learned from rows and had a part in it.
        stats: statistics of rows that it is or was made from; they touch what they are combined with.
        predictions, scores: those that it was made from.
        chosen: rows whose scores decided on it.
        columns: which columns it holds, where known.
        sources: the columns, by table, that it was computed from row by row; `pure` where from nothing else.
        part: which rows it picks, where it is a mask or an index.
        constant: the value itself, where the code says it.
        thing: an estimator, function, class or instance.
        items, keyed: the elements of a container.
        given: the data that an unknown function made it from, where that is more than one.
        mode: `grouped`, `window`, `residual`, `best`, `names` or `unique`: what can be made of it.
    """

    __slots__ = (
        "chosen",
        "columns",
        "constant",
        "given",
        "items",
        "keyed",
        "mode",
        "part",
        "predictions",
        "pure",
        "rows",
        "scores",
        "sources",
        "stats",
        "thing",
        "touches",
    )

    def __init__(self, rows: RowSet = NO_ROWS, *, constant: object = None, thing: Thing | None = None) -> None:
        self.rows = rows
        self.touches: Touches = frozenset()
        self.stats: Touches = frozenset()
        self.predictions: frozenset[Prediction] = frozenset()
        self.scores: frozenset[Score] = frozenset()
        self.chosen: RowSet = NO_ROWS
        self.columns: Columns | None = None
        self.sources = NOTHING
        self.pure = True
        self.part: Part | None = None
        self.constant = constant
        self.thing = thing
        self.items: list[Value] | None = None
        self.keyed: dict[object, Value] | None = None
        self.given: list[Value] | None = None
        self.mode = ""

    def copy(self) -> "Value":
        """Another value of which the same is known."""
        new = Value.__new__(Value)
        for slot in Value.__slots__:
            setattr(new, slot, getattr(self, slot))
        new.items = list(self.items) if self.items is not None else None
        new.keyed = dict(self.keyed) if self.keyed is not None else None
        return new

    def become(self, other: "Value") -> None:
        """Take over what is known of another value: the object was changed in place."""
        for slot in Value.__slots__:
            setattr(self, slot, getattr(other, slot))

    def elements(self) -> "list[Value]":
        """The elements of a container, in order."""
        return [*(self.items or ()), *((self.keyed or {}).values())]

    @property
    def plain(self) -> bool:
        """Whether nothing is known that could matter to what is computed from it."""
        return not (
            self.rows or self.stats or self.predictions or self.scores or self.chosen or self.sources or self.touches
        )


class Scope:
    """The names of a module, a function or a class, and those around it."""

    __slots__ = ("names", "parent")

    def __init__(self, parent: "Scope | None" = None) -> None:
        self.names: dict[str, Value] = {}
        self.parent = parent

    def find(self, name: str) -> Value | None:
        """The value of a name, from the innermost scope that has it."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                return scope.names[name]
            scope = scope.parent
        return None


def flat(value: Value, depth: int = 3) -> Value:
    """A container with what is known of its elements as what is known of itself."""
    if value.items is None and value.keyed is None:
        return value
    if not depth:
        return Value()
    return mixed([value, *(flat(one, depth - 1) for one in value.elements())], deep=False)


def mixed(values: Iterable[Value], *, deep: bool = True) -> Value:
    """What is computed from all of these, in a way that nobody knows."""
    new = Value()
    for value in values:
        one = flat(value) if deep else value
        if one.plain:
            new.pure = new.pure and one.pure
            continue
        new.rows |= one.rows
        new.touches |= one.touches
        new.stats |= one.stats
        new.predictions |= one.predictions
        new.scores |= one.scores
        new.chosen |= one.chosen
        new.sources |= one.sources
        new.pure = new.pure and one.pure
    return new


def combined(values: Iterable[Value]) -> Value:
    """Values combined row by row: statistics among them touch the data among them."""
    new = mixed(values)
    if new.rows and new.stats:
        new.touches |= new.stats
        new.stats = frozenset()
        new.pure = False
    return new


def either(one: Value, other: Value) -> Value:
    """What is known where a value is one of two: after a branch, or from two `return`."""
    if one is other or (other.plain and other.thing is None and other.constant is None and not other.elements()):
        return one
    if one.plain and one.thing is None and one.constant is None and not one.elements():
        return other
    if one.items is not None and other.items is not None and len(one.items) == len(other.items):
        new = Value()
        new.items = [either(left, right) for left, right in zip(one.items, other.items, strict=True)]
        return new
    new = mixed([one, other], deep=False)
    new.thing = one.thing or other.thing
    new.columns = one.columns if one.columns == other.columns else None
    new.part = one.part if one.part == other.part else None
    new.constant = one.constant if one.constant == other.constant else None
    new.mode = one.mode or other.mode
    if one.keyed is not None or other.keyed is not None:
        new.keyed = {**(one.keyed or {}), **(other.keyed or {})}
    if one.items is not None or other.items is not None:
        new.items = [*(one.items or ()), *(other.items or ())][:MOST_ITEMS]
    return new
