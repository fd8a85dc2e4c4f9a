"""The spec names a column that the data do not have.

## What it does

Holds every column that `model.toml` names (target, keys, leaking, protected, features, and the time and group of the
split) against the columns of the data file: the first line of a CSV file, the schema of a Parquet or Arrow file. No row
is read. Where `reports/validation.json` was written of the same data, the columns that it has seen are known too.

A column whose name stands in `data.py` may be made there, and is left alone. So is every column where `data.py` renames
or reshapes in a way that cannot be read off its text. A data file that is not in the repository is not looked for.

## Why it matters

A misspelt name under `leaking` or `protected` guards nothing, and no run ever says so. A misspelt feature stops the run
after the data have been loaded; here it is found before the commit.

## How to fix it

Correct the name; the finding gives the nearest one. If the column is new, bring the data file that has it.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from modelwright.errors import InputError
from modelwright.evidence import Validation, read_evidence
from modelwright.finding import Finding
from modelwright.fingerprints import file_digest
from modelwright.layout import SPEC_NAME
from modelwright.patterns import compiled
from modelwright.repo import Repo
from modelwright.sources import Table, Toml, Unreadable, opened
from modelwright.toml_lines import item_line

FAMILY = "spec"
READS = (SPEC_NAME, "data/*", "*.csv", "*.tsv", "*.parquet", "src/*/data.py")
# Larger files are not hashed to save a look at their columns.
_HASHED = 100_000_000
# What `data.py` does to columns when their later names do not stand in it.
_RESHAPES = compiled(
    r"\.columns\s*=|columns\.str\.|clean_names|\bnames\s*=|header\s*=\s*None|(?<!\.)\bstr\.(lower|upper|strip)|set_axis"
    r"|rename\([^)\n]*lambda|add_prefix|add_suffix|melt\(|pivot|unstack|get_dummies|merge\(|join\(|concat\(|json_normalize"
)


def check(repo: Repo) -> Iterator[Finding]:
    """Each column that the data file does not have, at the key that names it."""
    spec = repo.valid_spec
    if spec is None:
        return
    code = _text(repo.package_path / "data.py")
    if not repo.data_path.is_file() or _RESHAPES.search(code):
        return
    named = [(role, column) for role, columns in spec.columns.items() for column in columns]
    seen = _seen_in_evidence(repo)
    named = [(role, column) for role, column in named if column not in seen and not _stands_in(code, column)]
    columns = columns_of(repo) if named else []
    if not columns:
        return
    file = Toml(repo, SPEC_NAME)
    for role, column in named:
        if column not in columns:
            fact = f"{role}: {column!r} is not a column of {spec.data.path}{_nearest(column, columns)}"
            yield file.finding(fact, item_line(file.text, role.split("."), column))


def columns_of(repo: Repo) -> list[str]:
    """The columns of the data file, from its head or schema; none where they cannot be told."""
    source = opened(repo, repo.spec.data.path)[0]
    if not isinstance(source, Table) or source.is_json_lines:
        return []  # a record may leave out what another has
    try:
        columns = source.columns
    except Unreadable:
        return []  # for `modelwright run` to refuse
    # The pointer of a file that Git LFS keeps elsewhere looks like a table of one column.
    return [] if columns and columns[0].startswith("version https://git-lfs") else columns


def _seen_in_evidence(repo: Repo) -> set[str]:
    """The columns that the last validation of these very data has looked at."""
    path = repo.evidence_path("validation")
    if not path.is_file() or repo.data_path.stat().st_size > _HASHED:
        return set()
    try:
        validation = read_evidence(path, Validation)
    except InputError:
        return set()
    if validation.fingerprints.data != file_digest(repo.data_path):
        return set()
    return {one.column for one in validation.results if one.column}


def _stands_in(code: str, column: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(column)}(?!\w)", code) is not None


def _nearest(column: str, columns: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(column, columns, n=1) or [one for one in columns if one.lower() == column.lower()]
    return f"; did you mean {near[0]!r}?" if near else ""


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
