"""Means, deviations and quantiles of whole columns, and how far they may move."""

import math
from typing import TYPE_CHECKING, NamedTuple

from modelwright.proposals.shares import LEAST_SHARE
from modelwright.proposals.slack import (
    LEAST_BLOCKS,
    LEAST_FREEDOM,
    RISK,
    Scale,
    outward,
    predicted,
    scaled,
    student,
    unscaled,
)

if TYPE_CHECKING:
    import polars as pl

    from modelwright.proposals.facts import Facts
    from modelwright.proposals.values import Floats

QUANTILES = (0.05, 0.5, 0.95)
# Blocks differ by no more than chance where their variance is less than this times that of rows in a drawn order: the
# 1 % point of F(19, 19).
_BY_CHANCE = 3.03
# Blocks in a drawn order that chance is known from, at least.
_DRAWN = 20
# Degrees of freedom that are as good as all.
_MANY = 1_000
# What a part of the rows shows is a little off from what all of them do: a share of the width of the bounds.
_HAIR = 0.03


class Moment(NamedTuple):
    """A statistic of a column, or several of one kind, and the bounds of each."""

    column: str
    kind: str  # mean, stdev or quantiles
    bounds: tuple[tuple[float, float], ...]

    def notices(self, there: "Floats") -> bool:
        """Whether these values break a bound, and not by a hair."""
        for one, (low, high) in zip(_statistics(self.kind, there), self.bounds, strict=True):
            hair = _HAIR * (high - low)
            if not low - hair <= one <= high + hair:
                return True
        return False


def moments(facts: "Facts") -> dict[str, list[Moment]]:
    """For each column of numbers, its moments; none where blocks are too few."""
    names = [one for one in facts.numbers if facts.frame[one].null_count() < facts.rows]
    if facts.blocks.parts < LEAST_BLOCKS or not names:
        return {}
    block = facts.blocks.numbers(facts.rows)
    rows = facts.frame.select(names)
    by_block = _by_block(rows, block)
    drawn = _drawn(rows, block, facts.blocks.parts) if facts.blocks.time is None else None
    return {name: [_moment(facts, name, kind, by_block, drawn) for kind in _kinds(facts, name)] for name in names}


