"""A suite from rows and the spec."""

from typing import TYPE_CHECKING

from modelwright.proposals.blanks import of_blanks
from modelwright.proposals.columns import of_codes, of_presence, of_range, of_type
from modelwright.proposals.cover import Known, of_distribution
from modelwright.proposals.coverage import coverage
from modelwright.proposals.expectation import identity
from modelwright.proposals.facts import Column, Facts, facts_of
from modelwright.proposals.moments import moments
from modelwright.proposals.near import nearest
from modelwright.proposals.orders import of_order, orders
from modelwright.proposals.private import personal_columns
from modelwright.proposals.ranges import ranges
from modelwright.proposals.rules import codes, of_rules
from modelwright.proposals.sums import of_sums
from modelwright.proposals.tables import of_keys, of_table
from modelwright.proposals.targets import is_class, of_classes
from modelwright.proposals.texts import of_text
from modelwright.proposals.times import of_clock, of_times
from modelwright.proposals.values import values_of
from modelwright.proposals.witnesses import conditions

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

    from modelwright.expectations.suite import Expectation
    from modelwright.proposals.ranges import Range
    from modelwright.spec import Spec


def proposed(spec: "Spec", frame: "pl.DataFrame", *, rows: int | None = None, every: int = 1) -> "list[Expectation]":
    """What is expected of rows like these: of the table, then of each column in its order.

    Args:
        spec: what the team says of them.
        frame: rows, at least one.
        rows: how many there are; None where that is not known, or not to be expected.
        every: one row in so many is in `frame`.
    """
    facts = facts_of(spec, frame, personal_columns(spec, frame), every)
    values = values_of(facts)
    found_orders = orders(values)
    condition = conditions(values)
    near = nearest(values, condition)
    known = Known(condition, moments(facts), found_orders, near)
    bounds, known_codes = ranges(facts), codes(facts)
    found = [*of_table(facts, rows), *of_keys(facts)]
    said = {identity(one) for one in found}  # of two columns, one may have said it already
    by_name = {one.name: one for one in facts.columns}
    for name in frame.columns:
        column = by_name[name]
        deciding = [one for one in known_codes if one.name == name or one.name in near.get(name, ())]
        own = [*_of_column(facts, column, bounds.get(name)), *of_rules(facts, deciding, column)]
        said |= {identity(one) for one in own}
        more = (
            of_distribution(values, column, known, own) if name in values.of and not _is_calendar(facts, column) else []
        )
        more = [one for one in more if identity(one) not in said]
        more += [of_order(facts, one) for one in found_orders if one.high == name]
        said |= {identity(one) for one in more}
        found += [*own, *more]
    return [*found, *of_sums(values)]


def _is_calendar(facts: Facts, column: Column) -> bool:
    """Whether the values of a column come one after another with time, as months do: others are to come."""
    return facts.blocks.time is not None and column.role == "codes" and coverage(facts, column.name).closing == "open"


def _of_column(facts: Facts, column: Column, bounds: "Range | None") -> "Iterator[Expectation]":
    yield from of_type(facts, column)
    yield from of_presence(facts, column)
    yield from of_blanks(facts, column)
    if is_class(facts, column):
        yield from of_classes(facts, column)
    elif column.role in {"codes", "categories"}:
        yield from of_codes(facts, column, bounds)
    elif column.role == "number" and bounds is not None:
        yield from of_range(facts, column, bounds)
    elif column.role == "clock" and bounds is not None:
        yield from of_range(facts, column, bounds)
        yield from of_clock(facts, column)
    elif column.role == "time":
        yield from of_times(facts, column)
    if is_class(facts, column):
        return
    is_open = column.role == "categories" and coverage(facts, column.name).closing != "sure"
    if is_open or column.role == "text" or (column.role == "key" and column.family == "text"):
        yield from of_text(facts, column)
