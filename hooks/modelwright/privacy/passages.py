"""The text of a file as people wrote it: whole, or that of the cells and outputs of a notebook."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from modelwright.finding import Finding
from modelwright.sources import Cell, File, Notebook


class Passage(NamedTuple):
    """Some text, and where it stands.

    Args:
        file: the file that holds it.
        text: the text.
        cell: of a notebook.
        is_output: whether it is what a cell left behind when it was run.
    """

    file: File
    text: str
    cell: Cell | None = None
    is_output: bool = False

    def places(self, offsets: list[int]) -> list[tuple[int, int]]:
        """Line and column, both 1-based, of each of these offsets, which are in order."""
        found, line, line_start, at = [], 1, 0, 0
        for offset in offsets:
            if breaks := self.text.count("\n", at, offset):
                line += breaks
                line_start = self.text.rindex("\n", at, offset) + 1
            at = offset
            found.append((line, offset - line_start + 1))
        return found

    def finding(self, fact: str, line: int, column: int) -> Finding:
        """A finding here. Outputs have no lines of their own: it is at the first one of their cell."""
        if isinstance(self.file, Notebook) and self.cell is not None:
            if self.is_output:
                return self.file.in_cell(self.cell, f"output: {fact}")
            return self.file.in_cell(self.cell, fact, line, column)
        return self.file.finding(fact, line, column)


def passages(file: File) -> Iterator[Passage]:
    """All text of a file; none where it is not text.

    Raises:
        Unreadable: it cannot be read, or is not what its name says.
    """
    if not isinstance(file, Notebook):
        if file.is_text:
            yield Passage(file, file.text)
        return
    for cell in file.cells:
        yield Passage(file, cell.text, cell)
        for output in cell.outputs:
            for text in _shown(output):
                yield Passage(file, text, cell, is_output=True)


def _shown(output: dict[str, Any]) -> Iterator[str]:
    """The texts of an output. Pictures and programs are none."""
    data = output.get("data")
    shown = {**(data if isinstance(data, dict) else {}), "text": output.get("text")}
    for kind, value in shown.items():
        if kind == "text" or kind.startswith("text/") or kind in {"application/json", "html"}:
            yield _joined(value)
    trace = output.get("traceback")
    if isinstance(trace, list):
        yield "\n".join(str(line) for line in trace)


def _joined(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        return "".join(value)
    import json

    return "" if value is None else json.dumps(value, ensure_ascii=False)
