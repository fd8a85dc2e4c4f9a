"""The search for the weakest slices: where the loss of a row is higher than elsewhere, and not by chance.

Each column is coded as parts once. For every part, and every pair of parts of two columns, one count of the rows gives
how many they are, the sum of their losses and the sum of its squares; so the search is exact, and linear in rows.
Slices of three columns are looked for within the weakest slices of two only: one that is weak in no two of its columns
is not found.

A slice is held against all other rows (Welch, 1947). As many slices are looked at, the weakest of them is weak by
chance alone; the share of false findings is kept below `FALSE` whatever way slices overlap (Benjamini and Yekutieli,
2001), and every slice counts that could have been looked at, those of three columns included. Where rows are not
independent, what is promising is judged by sums over blocks of rows (Liang and Zeger, 1986).
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from math import prod

import numpy as np
import numpy.typing as npt

from modelwright.evaluation.metrics import Floats
from modelwright.evaluation.slices.coding import Coded

# The share of findings that may be false.
FALSE = 0.05
# So many of the weakest pairs are looked at once more, with each other column.
_EXTENDED = 20
# What is less than this many standard errors behind the others is not worth a second look.
_PROMISING = 2.0
# So many candidates are judged exactly where rows come in blocks.
_JUDGED = 300
Codes = npt.NDArray[np.integer]
Booleans = npt.NDArray[np.bool_]
# The losses and their squares, shape (rows,) each.
Powers = tuple[Floats, Floats]


@dataclass(frozen=True)
class Candidate:
    """A slice that does worse than the other rows.

    Args:
        parts: which parts of which columns: pairs of places in the list of columns, and in its parts.
        rows: how many rows it has.
        mean: the mean loss of its rows.
        z: by how many standard errors its mean loss is above that of all other rows.
        p: the chance of that, or more, where slice and others are alike.
    """

    parts: tuple[tuple[int, int], ...]
    rows: int
    mean: float
    z: float
    p: float


@dataclass(frozen=True)
class Searched:
    """What a search found.

    Args:
        looks: how many slices could have been found.
        found: those that are behind not by chance, the surest first.
    """

    looks: int
    found: tuple[Candidate, ...]


def search(columns: list[Coded], loss: Floats, *, least: int, blocks: Codes | None = None) -> Searched:
    """Find the slices of one to three columns whose mean loss is above that of the other rows.

    Args:
        columns: the columns, each with codes of shape (rows,).
        loss: shape (rows,), finite.
        least: how many rows a slice must have.
        blocks: shape (rows,), whole numbers from 0 on: rows of one block are not independent of each other.
    """
    squared = loss**2
    totals = np.array([len(loss), loss.sum(), squared.sum()])
    looks, kept = 0, list[Candidate]()
    for places in [*combinations(range(len(columns)), 1), *combinations(range(len(columns)), 2)]:
        sizes = [len(columns[place].parts) for place in places]
        if not prod(sizes):
            continue
        number, some = _cells(columns, places, (loss, squared), totals, least)
        looks += number
        kept += some
    looks += sum(_could_be(columns, three, len(loss), least) for three in combinations(range(len(columns)), 3))
    pairs = sorted((one for one in kept if len(one.parts) > 1), key=_surest)[:_EXTENDED]
    kept += _extended(columns, pairs, (loss, squared), totals, least)
    if blocks is not None:
        sums = np.bincount(blocks).astype(float), np.bincount(blocks, weights=loss).astype(float)
        kept = [_in_blocks(one, columns, loss, blocks, sums) for one in sorted(kept, key=_surest)[:_JUDGED]]
    return Searched(looks, tuple(_beyond_chance([one for one in kept if one.z > 0], looks)))


def rows_of(candidate: Candidate, columns: list[Coded]) -> Booleans:
    """Which rows are in a slice. Shape (rows,)."""
    inside = [columns[place].codes == part for place, part in candidate.parts]
    return np.logical_and.reduce(inside)


def _surest(one: Candidate) -> tuple[float, int, tuple[tuple[int, int], ...]]:
    return -one.z, len(one.parts), one.parts


def _cells(
    columns: list[Coded], places: tuple[int, ...], powers: Powers, totals: Floats, least: int
) -> tuple[int, list[Candidate]]:
    """How many slices of these columns have rows enough, and those that are promising."""
    # Codes have one value more than parts: the rows that are in none.
    shape = [len(columns[place].parts) + 1 for place in places]
    cells = columns[places[0]].codes.astype(np.intp)
    for place, size in zip(places[1:], shape[1:], strict=True):
        cells *= size
        cells += columns[place].codes
    sums = _sums(cells, powers, prod(shape)).reshape(3, *shape)[(slice(None), *(slice(-1) for _ in shape))]
    number, flat, z, p = _behind(sums.reshape(3, -1), totals, least)
    sizes = [size - 1 for size in shape]
    inside = (np.unravel_index(cell, sizes) for cell in flat)
    return number, [
        Candidate(
            tuple((place, int(part)) for place, part in zip(places, parts, strict=True)),
            int(sums.reshape(3, -1)[0, cell]),
            float(sums.reshape(3, -1)[1, cell] / sums.reshape(3, -1)[0, cell]),
            float(z[at]),
            float(p[at]),
        )
        for at, (cell, parts) in enumerate(zip(flat, inside, strict=True))
    ]


def _sums(cells: Codes, powers: Powers, size: int) -> Floats:
    """Shape (3, cells): how many rows, the sum of their losses and of its squares."""
    return np.stack([np.bincount(cells, weights=one, minlength=size) for one in (None, *powers)])


def _behind(sums: Floats, totals: Floats, least: int) -> tuple[int, Codes, Floats, Floats]:
    """How many cells have rows enough on both sides, and of the promising ones the place, the z and the p of Welch."""
    from scipy.special import stdtr

    inner, outer = sums, totals[:, None] - sums
    enough = (inner[0] >= max(2, least)) & (outer[0] >= max(2, least))
    with np.errstate(divide="ignore", invalid="ignore"):
        means = [side[1] / side[0] for side in (inner, outer)]
        spreads = [
            np.maximum(side[2] / side[0] - mean**2, 0) / (side[0] - 1)
            for side, mean in zip((inner, outer), means, strict=True)
        ]
        error = spreads[0] + spreads[1]
        z = np.where(enough & (error > 0), (means[0] - means[1]) / np.sqrt(error), 0.0)
        freedom = error**2 / (spreads[0] ** 2 / (inner[0] - 1) + spreads[1] ** 2 / (outer[0] - 1))
    promising = np.flatnonzero(z > _PROMISING)
    return int(enough.sum()), promising, z[promising], np.asarray(stdtr(freedom[promising], -z[promising]))


def _could_be(columns: list[Coded], places: tuple[int, ...], rows: int, least: int) -> int:
    """At most so many slices of these columns have rows enough."""
    return min(prod(len(columns[place].parts) for place in places), rows // max(1, least))


def _extended(
    columns: list[Coded], pairs: list[Candidate], powers: Powers, totals: Floats, least: int
) -> Iterator[Candidate]:
    """The promising slices of three columns within those of two."""
    seen = set[tuple[tuple[int, int], ...]]()
    for pair in pairs:
        inside = np.flatnonzero(rows_of(pair, columns))
        part_of_powers = powers[0][inside], powers[1][inside]
        taken = {place for place, _ in pair.parts}
        for place, column in enumerate(columns):
            if place in taken or not column.parts:
                continue
            sums = _sums(column.codes[inside].astype(np.intp), part_of_powers, len(column.parts) + 1)[:, :-1]
            _, flat, z, p = _behind(sums, totals, least)
            for at, part in enumerate(flat):
                parts = tuple(sorted([*pair.parts, (place, int(part))]))
                # A part that holds all rows of the pair says nothing new.
                if parts not in seen and sums[0, part] < len(inside):
                    rows, mean = int(sums[0, part]), float(sums[1, part] / sums[0, part])
                    yield Candidate(parts, rows, mean, float(z[at]), float(p[at]))
                seen.add(parts)


def _in_blocks(
    one: Candidate, columns: list[Coded], loss: Floats, blocks: Codes, of_blocks: tuple[Floats, Floats]
) -> Candidate:
    """The same slice, with the error of sums over blocks; `of_blocks` has the rows and the losses of each."""
    from scipy.special import stdtr

    inside = np.flatnonzero(rows_of(one, columns))
    rest = len(loss) - one.rows
    outer = (float(of_blocks[1].sum()) - one.rows * one.mean) / rest
    there = blocks[inside]
    rows = np.bincount(there, minlength=len(of_blocks[0]))
    lost = np.bincount(there, weights=loss[inside], minlength=len(rows))
    totals = (lost - rows * one.mean) / one.rows
    totals -= ((of_blocks[1] - lost) - (of_blocks[0] - rows) * outer) / rest
    # What says how sure the slice is are the blocks that have a row in it.
    units = int(np.count_nonzero(rows))
    if units < 2:  # noqa: PLR2004  one block says nothing about the next
        return Candidate(one.parts, one.rows, one.mean, 0.0, 1.0)
    error = math.sqrt(float(np.square(totals).sum()) * units / (units - 1))
    z = (one.mean - outer) / error if error > 0 else 0.0
    return Candidate(one.parts, one.rows, one.mean, z, float(stdtr(units - 1, -z)))


def _beyond_chance(candidates: list[Candidate], looks: int) -> Iterator[Candidate]:
    """Benjamini and Yekutieli's step-up: no more than `FALSE` of what it keeps is by chance, on average."""
    ordered = sorted(candidates, key=lambda one: (one.p, *_surest(one)))
    if not ordered:
        return
    level = FALSE / (looks * (math.log(looks) + float(np.euler_gamma)))
    passed = [rank for rank, one in enumerate(ordered, start=1) if one.p <= rank * level]
    yield from sorted(ordered[: max(passed, default=0)], key=_surest)
