"""Witnesses: columns that know what another column should be."""

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from modelwright.proposals.near import nearly_ordered
from modelwright.proposals.shares import Share, Test
from modelwright.proposals.slack import outward

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    import numpy as np
    from numpy.typing import NDArray

    from modelwright.proposals.alternatives import Damage
    from modelwright.proposals.values import Floats, Values

    Grid = NDArray[np.float32]

# Rows that are enough to see which shares differ; those that do are computed on all rows.
_GLANCE = 3_000
_LEVELS = (0.02, 0.05, 0.1, 0.16, 0.25, 0.35, 0.5, 0.65, 0.75, 0.84, 0.9, 0.95, 0.98)
_ENDS = (0.1, 0.3, 0.7, 0.9)
_MOST_VALUES = 24
# A condition holds for so many of the rows at least.
_LEAST_CONDITION = 0.015
# How many of the most telling shares are computed for each alternative, and by how much (radians) they differ at least.
_TRIED, _LEAST_GAP = 6, 0.03
# By how much a share must fall below its floor to count as noticed.
_LEAST_NOTICED = 0.01
# The share of rows in which one column is not greater than another, to be looked at.
_NEARLY_RULE = 0.9
# Ends of a column that another one goes with, and the share of rows that its own values are taken from there.
_TIED_ENDS = (0.1, 0.3, 0.5, 0.7, 0.9)


class Witness(NamedTuple):
    """A share that is expected, and the alternatives that it would notice."""

    share: Share
    floor: float
    notices: dict[str, float]


class Conditions(NamedTuple):
    """Conditions, and which rows meet them, shape (conditions, rows).

    Args:
        places: for each column that has any, which ones are on it.
        ordered: for each column of numbers and operator, the others that it is compared with.
    """

    tests: list[Test]
    rows: "NDArray[np.bool_]"
    every: int
    places: dict[str, list[int]]
    ordered: dict[tuple[str, str], list[str]]


