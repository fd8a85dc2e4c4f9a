"""A notebook keeps the output of its cells.

## What it does

Reports each cell of a notebook, in any language, that still holds what it printed, showed or failed with, and a
notebook that holds the saved state of its widgets.

A cell or notebook that says `"keep_output": true` in its metadata, and a cell with the tag `keep_output`, is let be,
as nbstripout does; so is a cell whose metadata says `"init_cell": true`.

## Why it matters

The output of a data notebook is data: the first rows of a table, names, paths, a token in an error message. In git it
stays for ever. A picture makes the repository large and the difference between two versions unreadable, and nothing
says that the output belongs to the code above it.

## How to fix it

`modelwright check --fix` empties the outputs and the counts of the runs. Not another byte of the file changes: its
indentation, the order of its keys and its line ends stay. Where a result is worth keeping, write it to a file under
`reports/`. Where it must stay in the notebook, say why: by `# modelwright: allow[notebook-output] the figure of the
paper` in the cell, by a waiver in `model.toml`, or by its path in `[tool.modelwright.ignore]`.

## Reference

[nbstripout](https://github.com/kynan/nbstripout).
"""

import json
from collections.abc import Iterator
from typing import Any

from modelwright.finding import Finding
from modelwright.sources import Notebook

FAMILY = "reproducibility"
MENTIONS = ('"output_type"', "widget-state+json")

_DECODER = json.JSONDecoder()
_SPACE = " \t\r\n"
# What a run leaves in a cell, and what stood there before. Version 3 of the format calls the count a prompt number.
_EMPTY = {"outputs": "[]", "execution_count": "null", "prompt_number": "null"}
_KINDS = {"stream": "text", "error": "an error", "pyerr": "an error"}
Span = tuple[int, int]


def check(notebook: Notebook) -> Iterator[Finding]:
    """Each cell with output."""
    if _keeps(notebook.document):
        return
    for cell, raw in zip(notebook.cells, _raw_cells(notebook.document), strict=True):
        if cell.outputs and not _keeps(raw):
            kinds = list(dict.fromkeys(_kind(output) for output in cell.outputs))
            last = cell.text.count("\n") + 1
            yield Finding(notebook.path, 1, f"keeps {', '.join(kinds)} as output", last_line=last, cell=cell.number)
    metadata = notebook.document.get("metadata")
    if isinstance(metadata, dict) and metadata.get("widgets"):
        yield notebook.finding("keeps the state of its widgets")


def fix(notebook: Notebook) -> dict[str, bytes]:
    """The notebook without outputs and counts; every other byte stays."""
    try:
        text = notebook.raw.decode("utf-8")
    except UnicodeDecodeError:
        return {}
    if _keeps(notebook.document):
        return {}
    pieces, done = [], 0
    for (start, end), empty in sorted(_edits(text)):
        pieces += [text[done:start], empty]
        done = end
    return {notebook.path: "".join([*pieces, text[done:]]).encode("utf-8")} if pieces else {}


def _edits(text: str) -> Iterator[tuple[Span, str]]:
    """What to write instead of which part of a notebook's text."""
    start = _after_space(text, 1 if text.startswith("\ufeff") else 0)
    for key, span in _members(text, start):
        if key == "cells":
            yield from _cell_edits(text, span)
        elif key == "worksheets":
            for sheet in _items(text, span):
                for name, inner in _members(text, sheet[0]):
                    yield from _cell_edits(text, inner) if name == "cells" else ()
        elif key == "metadata":
            for name, inner in _members(text, span[0]):
                if name == "widgets" and _DECODER.raw_decode(text, inner[0])[0]:
                    yield inner, "{}"


def _cell_edits(text: str, cells: Span) -> Iterator[tuple[Span, str]]:
    for cell in _items(text, cells):
        raw, _ = _DECODER.raw_decode(text, cell[0])
        if not isinstance(raw, dict) or raw.get("cell_type") != "code" or _keeps(raw):
            continue
        for key, span in _members(text, cell[0]):
            empty = _EMPTY.get(key)
            if empty is not None and raw[key] not in ([], None):
                yield span, empty


def _members(text: str, start: int) -> Iterator[tuple[str, Span]]:
    """The keys of the object that starts there, and where their values stand."""
    if text[start] != "{":
        return
    at = _after_space(text, start + 1)
    while text[at] != "}":
        key, at = _DECODER.raw_decode(text, at)
        value = _after_space(text, _after_space(text, at) + 1)
        _, end = _DECODER.raw_decode(text, value)
        yield key, (value, end)
        at = _after_space(text, end)
        at = _after_space(text, at + 1) if text[at] == "," else at


def _items(text: str, span: Span) -> Iterator[Span]:
    """Where the items of an array stand."""
    if text[span[0]] != "[":
        return
    at = _after_space(text, span[0] + 1)
    while text[at] != "]":
        _, end = _DECODER.raw_decode(text, at)
        yield at, end
        at = _after_space(text, end)
        at = _after_space(text, at + 1) if text[at] == "," else at


def _after_space(text: str, at: int) -> int:
    while text[at] in _SPACE:
        at += 1
    return at


def _raw_cells(document: dict[str, Any]) -> list[Any]:
    """The cells as JSON, as `Notebook.cells` counts them."""
    if document.get("cells") is not None:
        return list(document["cells"])
    sheets = [sheet.get("cells") for sheet in document["worksheets"] if isinstance(sheet, dict)]
    return [cell for cells in sheets if isinstance(cells, list) for cell in cells]


def _keeps(raw: Any) -> bool:
    """Whether a cell or a notebook says in its metadata that its output is to stay."""
    metadata = raw.get("metadata") if isinstance(raw, dict) else None
    if not isinstance(metadata, dict):
        return False
    tags = metadata.get("tags")
    return bool(metadata.get("keep_output") or metadata.get("init_cell")) or (
        isinstance(tags, list) and "keep_output" in tags
    )


def _kind(output: dict[str, Any]) -> str:
    """What a person would call it."""
    named = _KINDS.get(str(output.get("output_type")))
    if named:
        return named
    data = output.get("data")
    shown = data if isinstance(data, dict) else output
    if any(key.startswith("image/") or key in {"png", "jpeg", "svg"} for key in shown):
        return "an image"
    html = shown.get("text/html", shown.get("html", ""))
    html = "".join(part for part in html if isinstance(part, str)) if isinstance(html, list) else str(html)
    if "<table" in html:
        return "a table"
    return "a page" if html else "a value"
