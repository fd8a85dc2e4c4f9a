"""Columns as arrays of numbers: what relations are looked for in."""

from typing import TYPE_CHECKING, Any, NamedTuple

from modelwright.proposals.ties import ties

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from modelwright.proposals.facts import Facts

    Floats = NDArray[np.float64]

# Relations are looked for in so many rows at most, evenly spread: fewer rows make bounds wider, never wrong.
SAMPLE = 40_000


class Values(NamedTuple):
    """Columns of numbers, and categories as their places in a list.

    Args:
        of: for each column, its values; NaN where one is missing.
        names: for each column of categories, their names, in the order of their numbers.
        starts: the first row of each block.
        every: one row in so many was taken.
        ties: for each column of numbers, those that go with it in every block.
    """

    facts: "Facts"
    of: "dict[str, Floats]"
    names: dict[str, list[str]]
    starts: "NDArray[np.int64]"
    every: int
    ties: dict[str, list[str]]

    @property
    def rows(self) -> int:
        """How many rows were taken."""
        return len(next(iter(self.of.values()), ()))

    def shown(self, column: str, value: float) -> Any:
        """A value as a suite writes it: a name, a whole number or a decimal one."""
        if column in self.names:
            return self.names[column][int(value)]
        return int(value) if float(value).is_integer() else float(value)


def values_of(facts: "Facts") -> Values:
    """Numbers and categories of at most `SAMPLE` rows."""
    import numpy as np
    import polars as pl

    every = -(-facts.rows // SAMPLE)
    frame = facts.frame.gather_every(every) if every > 1 else facts.frame
    starts = np.unique(-(-facts.blocks.starts // every))
    found: dict[str, Floats] = {}
    names: dict[str, list[str]] = {}
    for one in facts.columns:
        if one.is_number:
            found[one.name] = frame[one.name].cast(float).fill_null(float("nan")).to_numpy()
        elif one.role == "categories":
            names[one.name] = sorted(frame[one.name].drop_nulls().unique().to_list())
            codes = {name: float(place) for place, name in enumerate(names[one.name])}
            found[one.name] = (
                frame[one.name].replace_strict(codes, default=float("nan"), return_dtype=pl.Float64).to_numpy()
            )
    numbers = {one.name: found[one.name] for one in facts.columns if one.role == "number"}
    tied = ties(numbers, facts.blocks._replace(starts=starts))
    return Values(facts, found, names, starts, every, tied)
