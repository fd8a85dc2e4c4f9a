"""What a contract of others says, taken over: its rules into the suite, and the rest as lines for a person."""

from pathlib import Path
from typing import NamedTuple

from modelwright.contracts.differing import Difference, differing
from modelwright.contracts.documents import Document, Place
from modelwright.contracts.exporting import SUITE
from modelwright.contracts.merging import Merged, meaning, merged
from modelwright.contracts.metrics import Unturned
from modelwright.contracts.stated import stated
from modelwright.contracts.tables import Table, property_of, table_of
from modelwright.contracts.turning import turned
from modelwright.expectations.suite import Expectation, Suite, read_suite
from modelwright.repo import Repo


class Taken(NamedTuple):
    """What came of a contract."""

    merged: Merged
    # What no expectation says: a line for each.
    untold: list[str]
    differences: list[Difference]


def taken(repo: Repo, document: Document) -> Taken:
    """A contract, held against the suite and the spec of a model repo. Nothing is written.

    Raises:
        InputError: it describes no table of ours, or what is at the place of the suite is none.
    """
    table = table_of(document, repo.spec)
    known: set[str] = set()
    suite = None
    if repo.suite_path.exists():
        suite = read_suite(repo.suite_path, repo.shown(repo.spec.data.expectations))
        known = {one.type for one in suite.expectations}
    expected, untold = _expected(table, known, dates_are_text=repo.data_path.suffix.lower() in {".csv", ".tsv"})
    if suite is None:
        whole = _new_suite(table, repo.suite_path, expected)
        found = Merged(whole, whole.expectations, 0, ())
    else:
        found = merged(suite, expected)
    return Taken(
        found,
        [str(document.error(place, fact)) for place, fact in untold],
        differing(document.content, table, repo.spec),
    )


def _expected(
    table: Table, known: set[str], *, dates_are_text: bool
) -> tuple[list[Expectation], list[tuple[Place, str]]]:
    """What a table's rules and columns expect, and what no expectation says."""
    found: list[Expectation] = []
    untold: list[tuple[Place, str]] = []
    for rule in table.rules:
        try:
            expectations = turned(rule.content, rule.column)
        except Unturned as error:
            untold.append((rule.place, error.fact))
            continue
        for one in expectations:
            if one.type in known or _is_type(one.type):
                known.add(one.type)
                found.append(one)
            else:
                untold.append((rule.place, f"Great Expectations knows no {one.type}"))
    is_suite = property_of(table.content, SUITE) is not None
    meant = {meaning(one) for one in found}
    for said in stated(table, is_suite=is_suite, dates_are_text=dates_are_text):
        if not isinstance(said, Expectation):
            untold.append(said)
        elif meaning(said) not in meant:
            meant.add(meaning(said))
            found.append(said)
    return found, untold


def _is_type(name: str) -> bool:
    """Whether there is such a type. Great Expectations takes seconds to import, and is asked for a rare one only."""
    from modelwright.expectations.fast.known import known

    if name in known():
        return True
    from modelwright.engines.context import great_expectations

    great_expectations()
    from great_expectations.expectations.registry import list_registered_expectation_implementations

    return name in list_registered_expectation_implementations()


def _new_suite(table: Table, path: Path, expected: list[Expectation]) -> Suite:
    said = property_of(table.content, SUITE)
    said = said if isinstance(said, dict) else {}
    return Suite(
        name=str(said.get("name") or path.stem),
        expectations=tuple(expected),
        meta=said.get("meta") or {},
        id=said.get("id"),
        notes=said.get("notes"),
    )
