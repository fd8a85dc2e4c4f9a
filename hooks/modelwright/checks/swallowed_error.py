"""An error is caught, and nobody will ever know.

## What it does

Reports

- a handler of everything (`except:`, `except Exception`, `except BaseException`) that does nothing, goes on with the
  next one, or returns or sets a default;
- `contextlib.suppress(Exception)`;
- readers that leave out the lines or bytes they cannot read: `on_bad_lines="skip"`, `error_bad_lines=False`,
  `encoding_errors="ignore"`, `ignore_errors=True`;
- `errors="ignore"` in `to_numeric`, `to_datetime`, `to_timedelta` and `astype`;
- `errors="coerce"` and polars' `strict=False` in a conversion, where nothing in the same function, or in the same
  notebook, looks at what has become missing: `isna`, `notna`, `null_count`, `info`, `describe` and the like, or
  `assert`; once for each function.

Let be are: handlers of a named error, such as `KeyError`; handlers that log, warn, print, raise, count, call anything
else or use the error in another way; those that return or set `True` or `False`, which tells the caller; those around
nothing but an import; and `__del__`.

## Why it matters

The row that could not be parsed is missing, the prediction that failed is 0, and the run says that all is well. Days
later somebody looks for the reason, and it was thrown away.

## How to fix it

Catch the error that you expect, by its name. If it can be lived with, log it and count it, and let the run fail when
the count is too high. After a conversion with `errors="coerce"`, count the values that have become missing, and
compare the count with what the spec or an expectation allows.
"""

import ast
from collections.abc import Callable, Iterator

from modelwright.finding import Finding
from modelwright.sources import Code, last_name

FAMILY = "reproducibility"
MENTIONS = (
    "except:", "except Exception", "except BaseException", "except (", "except builtins", "suppress", "coerce",
    "bad_lines", "encoding_errors", "ignore_errors", "ignore", "strict=False",
)  # fmt: skip

_EVERYTHING = {"Exception", "BaseException", "builtins.Exception", "builtins.BaseException"}
# Making one of these does nothing besides.
_MAKES = {
    "DataFrame", "Series", "array", "bytes", "defaultdict", "dict", "empty", "float", "frozenset", "full", "int",
    "list", "set", "str", "tuple", "zeros",
}  # fmt: skip
_CONVERTS = {"to_numeric", "to_datetime", "to_timedelta"}
_CASTS = {"cast", "str.to_date", "to_date", "to_datetime", "to_integer", "to_decimal", "strptime", "to_time"}
_LOOKS = {
    "count", "count_nulls", "describe", "has_nulls", "hasnans", "info", "is_nan", "is_not_null", "is_null", "isna",
    "isnan", "isnull", "notna", "notnull", "null_count", "value_counts",
}  # fmt: skip
# An argument that leaves out what cannot be read, its value, and where it means that.
_SKIPS: tuple[tuple[str, object, Callable[[str], bool]], ...] = (
    ("on_bad_lines", "skip", lambda name: name.startswith("read_")),
    ("error_bad_lines", False, lambda name: name.startswith("read_")),
    ("encoding_errors", "ignore", lambda name: name.startswith("read_")),
    ("ignore_errors", True, lambda name: name.startswith(("read_", "scan_"))),
    ("errors", "ignore", lambda name: name in _CONVERTS or name == "astype"),
)


def check(code: Code) -> Iterator[Finding]:
    """Each place where an error disappears."""
    let_be = set(_let_be(code))
    for handler in code.nodes(ast.ExceptHandler):
        if id(handler) not in let_be and (caught := _catches(code, handler.type)) and _is_silent(handler):
            yield code.finding_at(handler, f"{caught}: the error is {_outcome(handler)}")
    for call in code.nodes(ast.Call):
        name = last_name(call.func)
        if name == "suppress":
            for argument in call.args:
                if code.qualified(argument) in _EVERYTHING:
                    yield code.finding_at(call, f"suppress({last_name(argument)}) hides every error")
        if call.keywords and (fact := _skipped(call, name)):
            yield code.finding_at(call, fact)
    yield from _made_missing(code)


def _let_be(code: Code) -> Iterator[int]:
    """Handlers whose errors are nobody's concern."""
    for function in code.nodes(ast.FunctionDef):
        if function.name == "__del__":
            yield from (id(node) for node in ast.walk(function) if isinstance(node, ast.ExceptHandler))
    for attempt in code.nodes(ast.Try):
        if all(isinstance(one, (ast.Import, ast.ImportFrom)) or _is_plain(one) for one in attempt.body):
            yield from (id(handler) for handler in attempt.handlers)


