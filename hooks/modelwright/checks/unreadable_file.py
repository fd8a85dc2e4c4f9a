"""A file cannot be read, or is not what its name says.

## What it does

Reports code that is not Python, notebooks that are not notebooks, TOML and YAML that do not parse, and files that are
not there, may not be read, are nested too deeply to be looked at, or are too large for their kind: code and
configuration above 2 MB, notebooks above 50 MB. It always runs, whatever `--select` names, unless it is ignored.

## Why it matters

A file that cannot be read is a file that no check looked at. It must not pass for a clean one.

## How to fix it

Go to the line that the finding names. A file that is broken on purpose, such as a test's example, belongs into
`exclude` of `[tool.modelwright]` in `pyproject.toml`.
"""

from collections.abc import Iterator

from modelwright.finding import Finding
from modelwright.sources import Code, File, Unreadable
from modelwright.sources.opening import read

FAMILY = "files"


def check(file: File | Code) -> Iterator[Finding]:
    """The first thing that stands in the way of reading the file."""
    try:
        read(file)
    except Unreadable as error:
        yield Finding(file.path, error.line, error.fact, cell=error.cell)
