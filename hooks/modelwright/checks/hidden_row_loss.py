"""Rows are lost on the way to a prediction, and nobody counts them.

## What it does

Looks at functions on the way from the source to the prediction, and reports where one gives on fewer rows than it got
and keeps no count:

- `dropna`, `drop_nulls`, `drop_nans` and Spark's `na.drop`; `drop_duplicates` of whole rows, polars' `unique`;
- an inner join: `how="inner"`, `merge` without `how`, polars' `join` without `how`, `concat(axis=1, join="inner")`;
- a filter: `frame[frame["age"] > 18]`, `frame.loc[...]`, `query`, polars' `filter`.

On the way are, in `src/`, all code but functions whose name speaks of a plot, a statistic, a selection or of bad rows;
elsewhere, functions whose name starts with load, read, clean, prepare, preprocess, transform, predict or score.
Notebooks, tests, documentation and examples are not. The frame must then be returned, written, fitted, transformed or
predicted. SQL is not read.

A count is kept where the function, or one of the same file that calls it, asks for `len`, `shape`, `height`, `size`,
`count`, the sum of a condition or the like, or joins with `indicator=`; and where a decorator speaks of rows, counts
or a log. Let be are also a filter by an argument of the function, which the caller asked for; two filters of one
frame, which split it; and what is aggregated in the same expression.

## Why it matters

Twenty-eight requests come in, fourteen predictions go out, and the run says that all is well. In training, the rows
that are missing are seldom missing at random: the model is then measured on the easy ones.

## How to fix it

Count, and say so: `logger.info("%d of %d rows have no income", lost, len(frame))`. For predictions, give one row for
each row that came in, and keep those that cannot be predicted aside with the reason. For a lookup, use `how="left"`
with `validate="many_to_one"`, and count what found no partner.
"""

import ast
from collections import Counter
from collections.abc import Iterator, Sequence

from modelwright.checks._row_loss import KEEPS, LOSES, VIEWS, Loss, Reader
from modelwright.finding import Finding
from modelwright.patterns import compiled
from modelwright.sources import Code, last_name

FAMILY = "reproducibility"
MENTIONS = ("pandas", "polars", "pyspark", "dropna", "drop_nulls", "drop_duplicates", ".merge(", ".query(", ".loc[")

_ELSEWHERE = {"docs", "doc", "examples", "notebooks", "tests", "test", "benchmarks"}
_ON_THE_WAY = compiled(r"_?(?:load|read|clean|prepare|preprocess|transform|predict|score)")
_ASIDE = compiled(
    r"plot|show|draw|figure|chart|report|summar|describe|stat|metric|correlat|explor|count|select|find|lookup|subset"
    r"|sample|split|top_|outlier|invalid|missing|duplicates|errors|reject|check|valid|assert|assess|audit|compare"
)
_PASSES_ON = compiled(
    r"_?(?:load|read|clean|prepare|preprocess|process|transform|predict|score|add|build|make|engineer|encode|impute"
    r"|featuri[sz]e|filter|drop|remove|concat|merge|train_test_split)|[A-Z]"
)
_USES = {
    "fit", "fit_predict", "fit_resample", "fit_transform", "partial_fit", "predict", "predict_log_proba",
    "predict_proba", "transform",
}  # fmt: skip
_WRITES = {
    "saveAsTable", "sink_parquet", "to_csv", "to_excel", "to_feather", "to_json", "to_parquet", "to_pickle", "to_sql",
    "write_csv", "write_database", "write_ipc", "write_parquet",
}  # fmt: skip
_COUNTS = {"count", "height", "n_unique", "null_count", "nunique", "shape", "size", "value_counts"}
_COUNTED_BY = compiled(r"row|count|log|shape|track")
Function = ast.FunctionDef | ast.AsyncFunctionDef


