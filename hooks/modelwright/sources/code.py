"""Python code: a script, or the code cells of a notebook as one module whose places are those of the cells."""

import ast
import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import ClassVar, TypeVar

from modelwright.finding import Finding
from modelwright.patterns import compiled
from modelwright.repo import Repo
from modelwright.sources.file import File
from modelwright.sources.ipython import parsed, without_magics
from modelwright.sources.notebook import Cell, Notebook
from modelwright.sources.remembered import Unreadable, remembered

Node = TypeVar("Node", bound=ast.AST)

# A jupytext script marks its cells, or says what it is in its header.
_JUPYTEXT = compiled(r"^# (?:%%|\+(?:\s|$)|jupyter:|  jupytext:)", re.MULTILINE)
_RAW_MAGIC = compiled(r"^[ \t]*[%!?]|\?[ \t]*$", re.MULTILINE)
# Where a file may declare its encoding.
_DECLARED = compiled(rb"\A(?:[^\n]*\n)?[ \t\f]*#[^\n]*?coding[:=]")
# What a walk never has to visit: it holds no code.
_LEAVES = {str, int, float, complex, bool, bytes, type(None), type(...), ast.Load, ast.Store, ast.Del}
_LEAVES |= {kind for kind in vars(ast).values() if isinstance(kind, type) and issubclass(kind, ast.operator)}
_LEAVES |= {*ast.cmpop.__subclasses__(), *ast.unaryop.__subclasses__(), *ast.boolop.__subclasses__()}


