"""Near-duplicates among many rows, without comparing every row with every other.

Rows are projected on a few random directions and cut into cells, so that near rows mostly fall into one (locality
sensitive hashing for Euclidean distance: Datar et al., 2004). Within a cell they are sorted along one more direction,
and each is compared with its next neighbours (the sorted neighbourhood: Hernández and Stolfo, 1995). This is done
several times with other directions. Whatever is found is verified in every column. The cost is that of sorting.
"""

import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    import numpy.typing as npt

    Numbers = npt.NDArray[np.floating]
    Hashes = npt.NDArray[np.uint64]
    Flags = npt.NDArray[np.bool_]

# Of the spread of a column. Copies with noise of a hundredth of it are found; see docs/splits.md for what else is.
TOLERANCE = 0.03
_TABLES = 6
_DIRECTIONS = 4
# The side of a cell, in diagonals of the box that is near.
_WIDTH = 4.0
_NEIGHBOURS = 4
# So many rows say how wide a column is spread.
_SAMPLE = 100_000
# How finely rows are projected, and from where on a number is just far away, in units of its column's spread.
_UNITS = 1024
_FAR = 1e6
# The half of a number that says the cell; the other half says the place in it, so that one sort does for both.
_UPPER = 0xFFFFFFFF00000000
# Pairs are verified in blocks, so that memory does not grow with them.
_BLOCK = 200_000
# Rows are put into cells in blocks that the cache of a processor holds.
_CACHED = 16_384


def twins(numbers: "Numbers", names: "Hashes", held: "Flags", *, tolerance: float = TOLERANCE) -> "Flags":
    """Whether each held-out row is near to a row that is not held out.

    Args:
        numbers: shape (rows, columns); a missing one is near to a missing one alone.
        names: shape (rows,): a hash of what must be the same in both rows.
        held: shape (rows,).
        tolerance: how far two numbers of a column may be apart, as a share of its spread.

    Returns:
        Shape (rows,); no row that is not held out is marked.
    """
    import numpy as np

    found = np.zeros(len(held), dtype=bool)
    if not held.any() or held.all():
        return found
    scaled, alike = _scaled(numbers), _with_missing(names, numbers)
    # Whole numbers, whose sums are exact in any order: the same rows are compared on every machine.
    places = np.rint(np.clip(scaled, -_FAR, _FAR) * _UNITS, dtype=np.float64)
    generator = np.random.default_rng(0)
    width = _WIDTH * tolerance * max(scaled.shape[1], 1) ** 0.5
    for _ in range(_TABLES):
        cells, along = _cells(places, alike, width, generator)
        order = np.argsort((cells & np.uint64(_UPPER)) | along.astype(np.uint64), kind="stable")
        for one, other in _neighbours(cells[order] & np.uint64(_UPPER), order, held, found):
            with np.errstate(over="ignore"):
                near = np.abs(scaled[one] - scaled[other]).max(axis=1, initial=0) <= tolerance
            near &= alike[one] == alike[other]
            found[one[near]] = True
            found[other[near]] = True
            found &= held
    return found


def _scaled(numbers: "Numbers") -> "Numbers":
    """Columns around 0, in units of their spread: of the middle half, or of all where that half is one value."""
    import numpy as np

    if not numbers.size:
        return np.ascontiguousarray(numbers)
    some = numbers[:: max(1, len(numbers) // _SAMPLE)]
    # A column that is missing altogether has no middle, and one with numbers from 1e-300 to 1e300 no finite spread.
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        low, middle, high = np.nanquantile(some, [0.25, 0.5, 0.75], axis=0)
        spread = np.where(high > low, (high - low) / 1.349, np.nanstd(some, axis=0))  # as of a normal distribution
        spread = np.where(np.isfinite(spread) & (spread > 0), spread, 1.0)
        # Row by row in memory, as whatever follows reads them; a frame has its numbers column by column.
        scaled: Numbers = np.subtract(numbers, np.nan_to_num(middle), order="C")
        scaled /= spread
        if not np.isfinite(scaled).all():
            np.nan_to_num(scaled, copy=False)
    return scaled


def _with_missing(names: "Hashes", numbers: "Numbers") -> "Hashes":
    """The hash of the names and of which numbers are missing."""
    import numpy as np

    alike = names.astype(np.uint64)
    with np.errstate(over="ignore"):
        for column in range(numbers.shape[1]):
            alike = alike * np.uint64(0x9E3779B97F4A7C15) + np.isnan(numbers[:, column]).astype(np.uint64)
    return alike


def _cells(
    places: "Numbers", alike: "Hashes", width: float, generator: "np.random.Generator"
) -> "tuple[Hashes, npt.NDArray[np.uint32]]":
    """The cell of each row, and its place along one more direction, as whole numbers in the order of the places."""
    import numpy as np

    directions = np.rint(generator.standard_normal((places.shape[1], _DIRECTIONS + 1)) * _UNITS)
    shifts = generator.uniform(0, width, _DIRECTIONS + 1)
    cells, along = alike.copy(), np.empty(len(alike), dtype=np.uint32)
    whole = places @ directions
    for start in range(0, len(cells), _CACHED):
        block = slice(start, start + _CACHED)
        projected = (whole[block] / _UNITS**2).T
        here = cells[block]
        with np.errstate(over="ignore", invalid="ignore"):
            for number in range(_DIRECTIONS):
                place = np.floor((projected[number] + shifts[number]) / width).astype(np.int64)
                here = (here ^ (here >> np.uint64(29)) ^ place.view(np.uint64)) * np.uint64(0xBF58476D1CE4E5B9)
            bits = projected[-1].astype(np.float32).view(np.uint32)
        cells[block] = here
        # The bits of floating-point numbers are in order but for the sign.
        along[block] = np.where(bits >> np.uint32(31), ~bits, bits | np.uint32(0x80000000))
    return cells, along


def _neighbours(
    cells: "Hashes", order: "npt.NDArray[np.intp]", held: "Flags", found: "Flags"
) -> "Iterator[tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]]":
    """Pairs of rows of one cell, next to each other, of which one is held out and has no twin yet."""
    import numpy as np

    for step in range(1, _NEIGHBOURS + 1):
        if step >= len(order):
            return
        one, other = order[:-step], order[step:]
        pairs = (cells[:-step] == cells[step:]) & (held[one] != held[other]) & ~(found[one] | found[other])
        places = np.flatnonzero(pairs)
        for start in range(0, len(places), _BLOCK):
            block = places[start : start + _BLOCK]
            yield one[block], other[block]
