"""Shares of rows: of those that meet a condition, how many have a value up to a threshold.

A share of rows is what Great Expectations calls `mostly`. Unlike a mean, it can be expected of rows that a delivery
may not have (none at all breaks nothing), and a demand that doubles in a year moves it little where the threshold is
well chosen.
"""

from typing import TYPE_CHECKING, NamedTuple

from modelwright.proposals.slack import LEAST_BLOCKS, LEAST_FREEDOM, RISK, Scale, predicted, scaled

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from modelwright.proposals.alternatives import Damage
    from modelwright.proposals.blocks import Blocks
    from modelwright.proposals.values import Floats, Values

    Mask = NDArray[np.bool_]

# Rows of a block that meet a condition; with fewer, a share is nearly all or nothing.
_LEAST_ROWS = 12
# A variance between blocks that chance alone explains is less than this times that of chance: the 0.1 % point of
# F(19, inf).
_BY_CHANCE = 2.3
_NEARLY_ALL = 0.998
# Parts of rows in no order: enough to see whether they differ by more than chance.
_LEAST_PARTS = 4
# Shares of a floor that are tried, where values grow.
_LOWER = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)
# A delivery that is no delivery of time is at least this share of the rows that were seen. The number of rows is
# expected to be larger; what is left is room for a slow drift, which the blocks of half a file do not show.
LEAST_SHARE = 0.15


class Test(NamedTuple):
    """`column <= value` or `column >= value` or `column == value`; the value may be another column."""

    column: str
    operator: str
    value: float | str

    def mask(self, values: "Values", damage: "Damage | None" = None) -> "Mask":
        """Which rows pass."""
        left = self._of(values, self.column, damage)
        right = self._of(values, self.value, damage) if isinstance(self.value, str) else self.value
        if self.operator == "<=":
            return left <= right
        return left >= right if self.operator == ">=" else left == right

    def known(self, values: "Values", damage: "Damage | None" = None) -> "Mask":
        """Which rows have a value to be looked at."""
        import numpy as np

        known = ~np.isnan(self._of(values, self.column, damage))
        return known & ~np.isnan(self._of(values, self.value, damage)) if isinstance(self.value, str) else known

    def _of(self, values: "Values", column: str, damage: "Damage | None") -> "Floats":
        if damage is not None and column == damage.column:
            return damage.there
        if damage is not None and column == damage.swapped:
            return values.of[damage.column]
        return values.of[column]


