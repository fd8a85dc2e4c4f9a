"""The fewest expectations that notice what may go wrong with a column."""

from typing import TYPE_CHECKING, NamedTuple

from modelwright.proposals import said
from modelwright.proposals.alternatives import CONSTANT, Damage, alternatives
from modelwright.proposals.expectation import expectation, where
from modelwright.proposals.moments import QUANTILES, Moment
from modelwright.proposals.noticed import breaks_a_bound, breaks_an_order
from modelwright.proposals.shares import Test
from modelwright.proposals.variety import of_variety
from modelwright.proposals.witnesses import Conditions, Witness, rounded_down, witnesses

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from modelwright.expectations.suite import Expectation
    from modelwright.proposals.facts import Column, Facts
    from modelwright.proposals.orders import Order
    from modelwright.proposals.shares import Share
    from modelwright.proposals.values import Values

# A statistic of the whole column is what people read first: it is taken where it notices so many alternatives.
_WORTH = 2
# How far, as a share of the way; and at most.
_RELAXED, _MOST_RELAXED = 0.25, 0.05
_WORDS = {"mean": "mean", "stdev": "standard deviation", "quantiles": "5 %, 50 % and 95 %"}


class Known(NamedTuple):
    """What columns are held against."""

    conditions: Conditions
    moments: dict[str, list[Moment]]
    orders: "list[Order]"
    nearest: "Mapping[str, Collection[str]]"


def of_distribution(values: "Values", column: "Column", known: Known, own: "list[Expectation]") -> "list[Expectation]":
    """Expectations of a column's distribution and of what it has to do with others.

    Statistics of the whole column first, then one witness after another, as long as each notices an alternative that
    nothing before it does.

    Args:
        values: the rows.
        column: the column.
        known: what columns are held against.
        own: what is expected of the column's values already.
    """
    left = [
        one
        for one in alternatives(values, column)
        if not breaks_an_order(values, known.orders, one) and not breaks_a_bound(values, own, one)
    ]
    found: list[Expectation] = []
    for moment in _chosen(values.facts, column, known.moments.get(column.name, []), left):
        found.append(_of_moment(values.facts, moment))
        left = [one for one in left if not moment.notices(one.there)]
    telling = witnesses(values, known.conditions, column.name, left, known.nearest[column.name]) if left else []
    while left:
        best = max(telling, key=lambda one: _worth(one, left), default=None)
        noticed = {one.name for one in left} & best.notices.keys() if best is not None else set()
        still = of_variety(values.facts, column) if CONSTANT in {one.name for one in left} else None
        if still is not None and noticed <= {CONSTANT}:  # how many values there are says it plainest
            found.append(still)
            left = [one for one in left if one.name != CONSTANT]
            continue
        if best is None or not noticed:
            break
        found.append(_of_witness(values, _relaxed(best, left)))
        left = [one for one in left if one.name not in best.notices]
    return found


def _worth(one: Witness, left: list[Damage]) -> tuple[int, float, bool]:
    """How much it would notice; of two that notice as much, the one with clearly more room, then the plainer one."""
    gaps = [one.notices[damage.name] for damage in left if damage.name in one.notices]
    return len(gaps), round(min(gaps, default=0.0), 1), one.share.condition is None


def _relaxed(one: Witness, left: list[Damage]) -> Witness:
    """A little less strict than it may be, towards what it is there to notice: a drift that no block has shown yet."""
    room = min(one.notices[damage.name] for damage in left if damage.name in one.notices)
    return one._replace(floor=rounded_down(one.floor - min(_RELAXED * room, _MOST_RELAXED)))


def _chosen(facts: "Facts", column: "Column", moments: list[Moment], left: list[Damage]) -> list[Moment]:
    """The statistic that notices most, and the mean of the target in any case."""
    counts = {one.kind: sum(one.notices(damage.there) for damage in left) for one in moments}
    best = max(moments, key=lambda one: counts[one.kind], default=None)
    chosen = [one for one in moments if one.kind == "mean" and column.name == facts.spec.data.target and counts["mean"]]
    if best is not None and counts[best.kind] >= _WORTH and best not in chosen:
        chosen.append(best)
    return chosen


