"""Where the lines of a notebook's cells stand in its file.

A parser of JSON forgets places, and what a line shows is no clue: cells repeat themselves. So the file is walked piece
by piece, which is only done when a finding has to be shown to a reader that knows nothing of cells.
"""

import re
from collections.abc import Iterator

# A string in one piece: its content cannot be mistaken for a bracket, and nothing in it makes the search go back.
_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}:,]|[^\s"\[\]{}:,]+', re.DOTALL)
_LISTS = (("cells",), ("worksheets", "cells"))


def cell_lines(text: str) -> dict[int, list[int]]:
    """The 1-based lines of the file for each line of each cell, by the number of the cell.

    Args:
        text: a notebook, in any spelling of JSON: spread over lines, or in one.
    """
    found: dict[int, list[int]] = {}
    number = 0
    for keys, line, piece in _tokens(text):
        if piece == "{" and keys in _LISTS:
            number += 1
            found[number] = [line]
        elif piece.startswith('"') and keys[:-1] in _LISTS and keys[-1] in {"source", "input"}:
            lines = found.setdefault(number, [line])
            lines[-1] = line
            # A line feed within a string is a new line of the cell, and not of the file.
            lines += [line] * len(re.findall(r"(?<!\\)(?:\\\\)*\\n", piece))
    return found


def _tokens(text: str) -> Iterator[tuple[tuple[str, ...], int, str]]:
    """Each value and opening bracket, with the keys that lead to it and its line."""
    keys: list[str | None] = []  # of each open bracket: the key, or None in a list
    line, counted = 1, 0
    expects_key = False
    for match in _TOKEN.finditer(text):
        piece = match[0]
        line += text.count("\n", counted, match.start())
        counted = match.start()
        if piece in "]}":
            keys = keys[:-1]
            expects_key = False
        elif piece == ",":
            expects_key = bool(keys) and keys[-1] is not None
        elif expects_key and piece.startswith('"'):
            keys[-1] = piece[1:-1]
            expects_key = False
        elif piece != ":":
            yield tuple(key for key in keys if key is not None), line, piece
            if piece in "[{":
                keys.append("" if piece == "{" else None)
                expects_key = piece == "{"
