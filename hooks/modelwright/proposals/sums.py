"""Whole numbers that add up to the same in every row, such as percentages.

Found by a linear hash, as Freivalds checks products of matrices (IFIP Congress, 1977): columns add up to the same where
the hashes of their differences from the first row add up to 0. So each pair is one look-up, whatever the third is, and
what is found is then held against all rows.
"""

from typing import TYPE_CHECKING

from modelwright.proposals import said
from modelwright.proposals.expectation import expectation

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from modelwright.expectations.suite import Expectation
    from modelwright.proposals.facts import Facts
    from modelwright.proposals.values import Values

    Hashes = NDArray[np.uint64]

# How many are added.
_ADDED = (2, 3)


def of_sums(values: "Values") -> "list[Expectation]":
    """Two or three columns of whole numbers with one sum; each column is in one of them, the first that there is."""
    import numpy as np

    facts = values.facts
    names = [one.name for one in facts.columns if one.is_number and one.family == "integer" and not one.missing]
    hashes = _hashes(facts, names)
    found: list[Expectation] = []
    free = np.ones(len(names), bool)
    for size in _ADDED:
        for first in range(len(names)):
            for places in _groups(hashes, free, first, size) if free[first] else ():
                group = [names[at] for at in places]
                if facts.frame.select(group).sum_horizontal().n_unique() == 1:
                    free[list(places)] = False
                    total = np.sum([values.of[name][0] for name in group], axis=0)
                    reason = f"they add up to {said.number(total)} in {said.count(facts.rows)}"
                    found.append(
                        expectation(
                            "critical", "multicolumn_sum_to_equal", reason, column_list=group, sum_total=int(total)
                        )
                    )
                    break
    return found


def _hashes(facts: "Facts", names: list[str]) -> "Hashes":
    """A number for each column, linear in its differences from its first value, modulo 2^64; shape (columns,)."""
    import numpy as np
    import polars as pl

    weights = np.random.default_rng(0).integers(0, 2**64, facts.rows, np.uint64, endpoint=False)
    found = np.zeros(len(names), np.uint64)
    for at, name in enumerate(names):
        there = facts.frame[name].cast(pl.Int64, wrap_numerical=True).to_numpy().astype(np.uint64)
        found[at] = ((there - there[:1]) * weights).sum()
    return found


def _groups(hashes: "Hashes", free: "NDArray[np.bool_]", first: int, size: int) -> "Iterator[tuple[int, ...]]":
    """Places of columns whose hashes add up to 0 with that of the first; all come after it, in order."""
    import numpy as np

    rest = first + 1 + np.flatnonzero(free[first + 1 :])
    there = hashes[rest]
    wanted = np.zeros_like(there) - there - hashes[first]
    if size == 2:  # noqa: PLR2004 - the first and another one
        yield from ((first, int(at)) for at in rest[there == np.zeros_like(there) - hashes[first]])
        return
    for place in np.flatnonzero(np.isin(wanted, there)).tolist():
        third = rest[place + 1 :][there[place + 1 :] == wanted[place]]
        yield from ((first, int(rest[place]), int(at)) for at in third)
