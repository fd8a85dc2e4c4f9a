"""The few pieces of Markdown that the pages are made of."""

import inspect
from collections.abc import Iterable, Sequence


def page(title: str, source: str, *blocks: str) -> str:
    """A page: the title, a note for whoever opens the file, and the blocks, with an empty line between them.

    Args:
        title: the heading.
        source: the file that the page is written from; changes belong there.
        blocks: paragraphs, headings, tables, code.
    """
    note = f"<!-- Written by docs/generate.py from {source}. Edit that, then run `make docs`. -->"
    return "\n\n".join([f"# {title}", note, *(block.strip("\n") for block in blocks if block)]) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; a `|` inside a cell is escaped, and a line end becomes a space."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def code(text: str, language: str = "") -> str:
    """A block of code."""
    return f"```{language}\n{text.strip(chr(10))}\n```"


def sentence(text: str) -> str:
    """A line of help as a sentence: it starts with a capital letter and ends with a full stop."""
    text = " ".join(text.split())
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


def docstring(owner: object) -> str:
    """The docstring of a module or a class, without its indentation; the same on every version of Python."""
    return inspect.cleandoc(getattr(owner, "__doc__", None) or "")
