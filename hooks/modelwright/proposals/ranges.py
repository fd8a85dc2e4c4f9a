"""Between which values a column of numbers stays: the extremes of blocks, and how far the next one may go."""

import math
from typing import TYPE_CHECKING, NamedTuple

from modelwright.proposals.slack import LEAST_BLOCKS, RISK, SMALL_RISK, predicted
from modelwright.proposals.tails import reach

if TYPE_CHECKING:
    import polars as pl

    from modelwright.proposals.facts import Facts
    from modelwright.proposals.values import Floats

# A floor or a ceiling is one that so many blocks, and so many rows, have come to and none has passed.
_REACHED_BLOCKS, _REACHED_ROWS = 8, 20
# Decimal numbers between 0 and 1 that come near to 1 are shares.
_NEAR_ONE, _MANY_VALUES = 0.8, 20
# What a tail may bring as far out as this is no share, though none has passed 1 yet.
_NEAR_TWO = 1.5
# A column that grows with time may go on so many times as far.
_GROWTH = 10
# What is less than so small a part of the least value that was seen is nothing.
_NOTHING = 0.01
# Extremes that lean so far to one side have a tail: logarithms tell how far it reaches, and not for each single row.
_SKEWED = 0.6
# The cube of a wider spread is more than a float holds.
_WIDEST = 1e100
# Rows of a delivery that may lie beyond the bounds of a tail; of so few rows, none may.
_TAIL, _LEAST_MOSTLY = 5, 0.98


class Range(NamedTuple):
    """Bounds of a column; None where there is none. `why` says where they come from."""

    low: float | None
    high: float | None
    least: float
    greatest: float
    why: str
    mostly: float | None = None


def ranges(facts: "Facts") -> dict[str, Range]:
    """The range of each column of numbers."""
    import polars as pl

    names = [one.name for one in facts.columns if one.is_number or one.role == "clock"]
    if not names:
        return {}
    block = facts.blocks.numbers(facts.rows)
    wanted = [pl.col(name).min().alias(f"{name}:low") for name in names]
    wanted += [pl.col(name).max().alias(f"{name}:high") for name in names]
    found = facts.frame.select(names).with_columns(block).group_by("block", maintain_order=True).agg(wanted)
    return {name: _range(facts, name, _column(found, f"{name}:low"), _column(found, f"{name}:high")) for name in names}


def _range(facts: "Facts", name: str, lows: "Floats", highs: "Floats") -> Range:
    column = next(one for one in facts.columns if one.name == name)
    least, greatest = float(lows.min()), float(highs.max())
    if column.role == "clock":
        return Range(least, least + _GROWTH * (greatest - least + 1), least, greatest, "it only grows")
    values = facts.frame[name].cast(float)
    high, high_tail = _ceiling(facts, values, highs)
    low, low_tail = _ceiling(facts, -values, -lows)
    low = None if low is None else -low
    if least >= 0:
        low = low if low and low >= _NOTHING * least else 0.0
        low_tail = low_tail and bool(low)
    is_share = column.family == "number" and column.distinct > _MANY_VALUES and _NEAR_ONE <= greatest <= 1
    is_share = is_share and least >= 0 and (facts.blocks.time is not None or high is None or high <= _NEAR_TWO)
    if is_share:
        high, high_tail = 1.0, False
        low, low_tail = (0.0, False) if least <= 1 - _NEAR_ONE else (low, low_tail)
    mostly = _most(facts) if low_tail or high_tail else None
    return Range(low, high, least, greatest, "a share" if is_share else "", mostly)


def _ceiling(facts: "Facts", values: "pl.Series", highs: "Floats") -> tuple[float | None, bool]:
    """What the next block will not pass, and whether a few rows may; None where too little is known."""
    import numpy as np

    greatest = float(highs.max())
    if len(highs) < LEAST_BLOCKS:
        return None, False
    if (highs == greatest).sum() == len(highs) >= _REACHED_BLOCKS and (values == greatest).sum() >= _REACHED_ROWS:
        return greatest, False
    has_tail = facts.blocks.time is None or _skew(highs) > _SKEWED
    sign = 0.0 if not has_tail else 1.0 if highs.min() > 0 else -1.0 if greatest < 0 else 0.0
    spread = float(np.var(np.log(np.abs(highs)) if sign else highs, ddof=1)) * (1 + 1 / len(highs))
    variance = np.asarray(spread * facts.blocks.widening)
    risk = RISK if has_tail else SMALL_RISK
    if sign < 0:
        bound = -float(predicted(-highs, "log", risk=risk, variance=variance).low)
    else:
        bound = float(predicted(highs, "log" if sign else "plain", risk=risk, variance=variance).high)
    end = reach(values.drop_nulls().to_numpy()) if facts.blocks.time is None else None
    bound = bound if end is None else min(bound, end)
    return (max(bound, greatest), has_tail) if math.isfinite(bound) else (None, False)


def _skew(values: "Floats") -> float:
    import numpy as np

    with np.errstate(over="ignore", invalid="ignore"):  # of values like 1e300, the spread is infinite: no skew is known
        spread = float(values.std())
        return float(np.mean((values - values.mean()) ** 3)) / spread**3 if 0 < spread < _WIDEST else 0.0


def _most(facts: "Facts") -> float | None:
    """The share of rows within bounds, where one far out in a tail is no fault: all but `_TAIL` of a delivery."""
    import numpy as np

    sizes = np.diff(facts.blocks.starts, append=facts.rows)
    rows = facts.rows / 2 if facts.blocks.time is None else float(np.median(sizes))
    share = 1 - _TAIL / rows
    return math.floor(share * 10_000) / 10_000 if share > _LEAST_MOSTLY else None


def _column(found: "pl.DataFrame", name: str) -> "Floats":
    return found[name].drop_nulls().cast(float).to_numpy()
