"""Columns that are never greater than another, and columns that add up."""

from itertools import combinations, permutations
from typing import TYPE_CHECKING, NamedTuple

from modelwright.proposals import said
from modelwright.proposals.expectation import expectation

if TYPE_CHECKING:
    from modelwright.expectations.suite import Expectation
    from modelwright.proposals.facts import Facts
    from modelwright.proposals.values import Floats, Values

# Rows in which both are equal: the order is a rule that values come up to, and not one that they are far from.
_EQUAL_ROWS, _EQUAL_SHARE = 8, 0.0003
# A share of rows in this order that chance alone would give: what holds anyway says nothing.
_ANYWAY = 0.98
_MOST, _GLANCE = 12, 2_000
# Whole numbers that add up: how many are added at most.
_MOST_ADDED = 3


class Order(NamedTuple):
    """`low <= high` in every row."""

    low: str
    high: str
    # What it says of them, where it follows from a sum.
    total: str
    # The share of rows in this order by chance.
    anyway: float
    is_equal: bool = False


def orders(values: "Values") -> list[Order]:
    """Orders that hold in all rows, without those that follow from others, the most telling first."""
    names = [one.name for one in values.facts.columns if one.role == "number" and one.name in values.of]
    totals = _totals(values, names)
    found: dict[tuple[str, str], float] = {}
    for low, high in permutations(names, 2):
        one, other = values.of[low], values.of[high]
        if (one[:_GLANCE] > other[:_GLANCE]).any() or (one > other).any():
            continue
        anyway = _by_chance(one, other)
        touches = _touching(one, other) >= max(_EQUAL_ROWS, _EQUAL_SHARE * values.rows)
        if anyway <= _ANYWAY and touches and _holds(values.facts, low, high):
            found[low, high] = anyway
    equal = {pair for pair in found if pair[::-1] in found}
    direct = [pair for pair in found if pair not in equal or pair[0] < pair[1]]
    direct = [
        pair
        for pair in direct
        if pair in equal or not any((pair[0], mid) in found and (mid, pair[1]) in found for mid in names)
    ]
    direct.sort(key=lambda pair: (found[pair], pair))
    return [Order(*pair, totals.get(pair, ""), found[pair], pair in equal) for pair in direct[:_MOST]]


def of_order(facts: "Facts", order: Order) -> "Expectation":
    """An order, in the format of a suite."""
    if order.is_equal:
        reason = f"the same in {said.count(facts.rows)}"
        both = {"column_A": order.low, "column_B": order.high, "ignore_row_if": "either_value_is_missing"}
        return expectation("critical", "column_pair_values_to_be_equal", reason, **both)
    sum_ = f"{order.total}: " if order.total else ""
    reason = f"{sum_}{order.low} <= {order.high} in {said.count(facts.rows)}; by chance in {said.share(order.anyway)}"
    return expectation(
        "critical",
        "column_pair_values_a_to_be_greater_than_b",
        reason,
        column_A=order.high,
        column_B=order.low,
        or_equal=True,
        ignore_row_if="either_value_is_missing",
    )


def of_sums(values: "Values") -> "list[Expectation]":
    """Whole numbers that add up to the same in every row, such as percentages."""
    import numpy as np

    facts = values.facts
    names = [one.name for one in facts.columns if one.is_number and one.family == "integer" and not one.missing]
    found: list[Expectation] = []
    taken: set[str] = set()
    for size in range(2, _MOST_ADDED + 1):
        for group in combinations([name for name in names if name not in taken], size):
            added = np.sum([values.of[name][:_GLANCE] for name in group], axis=0)
            if taken & set(group) or (added != added[0]).any():
                continue
            total = facts.frame.select(group).sum_horizontal()
            if total.n_unique() == 1:
                taken |= set(group)
                reason = f"they add up to {said.number(added[0])} in {said.count(facts.rows)}"
                one = expectation(
                    "critical", "multicolumn_sum_to_equal", reason, column_list=list(group), sum_total=int(added[0])
                )
                found.append(one)
    return found


def _totals(values: "Values", names: list[str]) -> dict[tuple[str, str], str]:
    """For each part and its total, the sum that they belong to."""
    import numpy as np

    found: dict[tuple[str, str], str] = {}
    few = 50
    for one, other in combinations(names, 2):
        added = values.of[one][:few] + values.of[other][:few]
        for total in names:
            if total in (one, other) or not np.array_equal(added, values.of[total][:few]):
                continue
            if np.array_equal(values.of[one] + values.of[other], values.of[total]):
                found[one, total] = found[other, total] = f"{one} + {other} = {total}"
    return found


def _touching(one: "Floats", other: "Floats") -> int:
    """Rows in which both are equal, but for those where both are at their end: two counts of 0 are no rule."""
    import numpy as np

    equal = one[one == other]
    shared = [float(end(one)) for end in (np.nanmin, np.nanmax) if end(one) == end(other)]
    return int((~np.isin(equal, shared)).sum())


def _by_chance(one: "Floats", other: "Floats") -> float:
    """The share of rows in this order if the columns had nothing to do with each other."""
    import numpy as np

    known = np.sort(other[~np.isnan(other)])
    below = np.searchsorted(known, one[~np.isnan(one)], side="left")
    return float(1 - below.mean() / max(len(known), 1))


def _holds(facts: "Facts", low: str, high: str) -> bool:
    return bool((facts.frame[low] <= facts.frame[high]).drop_nulls().all())
