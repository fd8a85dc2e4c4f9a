"""A notebook was not run from top to bottom.

## What it does

Looks at the counts that Jupyter writes beside the cells, and reports the first place where they show that a notebook
in Python was not run once from top to bottom: a cell that was run before the one above it, a number that is missing
between two cells, or a cell that was not run although one below it was.

Then it reports names that a cell uses and only a later cell defines, which also shows where the counts were removed.
It is silent where names cannot be known: with `import *`, `exec`, `globals()`, and with magics that may define some,
such as `%run`. What functions use is not looked at: they may be called later.

## Why it matters

The numbers in such a notebook depend on cells that were edited, deleted or run twice. Who runs it from the top gets an
error, or, worse, another result. Of 863,878 attempts to run a notebook of GitHub from the top, 24 % ended without an
error, and 4 % gave the same results.

## How to fix it

Restart the kernel, run all cells, and mend what fails then. Move a definition above its first use. Code that matters
belongs into `src/`, where tests reach it.

## Reference

J. F. Pimentel, L. Murta, V. Braganholo, J. Freire (2019). A large-scale study about quality and reproducibility of
Jupyter notebooks. MSR 2019.
"""

import ast
import builtins
import re
from collections.abc import Iterator

from modelwright.finding import Finding
from modelwright.patterns import compiled
from modelwright.sources import Cell, Code, Notebook

FAMILY = "reproducibility"
MENTIONS = ('"cell_type"',)

# Names that are there before the first cell: Python's, IPython's, and those of well-known notebook services.
_GIVEN = frozenset(dir(builtins)) | {
    "In", "Out", "__file__", "__name__", "_", "__", "___", "dbutils", "display", "displayHTML", "exit", "get_ipython",
    "quit", "sc", "spark", "sqlContext", "sqlc",
}  # fmt: skip
_NUMBERED = compiled(r"_i*\d*")
_UNKNOWABLE = {"exec", "eval", "globals", "locals", "vars", "setattr", "get_ipython"}
_MAGIC = compiled(
    r"^\s*(?:(?P<cell>%%)|(?P<line>%)|!|(?P<bound>[\w, ]+?)\s*=\s*[%!])(?P<name>\w*)(?P<rest>.*)$", re.MULTILINE
)
_BINDS = compiled(r"\b([A-Za-z_]\w*)\s*=(?!=)")
# Magics that bind no name, besides what they show.
_HARMLESS = """
    HTML SVG autoreload bash capture cd conda config env html javascript js latex ls load_ext markdown matplotlib mkdir
    pip precision prun pwd reload_ext set_env sh svg system time timeit unload_ext who whos writefile xmode
"""
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def check(code: Code) -> Iterator[Finding]:
    """The first sign of another order, and each name that comes too late."""
    notebook = code.notebook
    if notebook is None or not notebook.is_python:
        return
    yield from _by_counts(notebook)
    if all(_is_knowable(cell.text) for cell in notebook.cells if cell.kind == "code"):
        yield from _by_names(code, notebook)


def _by_counts(notebook: Notebook) -> Iterator[Finding]:
    cells = [cell for cell in notebook.cells if cell.kind == "code" and cell.text.strip()]
    last_run = max((number for number, cell in enumerate(cells) if cell.run is not None), default=-1)
    before: Cell | None = None
    for cell in cells[: last_run + 1]:
        if cell.run is None:
            fact = "was not run, and a cell below it was"
        elif before is not None and before.run is not None and cell.run <= before.run:
            fact = f"was run as number {cell.run}, and the cell above it as number {before.run}"
        elif before is not None and before.run is not None and cell.run > before.run + 1:
            fact = f"was run as number {cell.run} after number {before.run}: what was run between them is not there"
        else:
            before = cell
            continue
        yield Finding(notebook.path, 1, fact, last_line=cell.text.count("\n") + 1, cell=cell.number)
        return


def _is_knowable(text: str) -> bool:
    """Whether no magic of a cell can have defined names that nothing shows."""
    harmless = _HARMLESS.split()
    return all(match["name"] in harmless for match in _MAGIC.finditer(text) if match["cell"] or match["line"])


