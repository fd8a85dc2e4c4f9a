"""Whether all values of a column have been seen: before a set is expected, it must be complete.

That no other value has come so far says little where values come in runs: half of a file sorted by class has seen half
of the classes, and six months have seen six numbers of months. Values are taken for complete where each of them has
come again, apart from its first run (the reasoning of Good, Biometrika 40, 1953, and Chao, Biometrics 43, 1987: what
is still unseen is estimated from what was seen once).
"""

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    import polars as pl

    from modelwright.proposals.facts import Facts

# `sure`: a set; `nearly`: a set for nearly all rows; `open`: more may come.
Closing = Literal["sure", "nearly", "open"]
# Rows of each value for a set that admits no other: where one is rare, there is a rarer one.
_LEAST_ROWS, _LEAST_SHARE = 20, 0.002
# A value with a smaller share of the rows of any block is one of many rare ones, not one whose time has come.
_RARE = 0.05
# What share of the rows may have a value that is not in a set that is nearly complete.
TOLERATED = 0.01


class Coverage(NamedTuple):
    """The values of a column.

    Args:
        values: in order.
        rows: the fewest rows that one of them has.
        closing: whether there may be others.
    """

    values: list[object]
    rows: int
    closing: Closing


def coverage(facts: "Facts", name: str) -> Coverage:
    """What is known of the values of a column of codes or categories."""
    import numpy as np
    import polars as pl

    sizes = np.diff(facts.blocks.starts, append=facts.rows)
    block = facts.blocks.numbers(facts.rows)
    values = facts.frame[name].alias("value")
    counts = pl.DataFrame([values, block]).drop_nulls().group_by("value", "block").len().sort("value", "block")
    judged = [_closing(facts, part, sizes) for part in counts.partition_by("value", maintain_order=True)]
    closing: Closing = "open" if "open" in judged else "nearly" if "nearly" in judged else "sure"
    rows = counts.group_by("value").agg(pl.col("len").sum())["len"].min()
    known = counts["value"].unique(maintain_order=True).to_list()
    return Coverage(known, int(rows or 0), closing)  # type: ignore[arg-type] # a count


def _closing(facts: "Facts", of_value: "pl.DataFrame", sizes: object) -> Closing:
    import numpy as np

    blocks, counts = of_value["block"].to_numpy(), of_value["len"].to_numpy()
    rows, parts = int(counts.sum()), facts.blocks.parts
    rare = float((counts / np.asarray(sizes)[blocks]).max()) < _RARE
    is_common = rows >= max(_LEAST_ROWS, _LEAST_SHARE * facts.rows)
    if facts.blocks.time is None:
        # In rows of no order, so many parts would hold a value by chance.
        by_chance = parts * (1 - (1 - 1 / parts) ** rows)
        if len(blocks) < by_chance / 2:
            return "open"
        return "sure" if is_common and len(blocks) >= min(3, parts) else "nearly"
    runs = 1 + int((np.diff(blocks) > 1).sum())
    if is_common and facts.blocks.is_seasoned and (runs > 1 or len(blocks) > parts / 2):
        return "sure"
    return "nearly" if rare and facts.blocks.is_seasoned else "open"