def check(code: Code) -> Iterator[Finding]:
    """Each step that loses rows on the way, where nothing counts them."""
    folders = code.path.split("/")[:-1]
    if code.notebook is not None or _ELSEWHERE & set(folders) or code.name.startswith(("test_", "conftest")):
        return
    functions: list[Function] = [*code.nodes(ast.FunctionDef), *code.nodes(ast.AsyncFunctionDef)]
    in_package = "src" in folders
    lossy = [
        (function, found)
        for function in functions
        if _is_on_the_way(function, in_package=in_package)
        and (found := list(_in_scope(code, function.body, _arguments(function))))
    ]
    if lossy:
        watched = {name for one in functions if _counts(one) for name in _called(one)}
        for function, found in lossy:
            if function.name not in watched and not _counts(function):
                yield from found
    if in_package and not any(_counts(one) for one in _own(code.tree.body)):
        yield from _in_scope(code, code.tree.body, set())


def _is_on_the_way(function: Function, *, in_package: bool) -> bool:
    for one in function.decorator_list:
        if _COUNTED_BY.search(last_name(one.func if isinstance(one, ast.Call) else one)):
            return False
    name = function.name.lower()
    return not _ASIDE.search(name) if in_package else bool(_ON_THE_WAY.match(name)) and not _ASIDE.search(name)


def _in_scope(code: Code, body: Sequence[ast.stmt], arguments: set[str]) -> Iterator[Finding]:
    """Losses in the statements of one function, or of a script."""
    statements = _own(body)
    reader = Reader(code, {name: value for one in statements for name, value in _bindings(one)})
    steps = [step for one in statements for step in _steps(one, reader, arguments)]
    if not steps:
        return
    given_on = _given_on(statements)
    loops = {name.id for one in statements if isinstance(one, (ast.For, ast.AsyncFor)) for name in _names(one.target)}
    parts = Counter(loss.base for name, loss in steps if loss.is_filter and name != loss.base)
    for name, loss in steps:
        asked_for = loss.is_filter and (loss.asks - {loss.base}) & (arguments | loops)
        splits = loss.is_filter and name != loss.base and parts[loss.base] > 1
        if (not name or name in given_on) and not asked_for and not splits:
            of = f" of {loss.base}" if loss.base else ""
            yield code.finding_at(loss.node, f"{loss.fact} loses rows{of}, and nothing counts them")


def _steps(statement: ast.stmt, reader: Reader, arguments: set[str]) -> Iterator[tuple[str, Loss]]:
    """What a statement loses, and the name that it gives to the rest; "" where it goes on at once."""
    for name, value in _bindings(statement):
        yield from ((name, loss) for loss in reader.losses(value))
    if (at_once := _given_at_once(statement)) is not None:
        yield from (("", loss) for loss in reader.losses(at_once))
    for call in _calls(statement):
        if isinstance(call.func, ast.Attribute) and call.func.attr in _USES | _WRITES:
            subjects = call.args if call.func.attr in _USES else [call.func.value]
            yield from (("", loss) for one in subjects for loss in reader.losses(one))
        if any(word.arg == "inplace" for word in call.keywords):
            for loss in reader.losses(call):
                yield ("" if loss.base in arguments else loss.base), loss


def _given_on(statements: list[ast.stmt]) -> set[str]:
    """The names of frames that are returned, written or used by a model, and of those that they are made from."""
    found: set[str] = set()
    for one in statements:
        at_once = _given_at_once(one)
        found |= _frames(at_once) if at_once is not None else set()
        for call in _calls(one):
            if isinstance(call.func, ast.Attribute) and call.func.attr in _USES:
                found |= {name for argument in call.args for name in _frames(argument)}
            elif isinstance(call.func, ast.Attribute) and call.func.attr in _WRITES:
                found |= _frames(call.func.value)
    edges = [(name, _frames(value)) for one in statements for name, value in _bindings(one)]
    before = -1
    while len(found) > before:
        before = len(found)
        found |= {source for name, sources in edges if name in found for source in sources}
    return found


