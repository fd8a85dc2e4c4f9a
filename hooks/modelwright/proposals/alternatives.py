"""What a column might look like if something had gone wrong: what an expectation has to notice to be worth its line.

An expectation that would not notice anything is not proposed, however true it is. Its power is measured on rows that
are damaged on purpose, as in mutation testing (DeMillo, Lipton and Sayward, Computer 11, 1978).
"""

import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from modelwright.proposals.facts import Column
    from modelwright.proposals.values import Floats, Values

# By how many ranks, as a share of the rows, values are shifted; how many outcomes are wrong.
_SHIFT, _SOME = 0.1, 0.1
# One value in so many lies this many times the range beyond it.
_FEW, _FAR = 0.005, 2
# The name of the damage that leaves one value.
CONSTANT = "constant"


class Damage(NamedTuple):
    """Values that a column has by mistake.

    Args:
        column: the column.
        name: what was done to it.
        there: the values.
        swapped: the column that these are the values of; it has those of this column in turn.
    """

    column: str
    name: str
    there: "Floats"
    swapped: str = ""


def alternatives(values: "Values", column: "Column") -> Iterator[Damage]:
    """The damaged values of a column."""
    import numpy as np

    there = values.of[column.name]
    random = np.random.default_rng(zlib.crc32(column.name.encode()))
    yield Damage(column.name, "given to other rows", _shuffled(there, random))
    yield Damage(column.name, CONSTANT, np.where(np.isnan(there), there, _most_common(there)))
    if column.role == "number" or column.name in values.facts.spec.features.numeric:
        yield Damage(column.name, "shifted", _by_rank(there, _SHIFT, 1.0))
        yield Damage(column.name, "squeezed", _by_rank(there, 0.25, 0.5))
        yield Damage(column.name, "in another unit", there / 100)
        yield Damage(column.name, "far too high in a few rows", _beyond(there, random, above=True))
        yield Damage(column.name, "far too low in a few rows", _beyond(there, random, above=False))
    else:
        yield Damage(column.name, "coded anew", _recoded(there))
    spec = values.facts.spec
    if column.name == spec.data.target and spec.model.task != "regression":
        yield Damage(column.name, "wrong in part", np.where(random.random(len(there)) < _SOME, _recoded(there), there))
    neighbour = _neighbour(values, column)
    if neighbour is not None:
        yield Damage(column.name, f"those of {neighbour}", values.of[neighbour], neighbour)


def _neighbour(values: "Values", column: "Column") -> str | None:
    """The next column of the same kind, which is what it is mixed up with; the one before, for the last."""
    alike = [one.name for one in values.facts.columns if (one.family, one.role) == (column.family, column.role)]
    alike = [name for name in alike if name in values.of and name not in values.names]
    if column.name not in alike or len(alike) == 1:
        return None
    place = alike.index(column.name)
    return alike[place + 1] if place + 1 < len(alike) else alike[place - 1]


def _shuffled(there: "Floats", random: object) -> "Floats":
    import numpy as np

    known = ~np.isnan(there)
    moved = there.copy()
    moved[known] = random.permutation(there[known])  # type: ignore[attr-defined]
    return moved


def _most_common(there: "Floats") -> float:
    import numpy as np

    known, counts = np.unique(there[~np.isnan(there)], return_counts=True)
    return float(known[counts.argmax()])


def _beyond(there: "Floats", random: object, *, above: bool) -> "Floats":
    import numpy as np

    low, high = float(np.nanmin(there)), float(np.nanmax(there))
    reach = _FAR * (high - low) + 1
    chosen = random.random(len(there)) < _FEW  # type: ignore[attr-defined]
    return np.where(chosen & ~np.isnan(there), high + reach if above else low - reach, there)


def _by_rank(there: "Floats", shift: float, share: float) -> "Floats":
    """Each value becomes that of another rank: `shift + share * rank`, at most the last."""
    import numpy as np

    known = np.flatnonzero(~np.isnan(there))
    order = np.sort(there[known])
    last = len(order) - 1
    low, high = np.searchsorted(order, there[known], "left"), np.searchsorted(order, there[known], "right") - 1
    rank = (low + high) / 2 / max(last, 1)
    moved = there.copy()
    moved[known] = order[np.rint(np.clip(shift + share * rank, 0, 1) * last).astype(np.int64)]
    return moved


def _recoded(there: "Floats") -> "Floats":
    """Each value becomes the next one, and the last the first."""
    import numpy as np

    known = np.flatnonzero(~np.isnan(there))
    values, places = np.unique(there[known], return_inverse=True)
    moved = there.copy()
    moved[known] = np.roll(values, -1)[places]
    return moved
