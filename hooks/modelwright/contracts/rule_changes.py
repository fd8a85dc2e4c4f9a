"""What differs between the quality rules of two versions of a table, compared as what they expect."""

from collections.abc import Callable, Hashable, Iterator
from typing import Any, NamedTuple

import msgspec

from modelwright.contracts.changes import (
    Change,
    Weaker,
    always,
    change,
    larger,
    narrower,
    promised,
    smaller,
    wider,
    worded,
)
from modelwright.contracts.merging import meaning, subject
from modelwright.contracts.metrics import Unturned
from modelwright.contracts.tables import Rule, Table
from modelwright.contracts.turning import turned
from modelwright.expectations.suite import Expectation, Severity

_RANK: dict[Severity, int] = {"info": 0, "warning": 1, "critical": 2}
_DIRECTIONS: dict[str, Weaker] = {
    "min_value": smaller,
    "max_value": larger,
    "mostly": smaller,
    "threshold": larger,
    "value_set": wider,
    "type_list": wider,
    **dict.fromkeys(("strict_min", "strict_max", "strictly", "exact_match"), lambda was, _: was),
    "or_equal": lambda was, _: not was,
}
# What an expectation means where an argument is not given.
_UNSAID = {"mostly": 1.0, "strict_min": False, "strict_max": False, "strictly": False, "or_equal": False}
# Of these, the set lists what must not occur, or what must.
_OPPOSITE = ("expect_column_values_to_not_be_in_set", "expect_column_distinct_values_to_contain_set")
_SENTENCES = (
    *("id", "name", "description", "businessImpact", "dimension", "method", "tags", "customProperties"),
    *("authoritativeDefinitions", "schedule", "scheduler"),
)


class _Promise(NamedTuple):
    """What a rule expects: an expectation, or what only a person can read."""

    column: str | None
    expectation: Expectation | None
    content: dict[str, Any]

    @property
    def label(self) -> str:
        where = f".{self.column}" if self.column is not None else ""
        kind = self.expectation.type if self.expectation else f"{self.content.get('type', 'library')} rule"
        return f"{where}.quality.{kind}"


def rule_changes(path: str, before: Table, after: Table) -> Iterator[Change]:
    """What differs between the rules of two versions of a table, and of the columns that both have.

    Args:
        path: the table, as lines name it.
        before: as it was.
        after: as it is.
    """
    kept = {None, *before.columns} & {None, *after.columns}
    first = [one for one in _promises(before) if one.column in kept]
    second = [one for one in _promises(after) if one.column in kept]
    # The nearest are paired first: the same, then the same but for how bad it is, then others about the same rows.
    for likeness in (_exactly, _meaning, _strictly_about, _about):
        pairs, first, second = _paired(first, second, likeness)
        for one, other in pairs:
            yield from _changed(path, one, other)
    for one in first:
        # What was only said for information stops nobody when it is gone.
        is_said = one.expectation is not None and one.expectation.severity == "info"
        yield change("wording" if is_said else "breaking", f"{path}{one.label}", _shown(one), None)
    for one in second:
        yield change("addition", f"{path}{one.label}", None, _shown(one))


def meanings(table: Table, columns: list[str]) -> list[list[bytes]]:
    """What the rules at each of some columns mean, whatever it is called."""
    found: dict[str | None, list[bytes]] = {name: [] for name in columns}
    for one in _promises(table):
        if one.column not in found:
            continue
        if one.expectation:
            kwargs = {key: None if value == one.column else value for key, value in one.expectation.kwargs.items()}
            found[one.column].append(meaning(msgspec.structs.replace(one.expectation, kwargs=kwargs)))
        else:
            found[one.column].append(msgspec.json.encode(_without_words(one.content), order="sorted"))
    return [sorted(found[name]) for name in columns]


def _promises(table: Table) -> list[_Promise]:
    return [promise for rule in table.rules for promise in _of(rule)]


def _of(rule: Rule) -> Iterator[_Promise]:
    try:
        for one in turned(rule.content, rule.column):
            yield _Promise(rule.column if one.column is None else one.column, one, rule.content)
    except Unturned:
        yield _Promise(rule.column, None, rule.content)


def _paired(
    first: list[_Promise], second: list[_Promise], likeness: Callable[[_Promise], Hashable]
) -> tuple[list[tuple[_Promise, _Promise]], list[_Promise], list[_Promise]]:
    """Pairs that are alike, each promise once, and what is left of both."""
    waiting: dict[Hashable, list[_Promise]] = {}
    for one in second:
        waiting.setdefault(likeness(one), []).append(one)
    pairs, left = [], []
    for one in first:
        others = waiting.get(likeness(one))
        if others:
            pairs.append((one, others.pop(0)))
        else:
            left.append(one)
    rest = {id(one) for others in waiting.values() for one in others}
    return pairs, left, [one for one in second if id(one) in rest]


def _exactly(one: _Promise) -> Hashable:
    return (_meaning(one), one.expectation.severity if one.expectation else None)


def _meaning(one: _Promise) -> Hashable:
    if one.expectation:
        return meaning(one.expectation)
    return (one.column, msgspec.json.encode(_without_words(one.content), order="sorted"))


def _strictly_about(one: _Promise) -> Hashable:
    return (_about(one), one.expectation.severity if one.expectation else None)


def _about(one: _Promise) -> Hashable:
    return subject(one.expectation) if one.expectation else id(one)


def _without_words(content: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in content.items() if key not in _SENTENCES}


def _changed(path: str, before: _Promise, after: _Promise) -> Iterator[Change]:
    here, was, now = f"{path}{before.label}", before.expectation, after.expectation
    if was is None or now is None:
        return
    is_same = meaning(was) == meaning(now)
    for key in () if is_same else sorted({*was.kwargs, *now.kwargs}):
        unsaid = _UNSAID.get(key)
        weaker = narrower if key == "value_set" and was.type in _OPPOSITE else _DIRECTIONS.get(key, always)
        yield from promised(f"{here}.{key}", was.kwargs.get(key, unsaid), now.kwargs.get(key, unsaid), weaker)
    if was.severity != now.severity:
        is_weaker = _RANK[now.severity] < _RANK[was.severity]
        yield change("breaking" if is_weaker else "addition", f"{here}.severity", was.severity, now.severity)
    yield from worded(f"{here}.reason", was.reason, now.reason)


def _shown(one: _Promise) -> str:
    if one.expectation:
        kwargs = {key: value for key, value in one.expectation.kwargs.items() if key != "column"}
        return msgspec.json.encode(kwargs).decode() if kwargs else "promised"
    said = one.content.get("query") or one.content.get("implementation") or one.content.get("description")
    return said if isinstance(said, str) else msgspec.json.encode(said).decode()
