"""The spec cannot be read.

## What it does

Loads `model.toml` as every verb does, and reports the first rule that it breaks: an unknown key, a wrong type, a value
out of range, a column with two roles, a metric that does not fit the task.

## Why it matters

The spec is where the team's promises are written. A promise with a misspelt key would be silently no promise at all.

## How to fix it

The finding names the line. An editor that reads the `#:schema` comment of the first line completes keys and marks
mistakes while you type.
"""

from collections.abc import Iterator

from modelwright.errors import InputError
from modelwright.finding import Finding
from modelwright.layout import SPEC_NAME
from modelwright.repo import Repo

FAMILY = "spec"
READS = (SPEC_NAME,)


def check(repo: Repo) -> Iterator[Finding]:
    """The first rule that the spec breaks. A repository without a spec is not a model repo, and breaks none."""
    if not (repo.root / SPEC_NAME).is_file():
        return
    try:
        repo.spec  # noqa: B018 - reading it is the question
    except InputError as error:
        yield Finding(SPEC_NAME, error.line or 1, error.fact)
