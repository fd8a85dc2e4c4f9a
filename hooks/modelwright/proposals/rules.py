"""Functional dependence: codes that are decided by another column, such as a season by its month."""

from typing import TYPE_CHECKING, NamedTuple

from modelwright.proposals import said
from modelwright.proposals.expectation import expectation, where

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from modelwright.expectations.suite import Expectation
    from modelwright.proposals.facts import Column, Facts

# Rows of a value before it is said to decide.
_LEAST_ROWS = 100
_MOST_RULES = 6
# An exception that has not come yet, such as a holiday on a Wednesday, is a part of the rows; a broken rule is nearly
# all.
_MOSTLY = 0.5


class Codes(NamedTuple):
    """The codes of a column: the values, and the place of each row's value among them; -1 where it is missing."""

    name: str
    values: list[object]
    of: "NDArray[np.int64]"


def codes(facts: "Facts") -> list[Codes]:
    """Every column of codes or categories."""
    found = []
    for one in facts.columns:
        if one.role in {"codes", "categories"}:
            there = facts.frame[one.name]
            known = there.drop_nulls().unique().sort()
            places = there.replace_strict(known, list(range(len(known))), default=-1)
            found.append(Codes(one.name, known.to_list(), places.fill_null(-1).to_numpy()))
    return found


def of_rules(facts: "Facts", known: list[Codes], column: "Column") -> "list[Expectation]":
    """For each value of a column of codes, one value of another column that always comes with it.

    Of all columns that could say it, the one that decides most of the values.
    """
    mine = next((one for one in known if one.name == column.name), None)
    if mine is None:
        return []
    best: list[tuple[int, int, int]] = []
    decider = mine
    for other in known:
        found = _decided(facts, mine, other) if other is not mine else []
        if len(found) > max(1, len(best)):
            best, decider = found, other
    return [
        expectation(
            "warning",
            "column_values_to_be_in_set",
            f"all {said.count(count)} with {decider.name} {decider.values[by]} have {mine.name} {mine.values[value]}",
            column=column.name,
            value_set=[mine.values[value]],
            mostly=_MOSTLY,
            **where(decider.name, "==", decider.values[by]),
        )
        for value, by, count in best[:_MOST_RULES]
    ]


def _decided(facts: "Facts", mine: Codes, other: Codes) -> list[tuple[int, int, int]]:
    """The values that a value of another column decides, with that value and its rows: the commonest for each."""
    import numpy as np

    both = (mine.of >= 0) & (other.of >= 0)
    width = len(mine.values)
    pairs = np.bincount(other.of[both] * width + mine.of[both], minlength=width * len(other.values))
    table = pairs.reshape(len(other.values), width)
    sure = np.flatnonzero(((table > 0).sum(axis=1) == 1) & (table.sum(axis=1) >= _LEAST_ROWS))
    found: dict[int, tuple[int, int]] = {}
    for by in sure.tolist():
        value, count = int(table[by].argmax()), int(table[by].sum())
        if count > found.get(value, (0, 0))[1] and _has_come_again(facts, other.of == by):
            found[value] = (by, count)
    return [(value, *found[value]) for value in sorted(found)]


def _has_come_again(facts: "Facts", rows: "NDArray[np.bool_]") -> bool:
    """Whether rows are in two separate runs of blocks, or in most blocks."""
    import numpy as np

    blocks = np.flatnonzero(np.add.reduceat(rows.astype(np.int64), facts.blocks.starts))
    return bool((np.diff(blocks) > 1).any()) or len(blocks) > facts.blocks.parts / 2
