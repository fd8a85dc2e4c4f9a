"""Which columns may have something to do with each other: what relations are looked for in, where columns are many.

With a thousand columns there are a million pairs of them, and each takes far longer to look at closely than it says.
So one glance is cast at all pairs, as one product of matrices, and only the best of each column are looked at closely.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from modelwright.proposals.values import Values
    from modelwright.proposals.witnesses import Conditions

    Grid = NDArray[np.float32]

# The columns that each one is held against, at most; and the rows, and conditions of each column, of the glance.
MOST, _ROWS, _EACH = 32, 1_000, 4
# Columns in a product, and rows in which two columns are compared by size.
_CHUNK, _FEW = 128, 100


def note(columns: int) -> str:
    """What is left out of a table with so many columns, in words; empty where nothing is."""
    if columns <= MOST + 1:
        return ""
    return f"{columns:,} columns: each is held against the {MOST} that a glance at all pairs shows to go with it most"


def nearest(values: "Values", known: "Conditions") -> dict[str, frozenset[str]]:
    """For each column, at most `MOST` others: those of which a condition goes most with one of its own.

    Where there are no more than that, all others. Else a condition is compared with each other one by their correlation
    in at most 1,000 rows, of each column the four that split the rows most evenly.
    """
    import numpy as np

    names = list(values.of)
    if len(names) <= MOST + 1:
        return {name: frozenset(names) - {name} for name in names}
    grid, starts, held = _standardised(known)
    found: dict[str, frozenset[str]] = dict.fromkeys(names, frozenset())
    for first in range(0, len(held), _CHUNK):
        begin, end = starts[first], starts[first + _CHUNK] if first + _CHUNK < len(held) else len(grid)
        close = np.abs(grid[begin:end] @ grid.T)
        close = np.maximum.reduceat(close, starts, axis=1)
        close = np.maximum.reduceat(close, starts[first : first + _CHUNK] - begin, axis=0)
        for at, row in enumerate(close, start=first):
            row[at] = -1
            found[held[at]] = frozenset(held[place] for place in np.argsort(-row, kind="stable")[:MOST].tolist())
    return found


def _standardised(known: "Conditions") -> "tuple[Grid, NDArray[np.int64], list[str]]":
    """Conditions with mean 0 and length 1, where the ones of each column start, and the columns that have any."""
    import numpy as np

    rows = known.rows[:, :: -(-known.rows.shape[1] // _ROWS) or 1]
    even = -np.abs(rows.mean(axis=1) - 0.5)
    few = {name: sorted(all_, key=lambda at: -even[at])[:_EACH] for name, all_ in known.places.items()}
    grid = rows[[at for each in few.values() for at in each]].astype(np.float32)
    grid -= grid.mean(axis=1, keepdims=True)
    grid /= np.maximum(np.linalg.norm(grid, axis=1, keepdims=True), np.float32(1e-6))
    starts = np.cumsum([0, *(len(each) for each in few.values())])[:-1]
    return grid, starts, list(few)


def nearly_ordered(values: "Values") -> dict[tuple[str, str], list[str]]:
    """For each column of numbers and `<=` or `>=`, at most `MOST` others of its family that it is most often so to.

    Where there are no more than that, all of them, by name. Else those that it is more often so to than by chance, in
    at most 100 rows: chance is how often it is if its rows are turned round.
    """
    import numpy as np

    found: dict[tuple[str, str], list[str]] = {}
    families: dict[str | None, list[str]] = {}
    for one in sorted(values.facts.columns, key=lambda one: one.name):
        if one.role == "number" and one.name in values.of:
            families.setdefault(one.family, []).append(one.name)
    for alike in families.values():
        few = np.stack([values.of[name][:: -(-values.rows // _FEW)] for name in alike])
        for at, name in enumerate(alike):
            for operator, compare in (("<=", np.less_equal), (">=", np.greater_equal)):
                there, best = few[at], np.arange(len(alike))
                if len(alike) > MOST + 1:
                    gain = compare(there, few).mean(axis=1) - compare(there[::-1], few).mean(axis=1)
                    gain[at] = -1
                    best = np.sort(np.argsort(-gain, kind="stable")[:MOST])
                found[name, operator] = [alike[place] for place in best.tolist() if place != at]
    return found