def _of_moment(facts: "Facts", moment: Moment) -> "Expectation":
    values = facts.frame[moment.column]
    unit = facts.blocks.unit if facts.blocks.time else "a part of the rows"
    room = f"room for what {unit} may bring"
    if moment.kind == "quantiles":
        now = ", ".join(said.number(float(values.quantile(one, "nearest") or 0)) for one in QUANTILES)
        ranges = {
            "quantiles": list(QUANTILES),
            "value_ranges": [[_plain(one) for one in both] for both in moment.bounds],
        }
        reason = f"seen {now} at {_WORDS['quantiles']} of {said.count(facts.rows)}; {room}"
        return expectation(
            "warning", "column_quantile_values_to_be_between", reason, column=moment.column, quantile_ranges=ranges
        )
    [(low, high)] = moment.bounds
    is_mean = moment.kind == "mean"
    now = said.number(float((values.mean() if is_mean else values.std()) or 0))  # type: ignore[arg-type] # of numbers
    reason = f"seen {_WORDS[moment.kind]} {now} in {said.count(facts.rows)}; {room}"
    kind = f"column_{moment.kind}_to_be_between"
    return expectation("warning", kind, reason, column=moment.column, min_value=_plain(low), max_value=_plain(high))


def _of_witness(values: "Values", witness: Witness) -> "Expectation":
    share, test = witness.share, witness.share.test
    condition = _confined(values, share.condition)
    reason = _reason(values, share)
    if isinstance(test.value, str):
        more, less = (test.column, test.value) if test.operator == ">=" else (test.value, test.column)
        return expectation(
            "warning",
            "column_pair_values_a_to_be_greater_than_b",
            reason,
            column_A=more,
            column_B=less,
            or_equal=True,
            ignore_row_if="either_value_is_missing",
            mostly=witness.floor,
        )
    value = values.shown(test.column, test.value)
    if test.operator == "==":
        kind, bound = "column_values_to_be_in_set", {"value_set": [value]}
    else:
        kind, bound = "column_values_to_be_between", {"max_value" if test.operator == "<=" else "min_value": value}
    return expectation("warning", kind, reason, column=test.column, **bound, mostly=witness.floor, **condition)


def _confined(values: "Values", condition: Test | None) -> dict[str, object]:
    if condition is None:
        return {}
    assert not isinstance(condition.value, str)  # noqa: S101 - a condition is on one column
    return where(condition.column, condition.operator, values.shown(condition.column, condition.value))


def _reason(values: "Values", share: "Share") -> str:
    """Which relation holds, in how many rows: `a >= 2 in 46 % of 901 rows where b <= 471, in 18 % of all`."""
    relation, now = _relation(values, share.test), said.share(share.of(values))
    if share.condition is None:
        return f"{relation} in {now} of {_count(values, values.rows)}"
    rows = _count(values, int(share.condition.mask(values).sum()))
    anyway = said.share(share._replace(condition=None).of(values))
    return f"{relation} in {now} of {rows} where {_relation(values, share.condition)}, in {anyway} of all"


def _relation(values: "Values", test: Test) -> str:
    value = test.value if isinstance(test.value, str) else values.shown(test.column, test.value)
    return f"{test.column} {'is' if test.operator == '==' else test.operator} {value}"


def _count(values: "Values", rows: int) -> str:
    """Of all rows, though a part of them was looked at."""
    return said.count(rows) if values.every == 1 else f"about {said.count(rows * values.every)}"


def _plain(value: float) -> float | int:
    return int(value) if value.is_integer() and abs(value) < 1e15 else value  # noqa: PLR2004 - exact in a float
