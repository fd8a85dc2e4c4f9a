"""What a contract expects, beside what a suite expects already."""

from collections import Counter
from typing import Any, NamedTuple

import msgspec

from modelwright.expectations.suite import Expectation, Suite


class Merged(NamedTuple):
    """A suite with what a contract adds to it."""

    suite: Suite
    added: tuple[Expectation, ...]
    # How many were there already.
    known: int
    # What is added although the suite expects something like it of the same columns: ours, and theirs.
    beside: tuple[tuple[Expectation, Expectation], ...]


def merged(suite: Suite, taken: list[Expectation]) -> Merged:
    """Add what is not there yet, at the end. Nothing of the suite is changed or lost."""
    known = {meaning(one) for one in suite.expectations}
    ours = {subject(one): one for one in suite.expectations}
    added: list[Expectation] = []
    for one in taken:
        if meaning(one) not in known:
            known.add(meaning(one))
            added.append(one)
    return Merged(
        suite=msgspec.structs.replace(suite, expectations=(*suite.expectations, *added)),
        added=tuple(added),
        known=len(taken) - len(added),
        beside=tuple((ours[subject(one)], one) for one in added if subject(one) in ours),
    )


def meaning(expectation: Expectation) -> bytes:
    """What is expected, whatever its reason and severity, and in whatever order values are listed."""
    kwargs = {key: _unordered(key, value) for key, value in expectation.kwargs.items()}
    if kwargs.get("mostly") == 1:
        del kwargs["mostly"]
    return msgspec.json.encode([expectation.type, kwargs], order="sorted")


def _unordered(key: str, value: Any) -> Any:
    if key not in {"value_set", "type_list", "column_set"} or not isinstance(value, list):
        return value
    return sorted(Counter(msgspec.json.encode(one).decode() for one in value))


def subject(expectation: Expectation) -> bytes:
    """What it is about: its type, its columns and the rows that it looks at."""
    about = {key: value for key, value in expectation.kwargs.items() if key in _SUBJECT}
    return msgspec.json.encode([expectation.type, about], order="sorted")


_SUBJECT = {"column", "column_A", "column_B", "column_list", "row_condition"}