def conditions(values: "Values") -> Conditions:
    """Conditions on every column."""
    import numpy as np

    every = -(-values.rows // _GLANCE)
    tests: list[Test] = []
    masks: list[NDArray[np.bool_]] = []
    for name in values.of:
        for one in _conditions_on(values, name):
            mask = one.mask(values)
            if _LEAST_CONDITION <= mask.mean() <= 1 - _LEAST_CONDITION:
                tests.append(one)
                masks.append(mask[::every])
    rows = np.stack(masks) if masks else np.zeros((0, 0), bool)
    places: dict[str, list[int]] = {}
    for at, test in enumerate(tests):
        places.setdefault(test.column, []).append(at)
    return Conditions(tests, rows, every, places, nearly_ordered(values))


def witnesses(
    values: "Values", known: Conditions, name: str, damaged: "list[Damage]", others: "Collection[str]"
) -> list[Witness]:
    """Shares of a column's values that would notice one of its alternatives.

    Args:
        values: the rows.
        known: what rows are told apart by.
        name: the column.
        damaged: its alternatives.
        others: the columns whose conditions are tried; not the column itself.
    """
    chosen = {*_telling(values, known, name, damaged, others), *_tied(values, name)}
    found = []
    for share in sorted(chosen, key=repr):
        floor = share.floor(values)
        if floor is None:
            continue
        floor = rounded_down(floor)
        gaps = {one.name: floor - share.of(values, one) for one in damaged}
        notices = {label: gap for label, gap in gaps.items() if gap > _LEAST_NOTICED}
        if notices and floor > 0:
            found.append(Witness(share, floor, notices))
    return found


def _tied(values: "Values", name: str) -> list[Share]:
    """Of columns that go together: where one is low, the other is; with the bounds that hold for all rows."""
    import numpy as np

    found = []
    there = values.of[name]
    for other in values.ties.get(name, []):
        for end in np.nanquantile(values.of[other], _TIED_ENDS):
            for operator in ("<=", ">="):
                condition = Test(other, operator, _short(end))
                mine = there[condition.mask(values) & ~np.isnan(there)]
                if len(mine):
                    low, high = outward(float(mine.min()), float(mine.max()))
                    found += [Share(Test(name, ">=", low), condition), Share(Test(name, "<=", high), condition)]
    return found


def rounded_down(floor: float) -> float:
    """A share with two digits, or with three where one in a hundred is much of what is left."""
    digits = 3 if floor > 0.9 else 2  # noqa: PLR2004 - as the docstring says
    places: int = 10**digits
    return int(floor * places) / places


def _telling(
    values: "Values", known: Conditions, name: str, damaged: "list[Damage]", near: "Collection[str]"
) -> list[Share]:
    """The shares that fall most under each alternative, as far as a part of the rows shows."""
    import numpy as np

    tests = _tests_on(values, name)
    there = [one[:: known.every] for one in (values.of[name], *(one.there for one in damaged))]
    passed = [_passes(tests, one) for one in there]
    chosen = _most(np.stack([one.mean(axis=0) for one in passed]), lambda at: Share(tests[at], None))
    for operator, compare in (("<=", np.less_equal), (">=", np.greater_equal)):
        tried = known.ordered.get((name, operator))
        if tried:
            against = np.stack([values.of[other][:: known.every] for other in tried], axis=1)
            shares = np.stack([compare(one[:, None], against).mean(axis=0) for one in there])
            # Only what is nearly a rule: which of two amounts is greater in most rows drifts.
            shares = np.where(shares[:1] >= _NEARLY_RULE, shares, 0)
            chosen += _most(shares, partial(_against, name, operator, tried))
    usable = sorted(at for other in near for at in known.places.get(other, ()))
    if usable:
        rows = known.rows[usable].astype(np.float32)
        counts = np.maximum(rows.sum(axis=1), 1)[:, None]
        shares = (rows @ np.concatenate(passed, axis=1) / counts).reshape(len(usable), len(there), len(tests))
        for place, one in enumerate(damaged, start=1):
            # Of a column that has changed places with this one, a condition would be on these values themselves.
            mixed = [at for at, number in enumerate(usable) if known.tests[number].column == one.swapped]
            shares[mixed, place] = shares[mixed, 0]
        chosen += _most(
            shares.transpose(1, 0, 2).reshape(len(there), -1),
            lambda at: Share(tests[at % len(tests)], known.tests[usable[at // len(tests)]]),
        )
    return chosen


def _against(name: str, operator: str, others: list[str], at: int) -> Share:
    return Share(Test(name, operator, others[at]), None)


def _most(shares: "Grid", of: "Callable[[int], Share]") -> list[Share]:
    """Those that fall most, for each alternative. Shape of `shares`: (1 + alternatives, shares), clean rows first."""
    import numpy as np

    angles = np.arcsin(np.sqrt(np.clip(shares, 0, 1)))
    falls = angles[:1] - angles[1:]
    best = np.argsort(-falls, axis=1)[:, :_TRIED]
    return [of(at) for row, places in zip(falls, best, strict=True) for at in places.tolist() if row[at] > _LEAST_GAP]


def _passes(tests: list[Test], there: "Floats") -> "Grid":
    """Which values pass which test, shape (rows, tests)."""
    import numpy as np

    compare = {"<=": np.less_equal, ">=": np.greater_equal, "==": np.equal}
    return np.stack([compare[one.operator](there, one.value) for one in tests], axis=1).astype(np.float32)


def _tests_on(values: "Values", name: str) -> list[Test]:
    import numpy as np

    there = values.of[name]
    if name in values.names:
        return [Test(name, "==", float(value)) for value in _common(there)]
    levels = _levels(there, _LEVELS)
    low, high = float(np.nanmin(there)), float(np.nanmax(there))
    ends = outward(low - (high - low) / 10, high + (high - low) / 10)
    beyond = [Test(name, ">=", max(ends[0], 0.0) if low >= 0 else ends[0]), Test(name, "<=", ends[1])]
    return beyond + [Test(name, operator, level) for level in levels for operator in ("<=", ">=")]


def _conditions_on(values: "Values", name: str) -> list[Test]:
    import numpy as np

    there = values.of[name]
    column = next(one for one in values.facts.columns if one.name == name)
    if name in values.names or (column.role == "codes" and column.distinct <= _MOST_VALUES):
        return [Test(name, "==", float(value)) for value in _common(there)]
    low, below, above, high = np.nanquantile(there, _ENDS)
    return [
        Test(name, "<=", _short(low)),
        Test(name, "<=", _short(below)),
        Test(name, ">=", _short(above)),
        Test(name, ">=", _short(high)),
    ]


def _common(there: "Floats") -> list[float]:
    import numpy as np

    known, counts = np.unique(there[~np.isnan(there)], return_counts=True)
    return sorted(known[np.argsort(-counts, kind="stable")][:_MOST_VALUES].tolist())


def _levels(there: "Floats", levels: tuple[float, ...]) -> list[float]:
    import numpy as np

    return sorted({_short(one) for one in np.nanquantile(there, levels, method="nearest").tolist()})


def _short(value: float) -> float:
    """With three digits, which is enough to tell rows apart and can be read."""
    return float(f"{value:.3g}")