class Code(File):
    """Python code in a script or a notebook.

    Lines of `source`, `tree` and `nodes` count through a notebook's code cells as if they were one script;
    `finding` translates them into cells.
    """

    suffixes: ClassVar[tuple[str, ...]] = (".py", ".pyi", ".pyw")
    # A syntax tree is a hundred times as large as its code.
    limit: ClassVar[int] = 2_000_000

    def __init__(self, repo: Repo, path: str, notebook: Notebook | None = None) -> None:
        super().__init__(repo, path)
        self.notebook = notebook

    @remembered
    def text(self) -> str:
        """The text of a script in the encoding that it declares; that of a notebook is its JSON.

        Raises:
            Unreadable: it is too large, or not text.
        """
        if self.notebook is not None:
            return self.notebook.text
        self.require_small()
        head = self.raw.split(b"\n", 2)[:2]
        declares = any(b"coding" in line for line in head) and _DECLARED.match(self.raw)
        return self._decoded() if declares else self._undeclared()

    @remembered
    def source(self) -> str:
        """The code, with line feeds only. What only IPython understands is `pass`.

        Raises:
            Unreadable: the file is not text, or not a notebook.
        """
        if self.notebook is not None:
            return "\n".join(without_magics(_line_feeds(cell.text)) for cell in self._code_cells)
        text = _line_feeds(self.text)
        may_be_jupytext = any(mark in text for mark in ("# %%", "# +", "jupyter:", "jupytext:"))
        is_jupytext = may_be_jupytext and _RAW_MAGIC.search(text) and _JUPYTEXT.search(text)
        return without_magics(text) if is_jupytext else text

    @remembered
    def tree(self) -> ast.Module:
        """The syntax tree.

        Raises:
            Unreadable: it is not Python; names the line.
        """
        try:
            return parsed(self.source)
        except SyntaxError as error:
            cell, line = self._place(error.lineno or 1)
            raise Unreadable(f"not valid Python: {error.msg}", line=line, cell=cell) from error

    def nodes(self, kind: type[Node]) -> list[Node]:
        """All nodes of exactly this type, level by level."""
        return self._index.get(kind, [])  # type: ignore[return-value]  # the index is by type

    @cached_property
    def _index(self) -> dict[type[ast.AST], list[ast.AST]]:
        found: dict[type[ast.AST], list[ast.AST]] = {}
        todo: list[ast.AST] = [self.tree]
        push = todo.append
        for node in todo:  # grows while it is walked
            kind = node.__class__
            if kind in found:
                found[kind].append(node)
            else:
                found[kind] = [node]
            for value in node.__dict__.values():
                of = value.__class__
                if of is list:
                    for one in value:
                        if one.__class__ not in _LEAVES:
                            push(one)
                elif of not in _LEAVES:
                    push(value)
        return found

    @cached_property
    def imports(self) -> dict[str, str]:
        """What each imported name of the file stands for: `np` for `numpy`, `split` for `sklearn...train_test_split`.

        Imports inside functions count for the whole file.
        """
        names: dict[str, str] = {}
        for plain in self.nodes(ast.Import):
            for alias in plain.names:
                bound = alias.asname or alias.name.partition(".")[0]
                names[bound] = alias.name if alias.asname else bound
        for chosen in self.nodes(ast.ImportFrom):
            module = "." * chosen.level + (chosen.module or "")
            names.update({alias.asname or alias.name: f"{module}.{alias.name}" for alias in chosen.names})
        return names

    def qualified(self, node: ast.expr) -> str:
        """The full dotted name of an expression, through the imports: `np.load` is `numpy.load`.

        Empty for anything but names and attributes; a name that is not imported stands for itself.
        """
        parts: list[str] = []
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name):
            return ""
        return ".".join([self.imports.get(node.id, node.id), *reversed(parts)])

    def is_imported(self, node: ast.expr) -> bool:
        """Whether a name, or what an attribute belongs to, comes from an import of the file."""
        while isinstance(node, ast.Attribute):
            node = node.value
        return isinstance(node, ast.Name) and node.id in self.imports

    def finding_at(self, node: ast.expr | ast.stmt | ast.excepthandler | ast.keyword, fact: str) -> Finding:
        """A finding at a node: on all lines of an expression or a simple statement, on the first of a block."""
        last = node.lineno if hasattr(node, "body") else node.end_lineno or node.lineno
        # Python counts in bytes.
        before = self._source_lines[node.lineno - 1].encode("utf-8", "replace")[: node.col_offset]
        return self.finding(fact, node.lineno, len(before.decode("utf-8", "replace")) + 1, last_line=last)

    def finding(self, fact: str, line: int = 1, column: int = 1, *, last_line: int = 0) -> Finding:
        """A finding at a line of `source`."""
        cell, shown = self._place(line)
        last = last_line - line + shown if last_line > line else 0
        return Finding(self.path, shown, fact, column, last, cell)

    def comments(self) -> Iterator[tuple[int, int, str]]:
        """Line and column in `source`, and the text, of each comment; none after what Python cannot read."""
        import tokenize
        from io import StringIO

        try:
            for token in tokenize.generate_tokens(StringIO(self.source).readline):
                if token.type == tokenize.COMMENT:
                    yield token.start[0], token.start[1] + 1, token.string
        except (tokenize.TokenError, SyntaxError, RecursionError):
            return

    @cached_property
    def _source_lines(self) -> list[str]:
        return self.source.split("\n")

    @cached_property
    def _code_cells(self) -> list[Cell]:
        if self.notebook is None or not self.notebook.is_python:
            return []
        return [cell for cell in self.notebook.cells if cell.kind == "code"]

    @cached_property
    def _cell_starts(self) -> list[int]:
        """The first line in `source` of each code cell."""
        starts, line = [], 1
        for cell in self._code_cells:
            starts.append(line)
            line += cell.text.count("\n") + 1
        return starts

    def _place(self, line: int) -> tuple[int, int]:
        """The cell, 0 in a script, and the line in it."""
        if self.notebook is None or not self._cell_starts:
            return 0, line
        index = max(bisect_right(self._cell_starts, line) - 1, 0)
        return self._code_cells[index].number, line - self._cell_starts[index] + 1

    def _undeclared(self) -> str:
        """Where a file declares no encoding, it is in UTF-8: Python reads no other."""
        raw = self.raw.removeprefix(b"\xef\xbb\xbf")  # the codec that does this is a module of its own
        try:
            return raw.decode()
        except UnicodeDecodeError as error:
            fact = "is not UTF-8 text, and declares no other encoding"
            raise Unreadable(fact, line=raw.count(b"\n", 0, error.start) + 1) from error

    def _decoded(self) -> str:
        import tokenize
        from io import BytesIO

        try:
            encoding, _ = tokenize.detect_encoding(BytesIO(self.raw).readline)
            return self.raw.decode(encoding)
        except (SyntaxError, ValueError, LookupError) as error:
            raise Unreadable(f"cannot be decoded: {error}") from error


def last_name(node: ast.expr) -> str:
    """The name itself, or the last one of a dotted name; empty for anything else."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