def _drawn(rows: "pl.DataFrame", block: "pl.Series", parts: int) -> "pl.DataFrame":
    """The statistics of blocks of rows in a drawn order: of few blocks, in several orders."""
    import polars as pl

    orders = -(-_DRAWN // parts)
    shuffled = (rows.sample(fraction=1.0, shuffle=True, seed=seed) for seed in range(orders))
    return pl.concat([_by_block(one, block) for one in shuffled])


def _kinds(facts: "Facts", name: str) -> tuple[str, ...]:
    """Of codes, a quantile is one of few values, and jumps."""
    is_number = any(one.name == name and one.role == "number" for one in facts.columns)
    return ("quantiles", "mean", "stdev") if is_number else ("mean", "stdev")


def _moment(facts: "Facts", name: str, kind: str, by_block: "pl.DataFrame", drawn: "pl.DataFrame | None") -> Moment:
    import numpy as np

    found = []
    for part in _parts(kind):
        there = by_block[f"{name}:{part}"].drop_nulls().to_numpy().astype(np.float64)
        scale: Scale = "log" if len(there) and there.min() > 0 else "plain"
        by_chance = None if drawn is None else drawn[f"{name}:{part}"].drop_nulls().to_numpy().astype(np.float64)
        low, high = _bounds(facts, there, by_chance, scale)
        if kind == "quantiles":
            near_low, near_high = _near(facts, name, float(part))
            low, high = min(low, near_low), max(high, near_high)
        elif facts.blocks.time is not None:
            low, high = _wider(scale, _of_all(facts.frame[name], part), low, high)
        else:  # of a file that is sorted, each block spreads less than all of it
            whole = _of_all(facts.frame[name], part)
            low, high = min(low, whole), max(high, whole)
        low, high = outward(low, high)
        found.append((max(low, 0.0) if _is_never_negative(facts, name) else low, high))
    return Moment(name, kind, tuple(found))


def _bounds(facts: "Facts", there: "Floats", drawn: "Floats | None", scale: Scale) -> tuple[float, float]:
    import numpy as np

    if len(there) < LEAST_BLOCKS:
        return -np.inf, np.inf
    spread = float(np.var(scaled(there, scale), ddof=1))
    variance, freedom = spread * (1 + 1 / len(there)), 0
    if drawn is not None and len(drawn) % len(there) == 0 < len(drawn) and (scale != "log" or drawn.min() > 0):
        chance = float(np.var(scaled(drawn, scale), ddof=1))
        if spread <= _BY_CHANCE * chance:
            variance, freedom = max(spread, chance) * (1 + 1 / LEAST_SHARE) / len(there), LEAST_FREEDOM
    widened = np.asarray(variance * facts.blocks.widening)
    low, high = predicted(there, scale, risk=RISK, variance=widened, freedom=freedom)
    return float(low), float(high)


def _wider(scale: Scale, whole: float, low: float, high: float) -> tuple[float, float]:
    """Bounds for a year as well as for a month: of many months, the spread is that of the seasons too."""
    import numpy as np

    if not np.isfinite([low, high, whole]).all() or (scale == "log" and whole <= 0):
        return low, high
    ends, middle = scaled(np.array([low, high]), scale), scaled(np.array([whole]), scale)
    half = (ends[1] - ends[0]) / 2
    around = unscaled(middle + np.array([-half, half]), scale)
    return min(low, float(around[0])), max(high, float(around[1]))


def _of_all(values: "pl.Series", part: str) -> float:
    return float((values.mean() if part == "mean" else values.std()) or 0)  # type: ignore[arg-type] # of numbers


def _near(facts: "Facts", name: str, level: float) -> tuple[float, float]:
    """The quantiles that one of a delivery may be mistaken for: a distribution-free interval of order statistics.

    Where a twentieth of the rows are 0, so is each block's quantile of 0.05, until a delivery has a few less.
    """
    import numpy as np

    blocks = facts.blocks
    rows = (
        facts.rows * LEAST_SHARE if blocks.time is None else float(np.median(np.diff(blocks.starts, append=facts.rows)))
    )
    reach = student(RISK, _MANY) * math.sqrt(level * (1 - level) / rows)
    values = facts.frame[name]
    low, high = (values.quantile(min(max(level + by, 0), 1), "nearest") for by in (-reach, reach))
    return float(low or 0), float(high or 0)


def _is_never_negative(facts: "Facts", name: str) -> bool:
    return float(facts.frame[name].min() or 0) >= 0  # type: ignore[arg-type] # a number, as `numbers` says


def _by_block(rows: "pl.DataFrame", block: "pl.Series") -> "pl.DataFrame":
    import polars as pl

    wanted: list[pl.Expr] = []
    for name in rows.columns:
        there = pl.col(name)
        wanted += [there.mean().alias(f"{name}:mean"), there.std().alias(f"{name}:stdev")]
        wanted += [there.quantile(one, "nearest").alias(f"{name}:{one}") for one in QUANTILES]
    return rows.with_columns(block).group_by("block", maintain_order=True).agg(wanted)


def _parts(kind: str) -> tuple[str, ...]:
    return tuple(str(one) for one in QUANTILES) if kind == "quantiles" else (kind,)


def _statistics(kind: str, there: "Floats") -> list[float]:
    import numpy as np

    if kind == "mean":
        return [float(np.nanmean(there))]
    if kind == "stdev":
        return [float(np.nanstd(there, ddof=1))]
    return np.nanquantile(there, QUANTILES, method="nearest").tolist()  # type: ignore[no-any-return]
