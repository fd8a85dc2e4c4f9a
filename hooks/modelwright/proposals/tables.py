"""What is expected of the table as a whole: its columns, its keys and how many rows it has."""

import math
from itertools import combinations
from typing import TYPE_CHECKING

from modelwright.proposals import said
from modelwright.proposals.expectation import expectation
from modelwright.proposals.slack import outward

if TYPE_CHECKING:
    from collections.abc import Iterator

    from modelwright.expectations.suite import Expectation
    from modelwright.proposals.facts import Facts

# A delivery with fewer rows than three quarters of those seen has lost some.
LEAST_ROWS, MOST_ROWS = 0.75, 1.5
_YEAR_DAYS = 365.25
# Rows that would have shared a key by chance, if two columns had nothing to do with each other.
_BY_CHANCE = 20
_MOST_PAIRED = 8
# Of fewer rows, that none has the value of another may be chance.
_LEAST_KEYS = 20
# Numbers so precise that nearly each row has its own; how many times as many repeats, and which share more, are room.
_PRECISE, _REPEATS, _SOME_REPEATS = 0.97, 2, 0.003


def of_table(facts: "Facts", rows: int | None) -> "Iterator[Expectation]":
    """Columns, their order, and the number of rows."""
    names = facts.frame.columns
    yield expectation(
        "critical",
        "table_columns_to_match_set",
        f"{said.count(len(names), 'column')}, none more and none less",
        column_set=names,
    )
    yield expectation(
        "warning",
        "table_columns_to_match_ordered_list",
        "some readers count on their order",
        column_list=names,
    )
    if rows is None:
        return
    least, most = outward(LEAST_ROWS * rows, MOST_ROWS * rows, digits=2)
    grows = facts.blocks.time is not None
    why = "it grows, but not twofold in a delivery" if grows else "half a file is too few, a file twice too many"
    yield expectation(
        "critical",
        "table_row_count_to_be_between",
        f"{said.count(rows)}; {why}",
        min_value=int(least),
        max_value=int(most),
    )


def of_keys(facts: "Facts") -> "Iterator[Expectation]":
    """What is unique: the keys of the spec, single columns, and columns that together say which row it is."""
    keys, rows = facts.spec.data.keys, facts.rows
    if len(keys) > 1 and _is_unique(facts, keys):
        yield _compound(facts, keys, "the keys of the spec")
    for column in facts.columns:
        if column.role in {"key", "time"} and column.distinct == rows >= _LEAST_KEYS and not column.missing:
            is_declared = column.name in keys
            reason = "a key of the spec" if is_declared else "each row has its own, though the spec names it not"
            yield expectation(
                "critical" if is_declared else "warning",
                "column_values_to_be_unique",
                f"{said.count(rows)} and as many values: {reason}",
                column=column.name,
            )
    if not any(one.role == "key" for one in facts.columns):
        yield from _of_repeats(facts)
    pair = _found(facts)
    if pair is not None and set(pair) != set(keys):
        yield _compound(facts, pair, "one row for each pair of them")


def _of_repeats(facts: "Facts") -> "Iterator[Expectation]":
    """Where rows have no key: a column of precise numbers tells when many of them come twice."""
    fit = [one for one in facts.columns if one.role == "number" and one.family == "number" and not one.missing]
    best = max(fit, key=lambda one: one.distinct, default=None)
    if best is None or best.distinct < _PRECISE * facts.rows:
        return
    share = best.distinct / facts.rows
    reason = f"{said.count(best.distinct, 'value')} in {said.count(facts.rows)} without a key: hardly a row comes twice"
    floor = math.floor(1000 * (1 - _REPEATS * (1 - share) - _SOME_REPEATS)) / 1000
    yield expectation(
        "warning", "column_proportion_of_unique_values_to_be_between", reason, column=best.name, min_value=floor
    )


def _compound(facts: "Facts", names: tuple[str, ...], why: str) -> "Expectation":
    reason = f"{said.count(facts.rows)} and as many values: {why}"
    return expectation("critical", "compound_columns_to_be_unique", reason, column_list=list(names))


def _found(facts: "Facts") -> tuple[str, str] | None:
    """Two columns that no two rows share, though by chance many would."""
    fit = [
        one
        for one in facts.columns
        if one.role in {"time", "codes", "categories", "text", "number"} and not one.missing and one.distinct > 1
    ]
    fit = [one for one in fit if one.family in {"integer", "text", "date", "timestamp"} and one.distinct < facts.rows]
    fit = sorted(fit, key=lambda one: (one.name != facts.blocks.time, -one.distinct))[:_MOST_PAIRED]
    for one, other in combinations(fit, 2):
        by_chance = facts.rows**2 / 2 / (one.distinct * other.distinct)
        enough = one.distinct * other.distinct >= facts.rows
        if enough and by_chance >= _BY_CHANCE and _is_unique(facts, (one.name, other.name)):
            order = facts.frame.columns
            first, second = sorted((one.name, other.name), key=order.index)
            return first, second
    return None


def _is_unique(facts: "Facts", names: tuple[str, ...]) -> bool:
    return not facts.frame.select(names).is_duplicated().any()
