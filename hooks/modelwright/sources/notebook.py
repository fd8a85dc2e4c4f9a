"""A Jupyter notebook: its cells, and where they stand in the file."""

from functools import cached_property
from typing import Any, ClassVar, NamedTuple

from modelwright.finding import Finding
from modelwright.sources.file import File
from modelwright.sources.remembered import Unreadable, remembered


class Cell(NamedTuple):
    """A cell of a notebook.

    Args:
        number: 1-based, over cells of every kind, as a person counts them.
        kind: `code`, `markdown` or `raw`.
        text: its source.
        run: the count of its last execution, where it is code that was run.
        outputs: what that execution left behind.
    """

    number: int
    kind: str
    text: str
    run: int | None
    outputs: tuple[dict[str, Any], ...]


class Notebook(File):
    """A notebook in Jupyter's format, version 3 or 4."""

    suffixes: ClassVar[tuple[str, ...]] = (".ipynb",)
    # Images in outputs make notebooks large, and JSON is quick to read.
    limit: ClassVar[int] = 50_000_000

    @remembered
    def document(self) -> dict[str, Any]:
        """The notebook as JSON.

        Raises:
            Unreadable: it is not JSON, or not an object.
        """
        import json

        try:
            found = json.loads(self.text)
        except json.JSONDecodeError as error:
            raise Unreadable(f"not a notebook: {error.msg}", line=error.lineno) from error
        except RecursionError as error:
            raise Unreadable("is nested too deeply") from error
        except ValueError as error:  # a number of more digits than Python reads
            raise Unreadable(f"not a notebook: {error}") from error
        if not isinstance(found, dict):
            raise Unreadable("not a notebook: not an object")
        return found

    @cached_property
    def is_python(self) -> bool:
        """Whether its kernel runs Python, which is so where it does not say."""
        metadata = self.document.get("metadata")
        metadata = metadata if isinstance(metadata, dict) else {}
        for table, key in (("language_info", "name"), ("kernelspec", "language")):
            named = metadata.get(table)
            if isinstance(named, dict) and isinstance(named.get(key), str):
                return named[key].lower() in {"python", "ipython"}
        return True

    @remembered
    def cells(self) -> list[Cell]:
        """Its cells in order.

        Raises:
            Unreadable: it has none.
        """
        found = self.document.get("cells")
        if found is None:  # version 3 kept them in worksheets
            sheets = self.document.get("worksheets")
            sheets = sheets if isinstance(sheets, list) else []
            listed = [sheet.get("cells") for sheet in sheets if isinstance(sheet, dict)]
            found = [cell for cells in listed if isinstance(cells, list) for cell in cells] if sheets else None
        if not isinstance(found, list):
            raise Unreadable("not a notebook: it has no cells")
        return [_cell(number, cell) for number, cell in enumerate(found, start=1)]

    def in_cell(self, cell: Cell, fact: str, line: int = 1, column: int = 1) -> Finding:
        """A finding in a cell."""
        return Finding(self.path, line, fact, column, cell=cell.number)

    def line_in_file(self, number: int, line: int) -> int:
        """The line of the file that holds a line of a cell, for readers that know nothing of cells."""
        lines = self._lines_in_file.get(number, [1])
        return lines[min(line, len(lines)) - 1]

    @cached_property
    def _lines_in_file(self) -> dict[int, list[int]]:
        from modelwright.sources.notebook_lines import cell_lines

        return cell_lines(self.text)


def _cell(number: int, cell: Any) -> Cell:
    cell = cell if isinstance(cell, dict) else {}
    source = cell.get("source", cell.get("input", ""))
    parts = source if isinstance(source, list) else [source]
    run = cell.get("execution_count", cell.get("prompt_number"))
    outputs = cell.get("outputs")
    return Cell(
        number,
        str(cell.get("cell_type", "raw")),
        "".join(part for part in parts if isinstance(part, str)),
        run if isinstance(run, int) else None,
        tuple(one for one in outputs if isinstance(one, dict)) if isinstance(outputs, list) else (),
    )
