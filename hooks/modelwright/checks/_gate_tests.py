"""What the tests of the gates may not hold: marks that switch them off, and lists that are cut."""

import ast
from collections.abc import Iterator

from modelwright.finding import Finding
from modelwright.layout import SPEC_NAME
from modelwright.patterns import compiled
from modelwright.repo import Repo
from modelwright.sources import Code, File, Unreadable

FOLDER = "tests/evaluation/"
_MARKS = {f"pytest.mark.{one}" for one in ("skip", "skipif", "xfail")}
_CALLS = {f"pytest.{one}" for one in ("skip", "xfail", "importorskip", "exit")}
_UNITTEST = {f"unittest.{one}" for one in ("skip", "skipIf", "skipUnless", "expectedFailure", "SkipTest")}
_OFF = _MARKS | _CALLS | _UNITTEST
_FILTERS = {"filter", "itertools.islice", "random.sample"}
# What a path, a name or a node id of these tests holds.
_NAMES = compiled(r"evaluation|test_gates|test_controls|promise_is_kept|\bgates?\b")
_DROPS = {"remove", "clear", "pop", "pytest_deselected"}


def missing(repo: Repo) -> Iterator[Finding]:
    """That no test asks for the gates, in a repository that holds a model."""
    if repo.valid_spec is None or not repo.package_path.is_dir():
        return
    for path in repo.files:
        if path.startswith("tests/") and path.endswith(".py"):
            try:
                if "gates_of(" in File(repo, path).text:
                    return
            except Unreadable:
                continue
    yield Finding(SPEC_NAME, 1, "no test asks for the gates: gates_of is not called under tests/")


def in_evaluation(code: Code) -> Iterator[Finding]:
    """What switches a test off, and a list of gates that is not the whole one."""
    for node in (*code.nodes(ast.Attribute), *code.nodes(ast.Name)):
        if (name := code.qualified(node)) in _OFF:
            yield code.finding_at(node, f"{name} switches evaluation tests off")
        elif isinstance(node, ast.Attribute) and node.attr == "skipTest":
            yield code.finding_at(node, "skipTest switches evaluation tests off")
    gates = _gates(code)
    if gates:
        yield from (code.finding_at(node, "leaves gates out of gates_of") for node in _cut(code, gates))
        yield from _uncollected(code, gates)


def _gates(code: Code) -> set[int]:
    """The expressions that stand for the gates: calls of `gates_of`, and the names that are given to one."""
    found = {id(one) for one in code.nodes(ast.Call) if code.qualified(one.func).endswith("testing.gates_of")}
    named = {
        target.id
        for one in code.nodes(ast.Assign)
        if _hold(one.value, found)
        for target in one.targets
        if isinstance(target, ast.Name)
    }
    return found | {id(one) for one in code.nodes(ast.Name) if one.id in named}


def _hold(node: ast.AST, gates: set[int]) -> bool:
    return any(id(inner) in gates for inner in ast.walk(node))


def _cut(code: Code, gates: set[int]) -> Iterator[ast.expr]:
    """Slices, filters and differences of the list of gates."""
    yield from (one for one in code.nodes(ast.Subscript) if _hold(one.value, gates))
    comprehensions: list[ast.ListComp | ast.SetComp | ast.GeneratorExp] = [*code.nodes(ast.ListComp)]
    comprehensions += [*code.nodes(ast.SetComp), *code.nodes(ast.GeneratorExp)]
    for found in comprehensions:
        if any(one.ifs and _hold(one.iter, gates) for one in found.generators):
            yield found
    for difference in code.nodes(ast.BinOp):
        if isinstance(difference.op, ast.Sub | ast.BitAnd) and _hold(difference.left, gates):
            yield difference
    for call in code.nodes(ast.Call):
        if code.qualified(call.func) in _FILTERS and any(_hold(one, gates) for one in call.args):
            yield call


def _uncollected(code: Code, gates: set[int]) -> Iterator[Finding]:
    """A test of the gates that pytest does not find, or that asks no verdict whether it is kept."""
    for function in code.nodes(ast.FunctionDef):
        if not any(_hold(one, gates) for one in function.decorator_list):
            continue
        if not function.name.startswith("test"):
            yield code.finding_at(function, f"{function.name} is not a name that pytest collects")
        elif not any(isinstance(one, ast.Attribute) and one.attr == "kept" for one in ast.walk(function)):
            yield code.finding_at(function, f"{function.name} does not ask whether the promise is kept")


def in_conftest(code: Code) -> Iterator[Finding]:
    """What keeps the evaluation tests from being collected or from counting."""
    inside = code.path.startswith(FOLDER)
    for assignment in code.nodes(ast.Assign):
        names = {one.id for one in assignment.targets if isinstance(one, ast.Name)}
        if names & {"collect_ignore", "collect_ignore_glob"} and (
            _names_evaluation(assignment.value) or (inside and _strings(assignment.value))
        ):
            yield code.finding_at(assignment, f"{min(names)} leaves evaluation tests out")
        for target in assignment.targets:
            if isinstance(target, ast.Attribute) and target.attr == "exitstatus" and _is_fine(assignment.value):
                yield code.finding_at(assignment, "sets the exit status of the tests to 0")
    for function in code.nodes(ast.FunctionDef):
        if function.name.startswith("pytest_") and _drops(code, function) and (inside or _names_evaluation(function)):
            yield code.finding_at(function, f"{function.name} leaves evaluation tests out")


def _is_fine(status: ast.expr) -> bool:
    return (isinstance(status, ast.Constant) and status.value == 0) or (
        isinstance(status, ast.Attribute) and status.attr == "OK"
    )


def _drops(code: Code, function: ast.FunctionDef) -> bool:
    """Whether a hook leaves tests out, or switches them off."""
    if function.name == "pytest_ignore_collect":
        return True
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _DROPS:
            return True
        if isinstance(node, ast.Attribute) and code.qualified(node) in _OFF:
            return True
        if isinstance(node, ast.Assign) and any(isinstance(one, ast.Subscript) for one in node.targets):
            return True
    return False


def _strings(node: ast.AST) -> list[str]:
    return [one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)]


def _names_evaluation(node: ast.AST) -> bool:
    return any(_NAMES.search(text) for text in _strings(node))
