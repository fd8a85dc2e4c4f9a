"""What an expression of pandas, polars or Spark loses of the rows of a frame."""

import ast
from collections.abc import Iterator
from typing import NamedTuple

from modelwright.sources import Code

# Methods that give a frame with the rows of their own, all of them.
_KEEPS = """
    add_prefix add_suffix assign astype bfill cache cast clip coalesce collect convert_dtypes copy drop eval ffill
    fill_null fillna infer_objects interpolate join lazy merge persist pipe rename rename_axis repartition replace
    reset_index round select set_index sort sort_index sort_values to_frame to_numpy to_pandas toPandas transform
    with_columns withColumn withColumnRenamed
"""
KEEPS = frozenset(_KEEPS.split())
_DROPS = {"drop_nulls", "drop_nans", "dropna", "dropDuplicates", "drop_duplicates", "unique"}
_FILTERS = {"filter", "query", "where"}
LOSES = frozenset(_DROPS | _FILTERS)
VIEWS = {"loc", "iloc", "na", "values", "T"}
_MASKS = {
    "between", "contains", "duplicated", "endswith", "eq", "ge", "gt", "is_between", "is_in", "is_not_null", "is_null",
    "isin", "isna", "isnull", "le", "lt", "match", "ne", "notna", "notnull", "startswith",
}  # fmt: skip


class Loss(NamedTuple):
    """Rows that an expression leaves out.

    Args:
        node: where.
        fact: how.
        base: the name of the frame that loses them, where it has one.
        is_filter: whether a condition picks them.
        asks: the names that the condition mentions.
    """

    node: ast.expr
    fact: str
    base: str
    is_filter: bool = False
    asks: frozenset[str] = frozenset()


