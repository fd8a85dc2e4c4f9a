"""What is expected of the outcome of a classifier: its classes are a set by declaration, however few rows there are."""

from typing import TYPE_CHECKING

from modelwright.proposals import said
from modelwright.proposals.expectation import expectation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from modelwright.expectations.suite import Expectation
    from modelwright.proposals.facts import Column, Facts

# A class with so many rows is in half of a file too, but for a chance of one in a million.
_LEAST_ROWS = 20


def is_class(facts: "Facts", column: "Column") -> bool:
    """Whether a column holds classes that a suite may name."""
    spec = facts.spec
    is_target = column.name == spec.data.target and spec.model.task != "regression"
    return is_target and column.role not in {"personal", "empty", "time", "other"} and 2 * column.distinct <= facts.rows


def of_classes(facts: "Facts", column: "Column") -> "Iterator[Expectation]":
    """That there is no other class, and that none of them is gone.

    The model knows the classes that it was fitted on and no other one: what comes besides is a fault, of the data or
    of the spec.
    """
    import polars as pl

    counted = facts.frame[column.name].drop_nulls().value_counts(name="rows").sort(column.name)
    classes = counted[column.name].to_list()
    if column.role != "flag":  # yes and no are all that its type admits
        reason = "the classes that the model is to tell apart, and no other"
        yield expectation("critical", "column_values_to_be_in_set", reason, column=column.name, value_set=classes)
    common = counted.filter(pl.Series(_fewest(facts, column, classes)) >= _LEAST_ROWS)
    if common.height < 2:  # noqa: PLR2004 - one class, and nothing to tell apart
        return
    reason = f"each has {min(common['rows'].to_list()):,} of {said.count(facts.rows)} or more"
    if column.role == "flag":
        yield expectation(
            "warning", "column_unique_value_count_to_be_between", reason, column=column.name, min_value=common.height
        )
        return
    yield expectation(
        "warning",
        "column_distinct_values_to_contain_set",
        reason,
        column=column.name,
        value_set=common[column.name].to_list(),
    )


def _fewest(facts: "Facts", column: "Column", classes: list[object]) -> list[int]:
    """The rows of each class that a delivery may have: all, or where deliveries are of time, those of the least block.

    Without a time, nothing says that the order of the rows means anything, though a file may be sorted by class.
    """
    import polars as pl

    values = facts.frame[column.name].alias("value")
    if facts.blocks.time is None:
        return [int((values == one).sum()) for one in classes]
    block = facts.blocks.numbers(facts.rows)
    counts = pl.DataFrame([values, block]).drop_nulls().group_by("value", "block").len()
    found = []
    for one in classes:
        there = counts.filter(pl.col("value") == one)
        found.append(int(there["len"].min()) if there.height == facts.blocks.parts else 0)  # type: ignore[arg-type]
    return found
