"""Columns that are never greater than another."""

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
_MOST, _GLANCE, _FEW = 12, 2_000, 40
# Pairs that are looked at in all rows, at most: all of 70 columns.
_MOST_TRIED = 5_000


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
    found: dict[tuple[str, str], float] = {}
    above: dict[str, set[str]] = {name: set() for name in names}
    below: dict[str, set[str]] = {name: set() for name in names}
    for low, high in _candidates(values, names):
        one, other = values.of[low], values.of[high]
        if (one > other).any() or _touching(one, other) < max(_EQUAL_ROWS, _EQUAL_SHARE * values.rows):
            continue
        anyway = _by_chance(one, other)
        if anyway <= _ANYWAY and _holds(values.facts, low, high):
            found[low, high] = anyway
            above[low].add(high)
            below[high].add(low)
    equal = {pair for pair in found if pair[::-1] in found}
    direct = [pair for pair in found if pair not in equal or pair[0] < pair[1]]
    direct = [pair for pair in direct if pair in equal or above[pair[0]].isdisjoint(below[pair[1]])]
    direct.sort(key=lambda pair: (found[pair], pair))
    return [Order(*pair, _total(values, names, *pair), found[pair], pair in equal) for pair in direct[:_MOST]]


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


def _candidates(values: "Values", names: list[str]) -> list[tuple[str, str]]:
    """Pairs in this order as far as a glance shows, and not for chance alone: at most `_MOST_TRIED`.

    Of more, those that are equal in most of the rows of the glance: an order that is no rule does not come up to it.
    """
    import numpy as np

    if not names:
        return []
    glance = np.stack([values.of[name][:_GLANCE] for name in names])
    few = np.ascontiguousarray(glance[:, :: -(-glance.shape[1] // _FEW)])
    least, greatest = (np.array([end(values.of[name]) for name in names]) for end in (np.nanmin, np.nanmax))
    found: list[tuple[int, int, int]] = []
    for low in range(len(names)):
        # Where none of one comes up to any of the other, chance alone gives this order.
        near = np.flatnonzero(~(few[low] > few).any(axis=1) & (greatest[low] > least))
        fit = [at for at in near.tolist() if at != low and not (glance[low] > glance[at]).any()]
        found += [(int((glance[low] == glance[at]).sum()), low, at) for at in fit]
    if len(found) > _MOST_TRIED:
        found = sorted(sorted(found, key=lambda one: -one[0])[:_MOST_TRIED], key=lambda one: one[1:])
    return [(names[low], names[high]) for _, low, high in found]


def _total(values: "Values", names: list[str], part: str, total: str) -> str:
    """The sum that a part and its total belong to, in words; empty where no other column is the rest."""
    import numpy as np

    few = 50
    there, sum_ = values.of[part], values.of[total]
    for other in reversed(names):
        rest = values.of[other]
        if other in (part, total) or not np.array_equal(there[:few] + rest[:few], sum_[:few]):
            continue
        if np.array_equal(there + rest, sum_):
            one, two = sorted((part, other), key=names.index)
            return f"{one} + {two} = {total}"
    return ""


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