class Reader:
    """Reads the expressions of one function.

    Args:
        code: the file.
        masks: what the names of the function were last bound to.
    """

    def __init__(self, code: Code, masks: dict[str, ast.expr]) -> None:
        self.code = code
        self.masks = masks
        libraries = {name.partition(".")[0] for name in code.imports.values()}
        self.is_polars = "polars" in libraries and "pandas" not in libraries
        self.has_columns = bool(libraries & {"polars", "pyspark"})

    def losses(self, value: ast.expr) -> Iterator[Loss]:
        """What is lost in an expression that gives a frame, from its end to its beginning.

        Nothing is told of a step behind which rows are aggregated, or whose result is not known to be a frame.
        """
        if isinstance(value, (ast.Tuple, ast.List)):
            for one in value.elts:
                yield from self.losses(one)
        elif isinstance(value, ast.IfExp):
            yield from self.losses(value.body)
            yield from self.losses(value.orelse)
        elif isinstance(value, ast.Subscript):
            if loss := self._filter(value):
                yield loss
            yield from self.losses(value.value)
        elif isinstance(value, ast.Attribute) and value.attr in VIEWS:
            yield from self.losses(value.value)
        elif isinstance(value, ast.Call):
            yield from self._of_call(value)

    def _of_call(self, call: ast.Call) -> Iterator[Loss]:
        full = self.code.qualified(call.func)
        if full in {"pandas.merge", "pandas.concat"}:
            if loss := self._join(call, full.rpartition(".")[2], base=call.args[0] if call.args else None):
                yield loss
        elif isinstance(call.func, ast.Attribute) and call.func.attr in KEEPS | LOSES:
            if loss := self._method(call, call.func):
                yield loss
            yield from self.losses(call.func.value)

    def _method(self, call: ast.Call, method: ast.Attribute) -> Loss | None:
        name, base = method.attr, _base(method.value)
        if name in {"merge", "join"}:
            return self._join(call, name, base=method.value)
        if name == "drop" and isinstance(method.value, ast.Attribute) and method.value.attr == "na":
            return Loss(call, "na.drop()", base)
        if name in _DROPS and self._drops_rows(call, method):
            return Loss(call, f"{name}()", base)
        if name in _FILTERS and self._is_condition(name, call):
            asks = frozenset().union(*(self._names(one) for one in [*call.args, *(w.value for w in call.keywords)]))
            return Loss(call, f"{name}()", base, is_filter=True, asks=asks | _query_names(call))
        return None

    def _drops_rows(self, call: ast.Call, method: ast.Attribute) -> bool:
        if method.attr == "unique" and not (self.is_polars and (call.args or call.keywords)):
            return False
        if any(word.arg == "axis" and _constant(word.value) in {1, "columns"} for word in call.keywords):
            return False
        # The values of one column, or the distinct ones of some, are no rows of the frame.
        return not (isinstance(method.value, ast.Subscript) and not self._filter(method.value))

    def _is_condition(self, name: str, call: ast.Call) -> bool:
        if name == "query":
            return bool(call.args) and isinstance(call.args[0], (ast.JoinedStr, ast.Constant))
        return self.has_columns and any(self._is_mask(one) for one in call.args)

    def _join(self, call: ast.Call, name: str, base: ast.expr | None) -> Loss | None:
        words = {word.arg: word.value for word in call.keywords}
        if None in words or "indicator" in words:
            return None
        how = _constant(words.get("how", words.get("join")))
        named = base.id if isinstance(base, ast.Name) else ""
        if name == "concat":
            lost = how == "inner" and _constant(words.get("axis")) in {1, "columns"}
        elif "how" in words:
            lost = how == "inner"
        elif name == "join":  # that of pandas keeps the left side by default
            lost = self.is_polars and "on" in words
        else:
            lost = name == "merge" and bool(
                {"on", "left_on", "right_on", "left_index"} & set(words) or len(call.args) > 1
            )
        return Loss(call, "an inner join", named) if lost else None

    def _filter(self, value: ast.Subscript) -> Loss | None:
        """`frame[condition]`, where the condition is about columns of the same frame."""
        frame, located = value.value, False
        if isinstance(frame, ast.Attribute) and frame.attr == "loc":
            frame, located = frame.value, True
        condition = value.slice
        if located and isinstance(condition, ast.Tuple) and condition.elts:
            condition = condition.elts[0]
        if not isinstance(frame, ast.Name):
            return None
        told = self.masks.get(condition.id, condition) if isinstance(condition, ast.Name) else condition
        if not self._is_mask(told) or not (_mentions_column(told, frame.id) or located):
            return None
        return Loss(value, "a filter", frame.id, is_filter=True, asks=self._names(told) - {frame.id})

    def _is_mask(self, node: ast.expr) -> bool:
        if isinstance(node, ast.Compare):
            return True
        if isinstance(node, ast.UnaryOp):
            return self._is_mask(node.operand)
        if isinstance(node, ast.BinOp):
            return isinstance(node.op, (ast.BitAnd, ast.BitOr, ast.BitXor)) and self._is_mask(node.left)
        if isinstance(node, ast.Call):
            return isinstance(node.func, ast.Attribute) and node.func.attr in _MASKS
        return isinstance(node, ast.Name) and node.id in self.masks and self._is_bound_mask(node)

    def _is_bound_mask(self, node: ast.Name) -> bool:
        bound = self.masks[node.id]
        return not isinstance(bound, ast.Name) and self._is_mask(bound)

    def _names(self, node: ast.expr) -> frozenset[str]:
        """The names in a condition, and in the conditions that it is put together from."""
        found = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
        for name in tuple(found):
            if name in self.masks and self._is_mask(self.masks[name]):
                found |= {part.id for part in ast.walk(self.masks[name]) if isinstance(part, ast.Name)}
        return frozenset(found)


def _base(node: ast.expr) -> str:
    """The name at the beginning of a chain of methods, columns and filters."""
    while isinstance(node, (ast.Attribute, ast.Subscript, ast.Call)):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def _mentions_column(node: ast.expr, frame: str) -> bool:
    for part in ast.walk(node):
        if (
            isinstance(part, (ast.Subscript, ast.Attribute))
            and isinstance(part.value, ast.Name)
            and part.value.id == frame
        ):
            return not isinstance(part, ast.Attribute) or part.attr not in {"columns", "shape", "size", "dtype"}
    return False


def _query_names(call: ast.Call) -> frozenset[str]:
    """The variables that the text of a query asks for: `@start`."""
    text = _constant(call.args[0]) if call.args else None
    words = text.replace("(", " ").replace(")", " ").split() if isinstance(text, str) else []
    return frozenset(word.partition("@")[2].rstrip(",") for word in words if "@" in word)


def _constant(node: ast.expr | None) -> object:
    return node.value if isinstance(node, ast.Constant) else None
