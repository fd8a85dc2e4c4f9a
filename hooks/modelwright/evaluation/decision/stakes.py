"""What decisions are worth more than others, price by price: and what that says when a price is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from modelwright.evaluation.closed import mean
from modelwright.evaluation.metrics import Floats
from modelwright.evidence import Estimate
from modelwright.evidence.decision import Mistaken
from modelwright.evidence.decision import Stake as Shown

_CASES = 1000
_FACTORS = (0.5, 2.0)


@dataclass(frozen=True)
class Stake:
    """A price, and how much more of it each row pays with the model than with something else.

    Args:
        name: the key of the spec.
        value: the price; a cost is negative.
        more: shape (rows,).
    """

    name: str
    value: float
    more: Floats


@dataclass(frozen=True)
class Judged:
    """What is at stake on the rows that judge.

    Args:
        stakes: prices; their sum is what the model is worth more.
        confidence: such as 0.95.
        blocks: shape (rows,): rows of equal value are not independent of each other.
    """

    stakes: tuple[Stake, ...]
    confidence: float
    blocks: npt.NDArray[Any] | None

    def worth(self, **factors: float) -> Estimate:
        """What 1,000 cases are worth more, where prices are in truth some times what they are said to be."""
        total = np.sum([one.value * factors.get(one.name, 1.0) * one.more for one in self.stakes], axis=0)
        found = mean(total, self.confidence, self.blocks)
        return Estimate(_CASES * found.value, _CASES * found.low, _CASES * found.high, found.rows, found.method)

    def mistaken(self, promised: float) -> Iterator[Mistaken]:
        """Each price halved and doubled: do the same decisions still keep the promise?"""
        for one in self.stakes:
            for factor in _FACTORS:
                if one.value:
                    found = self.worth(**{one.name: factor})
                    yield Mistaken(one.name, factor, found, found.low > promised)

    def shown(self, promised: float) -> Iterator[Shown]:
        """Each price with the one at which the model would be worth what is promised, and no more."""
        value = self.worth().value
        for one in self.stakes:
            more = _CASES * float(one.more.mean())
            turns = one.value - (value - promised) / more if more else None
            # Where a cost would have to become a benefit, or the other way round, it never turns.
            never = turns is None or not np.isfinite(turns) or turns * one.value <= 0
            yield Shown(one.name, one.value, more, None if never else turns)