def _given_at_once(statement: ast.stmt) -> ast.expr | None:
    """What a statement returns, or keeps in an object."""
    if isinstance(statement, ast.Return):
        return statement.value
    if isinstance(statement, ast.Assign) and any(isinstance(target, ast.Attribute) for target in statement.targets):
        return statement.value
    return None


def _frames(value: ast.expr) -> set[str]:
    """The names of the frames whose rows an expression gives on."""
    if isinstance(value, ast.Name):
        return {value.id}
    if isinstance(value, ast.Call):
        return _frames_of_call(value)
    parts: list[ast.expr] = []
    if isinstance(value, (ast.Tuple, ast.List)):
        parts = value.elts
    elif isinstance(value, ast.Dict):
        parts = value.values
    elif isinstance(value, ast.IfExp):
        parts = [value.body, value.orelse]
    elif isinstance(value, (ast.Subscript, ast.Starred, ast.Await)) or (
        isinstance(value, ast.Attribute) and value.attr in VIEWS
    ):
        parts = [value.value]
    return {name for part in parts for name in _frames(part)}


def _frames_of_call(value: ast.Call) -> set[str]:
    arguments = {name for one in [*value.args, *(word.value for word in value.keywords)] for name in _frames(one)}
    called = last_name(value.func)
    if isinstance(value.func, ast.Attribute) and called in KEEPS | LOSES:
        return _frames(value.func.value) | (arguments if called in {"merge", "join", "pipe"} else set())
    return arguments if called in _USES or _PASSES_ON.match(called) else set()


def _bindings(statement: ast.stmt) -> Iterator[tuple[str, ast.expr]]:
    """The names that a statement binds to one value."""
    if isinstance(statement, ast.Assign):
        for target in statement.targets:
            names = [target] if isinstance(target, ast.Name) else getattr(target, "elts", [])
            yield from ((name.id, statement.value) for name in names if isinstance(name, ast.Name))
    elif (
        isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name) and statement.value is not None
    ):
        yield statement.target.id, statement.value


def _own(body: Sequence[ast.stmt]) -> list[ast.stmt]:
    """All statements of a function, in order, without those of functions and classes inside it."""
    found: list[ast.stmt] = []
    for statement in body:
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            continue
        found.append(statement)
        for field in ("body", "orelse", "finalbody"):
            found += _own(getattr(statement, field, ()))
        for part in [*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())]:
            found += _own(part.body)
    return found


def _calls(statement: ast.stmt) -> Iterator[ast.Call]:
    """The calls in a statement's own expressions."""
    for child in ast.iter_child_nodes(statement):
        if isinstance(child, ast.expr):
            yield from (part for part in ast.walk(child) if isinstance(part, ast.Call))


def _counts(within: ast.AST) -> bool:
    """Whether something in there asks how many rows there are."""
    for node in ast.walk(within):
        if isinstance(node, ast.Call) and last_name(node.func) in {"len", "count_nonzero"}:
            return True
        if isinstance(node, ast.Attribute) and (node.attr in _COUNTS or (node.attr == "sum" and _is_marks(node.value))):
            return True
        if isinstance(node, ast.keyword) and node.arg == "indicator":
            return True
    return False


def _is_marks(value: ast.expr) -> bool:
    """Whether its sum is a number of rows, and not that of a column."""
    if isinstance(value, ast.Call):
        return last_name(value.func) in {"isna", "isnull", "notna", "notnull", "duplicated", "is_null", "isin", "any"}
    return isinstance(value, (ast.Name, ast.UnaryOp, ast.BinOp, ast.Compare))


def _called(function: Function) -> set[str]:
    return {last_name(node.func) for node in ast.walk(function) if isinstance(node, ast.Call)}


def _arguments(function: Function) -> set[str]:
    of = function.args
    return {one.arg for one in [*of.posonlyargs, *of.args, *of.kwonlyargs, of.vararg, of.kwarg] if one is not None}


def _names(node: ast.expr) -> list[ast.Name]:
    return [part for part in ast.walk(node) if isinstance(part, ast.Name)]
