"""Whether what is expected already would notice a damage."""

from typing import TYPE_CHECKING

from modelwright.proposals.shares import Test

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from modelwright.expectations.suite import Expectation
    from modelwright.proposals.alternatives import Damage
    from modelwright.proposals.orders import Order
    from modelwright.proposals.values import Floats, Values


def breaks_an_order(values: "Values", orders: "list[Order]", damage: "Damage") -> bool:
    """Whether a column that is never greater than another would be."""
    for one in orders:
        if damage.column in (one.low, one.high):
            broken = ~Test(one.low, "<=", one.high).mask(values, damage)
            if (broken & Test(one.low, "<=", one.high).known(values, damage)).any():
                return True
    return False


def breaks_a_bound(values: "Values", own: "list[Expectation]", damage: "Damage") -> bool:
    """Whether a range or a set that is expected of the column would notice."""
    import numpy as np

    there = damage.there
    known = there[~np.isnan(there)]
    for one in own:
        if "row_condition" in one.kwargs or not len(known):
            continue
        out = _outside(values, one, known)
        if out is not None and out.mean() > 1 - one.mostly:
            return True
    return False


def _outside(values: "Values", one: "Expectation", known: "Floats") -> "NDArray[np.bool_] | None":
    """Which values are beyond a range or a set, or which of a set are gone; None where it says neither."""
    import numpy as np

    if one.type == "expect_column_values_to_be_between" and not isinstance(one.kwargs.get("min_value"), str):
        low, high = (one.kwargs.get(end) for end in ("min_value", "max_value"))
        below: NDArray[np.bool_] = known < (-np.inf if low is None else low)
        return below | (known > (np.inf if high is None else high))
    if one.type == "expect_column_values_to_be_in_set" and one.column not in values.names:
        return ~np.isin(known, one.kwargs["value_set"])
    if one.type == "expect_column_distinct_values_to_contain_set":
        names = values.names.get(one.column or "", [])
        wanted = [names.index(value) if names else value for value in one.kwargs["value_set"]]
        return ~np.isin(wanted, known)
    return None