class Share(NamedTuple):
    """A share of rows that pass a test, among those that meet a condition."""

    test: Test
    condition: Test | None

    def of(self, values: "Values", damage: "Damage | None" = None) -> float:
        """The share; where no row meets the condition, all do."""
        rows = self._rows(values, damage)
        count = int(rows.sum())
        return float((self.test.mask(values, damage) & rows).sum() / count) if count else 1.0

    def floor(self, values: "Values") -> float | None:
        """What the share is expected to be at least; None where too little is known.

        In rows of time, what a month may have; otherwise, where blocks differ by no more than chance, what a delivery
        of some of the rows may have.
        """
        import numpy as np

        rows = np.flatnonzero(self._rows(values, None))
        if self.condition is not None and not self._comes_everywhere(values, rows):
            return None
        blocks = values.facts.blocks._replace(starts=values.starts)
        floor = least(blocks, rows, self.test.mask(values)[rows])
        if floor is None or blocks.time is None or not self._may_grow(values):
            return floor
        return self._below_growth(blocks, rows, values.of[self.test.column][rows], floor)

    def _below_growth(self, blocks: "Blocks", rows: "NDArray[np.int64]", there: "Floats", floor: float) -> float | None:
        """A floor that holds although values grow with time: nearly all rows pass, for months, until most do not.

        The value that the share comes to, its quantile, is predicted as well, and must not pass the threshold.
        """
        import numpy as np

        sign = 1.0 if self.test.operator == "<=" else -1.0
        cuts = np.unique(np.searchsorted(rows, blocks.starts))
        parts = [one for one in np.split(sign * there, cuts[cuts > 0]) if len(one) >= _LEAST_ROWS]
        threshold = sign * float(self.test.value)
        for share in _LOWER:
            found = np.array([np.quantile(one, floor * share, method="higher") for one in parts])
            scale: Scale = "log" if found.min() > 0 else "plain"
            variance = np.var(scaled(found, scale), ddof=1) * (1 + 1 / len(found)) * blocks.widening
            if float(predicted(found, scale, risk=RISK, variance=np.asarray(variance)).high) <= threshold:
                return floor * share
        return None

    def _may_grow(self, values: "Values") -> bool:
        """Whether it is of numbers that no other column holds in place."""
        is_number = any(one.name == self.test.column and one.role == "number" for one in values.facts.columns)
        return is_number and not isinstance(self.test.value, str) and not self._is_tied(values)

    def _is_tied(self, values: "Values") -> bool:
        """Whether it is of columns that go together in every block, and nearly all rows pass."""
        if self.condition is None or self.condition.column not in values.ties.get(self.test.column, []):
            return False
        return self.of(values) >= _NEARLY_ALL

    def _comes_everywhere(self, values: "Values", rows: "NDArray[np.int64]") -> bool:
        """Whether every block has rows that meet the condition: otherwise a delivery may have two, and one is half.

        A code or a category is different: a delivery has it or has not. So are columns that go together in every
        block, where nearly all rows pass: two or three will pass too.
        """
        import numpy as np

        assert self.condition is not None  # noqa: S101 - the caller has asked
        if self.condition.operator == "==" or self._is_tied(values):
            return True
        sizes = np.diff(np.searchsorted(rows, values.starts), append=len(rows))
        # Of few rows in no order, blocks may have two by chance, and no delivery has: it has as many as all blocks.
        by_chance = values.facts.blocks.time is None and len(sizes) > 1 and _are_spread(sizes)
        return by_chance or bool(sizes.min() >= _LEAST_ROWS)

    def _rows(self, values: "Values", damage: "Damage | None") -> "Mask":
        known = self.test.known(values, damage)
        return known if self.condition is None else known & self.condition.mask(values, damage)


def least(blocks: "Blocks", rows: "NDArray[np.int64]", passed: "Mask") -> float | None:
    """The least share of rows that pass, in a delivery like these; None where there are too few blocks.

    Args:
        blocks: where they begin.
        rows: the places of the rows that are looked at.
        passed: which of them pass.
    """
    import numpy as np

    least_parts = _LEAST_PARTS if blocks.time is None else LEAST_BLOCKS
    if len(rows) < least_parts * _LEAST_ROWS:
        return None
    if blocks.time is None:
        parts = min(blocks.parts, len(rows) // _LEAST_ROWS)
        starts = np.arange(parts) * len(rows) // parts
    else:
        starts = np.searchsorted(rows, blocks.starts)
        starts = np.unique(starts[starts < len(rows)])
    sizes = np.diff(starts, append=len(rows))
    enough = sizes >= _LEAST_ROWS
    shares = (np.add.reduceat(passed.astype(np.float64), starts) / sizes)[enough]
    if len(shares) < least_parts:
        return None
    freedom = 0
    chance = 1 / (4 * _harmonic(sizes[enough]))
    spread = float(np.var(np.arcsin(np.sqrt(shares)), ddof=1))
    if blocks.time is None and spread <= _BY_CHANCE * chance:
        variance = max(spread / chance, 1.0) / 4 * (1 + 1 / LEAST_SHARE) / len(rows)
        freedom = LEAST_FREEDOM
    else:
        variance = max(spread, chance) * (1 + 1 / len(shares))
    widened = np.asarray(variance * blocks.widening)
    return float(predicted(shares, "share", risk=RISK, variance=widened, freedom=freedom).low)


def _are_spread(sizes: "NDArray[np.int64]") -> bool:
    """Whether rows are spread over blocks of one size as chance spreads them: counts vary as much as they are."""
    import numpy as np

    return float(np.var(sizes, ddof=1)) <= _BY_CHANCE * float(np.mean(sizes))


def _harmonic(sizes: "NDArray[np.int64]") -> float:
    import numpy as np

    return float(len(sizes) / np.sum(1 / sizes))
