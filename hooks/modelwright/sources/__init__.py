"""The files of a repository as checks see them: each is read once, and parsed once, when a check asks for it.

A check says by the type of its parameter which files it wants: `File` is any file, `Code` is Python in scripts and
notebooks alike, and so on. A file may be several of them: a notebook is a `Notebook`, and its cells are `Code`.
"""

from modelwright.sources.code import Code, last_name
from modelwright.sources.document import Markdown, Toml, Yaml, items, pairs
from modelwright.sources.file import File
from modelwright.sources.notebook import Cell, Notebook
from modelwright.sources.opening import opened
from modelwright.sources.paths import covers, is_like
from modelwright.sources.remembered import Unreadable
from modelwright.sources.table import Table

__all__ = [
    "Cell",
    "Code",
    "File",
    "Markdown",
    "Notebook",
    "Table",
    "Toml",
    "Unreadable",
    "Yaml",
    "covers",
    "is_like",
    "items",
    "last_name",
    "opened",
    "pairs",
]
