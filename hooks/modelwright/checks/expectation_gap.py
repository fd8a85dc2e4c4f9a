"""A column that the model needs has no expectation.

## What it does

Holds the features, the target, the keys and the columns of the split in `model.toml` against the expectation suite that
the spec names. A column is covered when an expectation looks at its values: their range, their set, their type, whether
they are missing or unique, alone or together with other columns. That a column exists, or is one of the table's, says
nothing of its values and covers nothing. Protected and leaking columns may go without.

## Why it matters

Data break silently: a unit changes, a code is added, a source stops filling a column. A model still predicts, and is
wrong. An expectation is the only place that notices before the model does.

## How to fix it

Add an expectation on the column's values to the suite, with the reason why it holds. The least is that it is not null;
a range or a set of values catches more.

## Reference

E. Breck, N. Polyzotis, S. Roy, S. Whang, M. Zinkevich (2019). Data validation for machine learning. MLSys.
"""

import json
from collections.abc import Iterator
from typing import Any

from modelwright.finding import Finding
from modelwright.layout import SPEC_NAME
from modelwright.repo import Repo
from modelwright.sources import File, Toml, Unreadable
from modelwright.toml_lines import item_line

FAMILY = "spec"
READS = (SPEC_NAME, "expectations/*", "*expectations*.json")

ROLES = ("data.target", "data.keys", "features.numeric", "features.categorical", "split.column", "split.group")
# They look at the table's head, and at no value.
_OF_THE_HEAD = {
    "expect_column_to_exist",
    "expect_table_columns_to_match_set",
    "expect_table_columns_to_match_ordered_list",
}
_COLUMN = ("column", "column_A", "column_B")
_COLUMNS = ("column_list", "column_set")


def check(repo: Repo) -> Iterator[Finding]:
    """Each column whose values no expectation looks at, at the key that names it."""
    spec = repo.valid_spec
    if spec is None:
        return
    suite = File(repo, spec.data.expectations)
    spec_file = Toml(repo, SPEC_NAME)
    if not repo.suite_path.is_file():
        if repo.package_path.is_dir():  # a spec by itself is a sketch
            line = spec_file.line_of("data", "expectations")
            yield spec_file.finding(f"data.expectations: there is no {spec.data.expectations}", line)
        return
    covered = _covered(suite)
    if covered is None:
        yield suite.finding("not a suite of Great Expectations: needs a list of expectations")
        return
    said = set()
    for role in ROLES:
        for column in spec.columns[role]:
            if column not in covered and column not in said:
                said.add(column)
                fact = f"{role}: no expectation of {spec.data.expectations} looks at the values of {column!r}"
                yield spec_file.finding(fact, item_line(spec_file.text, role.split("."), column))


def _covered(suite: File) -> set[str] | None:
    """The columns whose values the suite looks at; None where it is no suite."""
    try:
        listed = json.loads(suite.text)["expectations"]
    except (ValueError, KeyError, TypeError, Unreadable, RecursionError):
        return None
    if not isinstance(listed, list):
        return None
    found: set[str] = set()
    for one in listed:
        if not isinstance(one, dict) or not isinstance(one.get("kwargs"), dict):
            continue
        # Suites of before version 1 say `expectation_type`.
        if one.get("type", one.get("expectation_type")) not in _OF_THE_HEAD:
            found.update(_columns(one["kwargs"]))
    return found


def _columns(arguments: dict[str, Any]) -> Iterator[str]:
    named = [arguments.get(key) for key in _COLUMN]
    for key in _COLUMNS:
        several = arguments.get(key)
        named += several if isinstance(several, list) else []
    yield from (one for one in named if isinstance(one, str))