def _catches(code: Code, caught: ast.expr | None) -> str:
    """How a handler of everything is written; "" for any other."""
    if caught is None:
        return "except"
    for one in caught.elts if isinstance(caught, ast.Tuple) else [caught]:
        if code.qualified(one) in _EVERYTHING:
            return f"except {last_name(one)}"
    return ""


def _is_silent(handler: ast.ExceptHandler) -> bool:
    """Whether its body does nothing, besides choosing what to go on with."""
    return all(_is_plain(statement) for statement in handler.body)


def _is_plain(statement: ast.stmt) -> bool:
    if isinstance(statement, (ast.Pass, ast.Continue, ast.Break)):
        return True
    if isinstance(statement, ast.Expr):
        return isinstance(statement.value, ast.Constant)  # `...`, or a sentence
    if isinstance(statement, ast.Return):
        return statement.value is None or _is_default(statement.value)
    if isinstance(statement, ast.Assign):
        return _is_default(statement.value)
    return isinstance(statement, ast.AnnAssign) and statement.value is not None and _is_default(statement.value)


def _is_default(value: ast.expr) -> bool:
    """Whether it is a value to go on with, which does not say that something went wrong."""
    if isinstance(value, ast.Constant):
        return not isinstance(value.value, bool)
    if isinstance(value, ast.UnaryOp):
        return _is_default(value.operand)
    if isinstance(value, (ast.List, ast.Tuple, ast.Set)):
        return all(_is_default(one) for one in value.elts)
    if isinstance(value, ast.Dict):
        return all(_is_default(one) for one in value.values)
    if isinstance(value, ast.Call):
        arguments = [*value.args, *(word.value for word in value.keywords)]
        return last_name(value.func) in _MAKES and all(_is_default(one) for one in arguments)
    # `np.nan` and `pd.NA`; any other name may be what the caller asked to get instead.
    return isinstance(value, ast.Attribute) and value.attr in {"nan", "NaN", "NA", "NaT", "inf"}


def _outcome(handler: ast.ExceptHandler) -> str:
    last = handler.body[-1]
    if isinstance(last, ast.Return):
        return "replaced by a value" if last.value is not None else "dropped"
    return "replaced by a value" if isinstance(last, (ast.Assign, ast.AnnAssign)) else "dropped"


def _skipped(call: ast.Call, name: str) -> str:
    for word in call.keywords:
        if not isinstance(word.value, ast.Constant):
            continue
        for argument, value, applies in _SKIPS:
            if word.arg == argument and word.value.value == value and applies(name):
                return f"{name}({argument}={value!r}) leaves out what it cannot read, without a word"
    return ""


def _made_missing(code: Code) -> Iterator[Finding]:
    """Conversions that make a missing value of what they cannot convert, where nothing looks at these."""
    found = [call for call in code.nodes(ast.Call) if call.keywords and _coerces(code, call)]
    found.sort(key=lambda call: (call.lineno, call.col_offset))
    if not found:
        return
    scopes = [*code.nodes(ast.FunctionDef), *code.nodes(ast.AsyncFunctionDef)]
    looked_at: set[int] = set()
    for call in found:
        around = [one for one in scopes if one.lineno <= call.lineno <= (one.end_lineno or one.lineno)]
        scope = max(around, key=lambda one: one.lineno) if around and code.notebook is None else code.tree
        if id(scope) in looked_at:
            continue
        looked_at.add(id(scope))
        if not any(_looks(node) for node in ast.walk(scope)):
            argument = "strict=False" if _has(call, "strict", False) else "errors='coerce'"
            fact = f"{last_name(call.func)}({argument}) makes values missing, and nothing counts them"
            yield code.finding_at(call, fact)


def _coerces(code: Code, call: ast.Call) -> bool:
    name = last_name(call.func)
    if name in _CONVERTS and _has(call, "errors", "coerce"):
        return True
    return name in _CASTS and _has(call, "strict", False) and "polars" in code.imports.values()


def _has(call: ast.Call, name: str, value: object) -> bool:
    return any(
        word.arg == name and isinstance(word.value, ast.Constant) and word.value.value == value
        for word in call.keywords
    )


def _looks(node: ast.AST) -> bool:
    if isinstance(node, (ast.Name, ast.Attribute)):
        name = last_name(node)
        return name in _LOOKS or name.startswith("assert")
    return isinstance(node, ast.Assert)
