"""The comments of a file, in the syntax of its kind."""

import re
from collections.abc import Iterator

from modelwright.sources.code import Code
from modelwright.sources.document import Markdown, Toml
from modelwright.sources.file import File
from modelwright.sources.table import Table

# A longer line is data: nobody writes a comment into it.
LONGEST_LINE = 10_000
# Text in quotes where a value may start, so that an apostrophe within a word opens none; or else a comment.
_STRING = r"""(?:^|(?<=[\s\[{(,:=]))(?:"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
_COMMENT = r"(?:^|(?<=\s))(?P<comment>(?:#|//|--|<!--)[^\n]*)"
_ELSEWHERE = re.compile(f"{_STRING}|{_COMMENT}", re.MULTILINE)
_IN_TOML = re.compile(
    r'''"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"|'''
    r"""'''(?:[^']|'(?!''))*'''|'[^'\n]*'|(?P<comment>#[^\n]*)""",
    re.DOTALL,
)
_IN_MARKDOWN = re.compile(r"`[^`\n]*`|(?P<comment><!--(?:[^-\n]|-(?!->))*)")
# Files in which nothing is a comment.
_WITHOUT_COMMENTS = {".json", ".ipynb", ".geojson", ".lock", ".rst"}


def comments(file: File, mark: str) -> Iterator[tuple[int, int, str]]:
    """Line, column and text of each comment that holds a mark. Text that merely reads like a comment is none."""
    if isinstance(file, Code):
        yield from (found for found in file.comments() if mark in found[2])
    elif isinstance(file, Toml):
        for match in _IN_TOML.finditer(file.text):
            if mark in (match["comment"] or ""):
                found = file.at(match, "")
                yield found.line, found.column, match["comment"]
    elif not isinstance(file, Table) and file.suffix not in _WITHOUT_COMMENTS:
        pattern = _IN_MARKDOWN if isinstance(file, Markdown) else _ELSEWHERE
        numbered = file.outside_fences() if isinstance(file, Markdown) else enumerate(file.lines, start=1)
        for number, line in numbered:
            if mark in line and len(line) < LONGEST_LINE:
                for match in pattern.finditer(line):
                    if mark in (match["comment"] or ""):
                        yield number, match.start("comment") + 1, match["comment"]