def _bound_by_magics(text: str) -> set[str]:
    """`files = !ls`, `%time model = fit()` and `%%capture shown`."""
    found: set[str] = set()
    for match in _MAGIC.finditer(text):
        found.update(re.findall(r"\w+", match["bound"] or ""))
        found.update(_BINDS.findall(match["rest"]))
        if match["name"] == "capture":
            found.update(re.findall(r"[A-Za-z_]\w*", match["rest"]))
    return found


def _by_names(code: Code, notebook: Notebook) -> Iterator[Finding]:
    if any(alias.name == "*" for one in code.nodes(ast.ImportFrom) for alias in one.names) or any(
        name.id in _UNKNOWABLE for name in code.nodes(ast.Name)
    ):
        return
    uses: list[tuple[int, ast.Name]] = []
    defined: dict[str, int] = {}  # the first cell that may define a name
    for cell in notebook.cells:
        if cell.kind == "code":
            defined = {**dict.fromkeys(_bound_by_magics(cell.text), cell.number), **defined}
    for statement in code.tree.body:
        number = code.finding("", statement.lineno).cell
        names = _Names()
        names.visit(statement)
        uses += ((number, use) for use in names.used)
        for bound in names.bound:
            defined[bound] = min(defined.get(bound, number), number)
    for global_ in code.nodes(ast.Global):
        defined.update(dict.fromkeys(global_.names, 0))
    said = set(_GIVEN)
    for number, use in uses:
        if use.id not in said and defined.get(use.id, 0) > number and not _NUMBERED.fullmatch(use.id):
            said.add(use.id)
            yield code.finding_at(use, f"{use.id} is used here, and first defined in cell {defined[use.id]}")


class _Names(ast.NodeVisitor):
    """What running a statement binds and uses at once, in the notebook's own scope."""

    def __init__(self) -> None:
        self.bound: set[str] = set()
        self.used: list[ast.Name] = []
        self._local: list[set[str]] = []

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            if not any(node.id in names for names in self._local):
                self.used.append(node)
        elif isinstance(node.ctx, ast.Store):
            self._bind(node.id)

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self._bind(node.name)
        for part in [*node.decorator_list, *node.args.defaults, *(one for one in node.args.kw_defaults if one)]:
            self.visit(part)

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815

    def visit_Lambda(self, node: ast.Lambda) -> None:
        for part in [*node.args.defaults, *(one for one in node.args.kw_defaults if one)]:
            self.visit(part)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._bind(node.name)
        for part in [*node.decorator_list, *node.bases, *node.keywords]:
            self.visit(part)
        self._local.append({node.name, *(one.name for one in getattr(node, "type_params", ()))})
        for statement in node.body:
            self.visit(statement)
        self._local.pop()

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:  # an annotation may stay a text
        if node.value is not None:
            self.visit(node.value)
            self.visit(node.target)

    def visit_Try(self, node: ast.Try) -> None:
        """What is tried may be there or not; `except NameError` is how one asks."""
        used = len(self.used)
        self.generic_visit(node)
        names = {
            part.id for one in node.handlers if one.type for part in ast.walk(one.type) if isinstance(part, ast.Name)
        }
        if any(one.type is None for one in node.handlers) or names & {"NameError", "Exception"}:
            del self.used[used:]

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.name:
            self._bind(node.name)
        self.generic_visit(node)

    def visit_Import(self, node: ast.Import | ast.ImportFrom) -> None:
        for alias in node.names:
            self._bind(alias.asname or alias.name.partition(".")[0])

    visit_ImportFrom = visit_Import  # noqa: N815

    def visit_MatchAs(self, node: ast.MatchAs | ast.MatchStar) -> None:
        if node.name:
            self._bind(node.name)
        self.generic_visit(node)

    visit_MatchStar = visit_MatchAs  # noqa: N815

    def visit_MatchMapping(self, node: ast.MatchMapping) -> None:
        if node.rest:
            self._bind(node.rest)
        self.generic_visit(node)

    def generic_visit(self, node: ast.AST) -> None:
        """Comprehensions have a scope of their own."""
        if not isinstance(node, _COMPREHENSIONS):
            super().generic_visit(node)
            return
        targets = [part for one in node.generators for part in ast.walk(one.target)]
        self._local.append({part.id for part in targets if isinstance(part, ast.Name)})
        super().generic_visit(node)
        self._local.pop()

    def _bind(self, name: str) -> None:
        if self._local:
            self._local[-1].add(name)
            # A walrus in a comprehension binds outside of it; what is bound too much only makes the check quieter.
        self.bound.add(name)
