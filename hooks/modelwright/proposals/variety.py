"""How many different values a column has at least: one that stands still has one."""

from typing import TYPE_CHECKING

from modelwright.proposals import said
from modelwright.proposals.expectation import expectation
from modelwright.proposals.slack import LEAST_BLOCKS, outward

if TYPE_CHECKING:
    from modelwright.expectations.suite import Expectation
    from modelwright.proposals.facts import Column, Facts

# Half as many as in the block that has fewest; two at least.
_ROOM, _LEAST = 2, 2
# Rows that have not the commonest value: the smallest delivery, of 15 % of the rows, has none of so many once in
# ten thousand times.
_OTHERS = 57


def of_variety(facts: "Facts", column: "Column") -> "Expectation | None":
    """The fewest different values that are expected; None where one value may be all that a delivery has."""
    in_blocks = _in_each_block(facts, column.name)
    floor = min(in_blocks) // _ROOM if len(in_blocks) >= LEAST_BLOCKS else 0
    if floor < _LEAST and _comes_with_others(facts, column.name, in_blocks):
        floor = _LEAST
    if floor < _LEAST:
        return None
    floor = int(outward(floor, floor, digits=2)[0])
    rows = said.count(facts.rows)
    reason = f"seen {said.count(column.distinct, 'different value')} in {rows}; a column that stands still has 1"
    return expectation(
        "warning", "column_unique_value_count_to_be_between", reason, column=column.name, min_value=floor
    )


def _in_each_block(facts: "Facts", name: str) -> "list[int]":
    """How many values each block has."""
    import polars as pl

    block = facts.blocks.numbers(facts.rows)
    counts = facts.frame.select(name).with_columns(block).group_by("block").agg(pl.col(name).drop_nulls().n_unique())
    return counts[name].to_list()


def _comes_with_others(facts: "Facts", name: str, in_blocks: "list[int]") -> bool:
    """Whether rows come in no order, and so many of them have another value that some of those are in any delivery."""
    in_runs = sum(one >= _LEAST for one in in_blocks) < len(in_blocks) / 2
    if facts.blocks.time is not None or in_runs:
        return False
    counts = facts.frame[name].drop_nulls().value_counts(name="rows")["rows"]
    return bool(counts.sum() - counts.max() >= _OTHERS)  # type: ignore[operator] # counts
