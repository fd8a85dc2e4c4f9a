"""Small counts that are not shown, and the others that they could be computed from."""

import heapq
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

Name = TypeVar("Name")
_Cell = tuple[int, int]

# A smaller count may point at a person.
FLOOR = 5


def suppressed(counts: Mapping[Name, int], *, floor: int = FLOOR) -> dict[Name, int | None]:
    """The counts of a list whose total is known, without the small ones: None in their place.

    One gap could be filled from the total, and gaps that add up to little are each small. So the smallest of the other
    counts are left out too, until there are two gaps and they add up to the floor.

    Args:
        counts: one for each group. The groups have no member in common, and together they are all.
        floor: the smallest count that is shown. A zero is shown: nobody is counted there.
    """
    hidden = {name for name, count in counts.items() if 0 < count < floor}
    others = sorted((name for name in counts if name not in hidden), key=lambda name: counts[name] or math.inf)
    while hidden and others and (len(hidden) == 1 or sum(counts[name] for name in hidden) < floor):
        hidden.add(others.pop(0))
    return {name: None if name in hidden else count for name, count in counts.items()}


def suppressed_table(counts: Sequence[Sequence[int]], *, floor: int = FLOOR) -> list[list[int | None]]:
    """The counts of a table with its totals, without the small ones and without what they could be computed from.

    Each row and each column with its total is an equation, and each count stands in two of them. A gap can be filled
    exactly where it lies on no circle of gaps (Gusfield, 1988), so each gets the circle that costs the fewest counted
    members. Gaps of a row or a column that add up to less than the floor get one more.

    Args:
        counts: rows of equal length.
        floor: the smallest count or total that is shown. A zero is shown: nobody is counted there.

    Returns:
        One row and one column more: the totals, with that of all last. Where that is below the floor, nothing is shown.
    """
    whole = [[*row, sum(row)] for row in counts]
    whole.append([sum(column) for column in zip(*whole, strict=True)])
    if whole[-1][-1] < floor:
        return [[None for _ in row] for row in whole]
    hidden: set[_Cell] = set()
    small = [cell for cell in _cells(whole) if 0 < _at(whole, cell) < floor]
    hidden.update(small)
    for cell in sorted(small, key=lambda cell: _at(whole, cell)):
        hidden |= _around(whole, hidden, cell)
    while (wanted := _wanting(whole, hidden, floor)) is not None:
        hidden |= {wanted, *_around(whole, hidden, wanted)}
    return [[None if (r, c) in hidden else count for c, count in enumerate(row)] for r, row in enumerate(whole)]


def _cells(whole: list[list[int]]) -> Iterator[_Cell]:
    """All places but that of the last total, which everybody knows."""
    for r, row in enumerate(whole):
        yield from ((r, c) for c in range(len(row)) if (r, c) != (len(whole) - 1, len(row) - 1))


def _at(whole: list[list[int]], cell: _Cell) -> int:
    return whole[cell[0]][cell[1]]


def _around(whole: list[list[int]], hidden: set[_Cell], cell: _Cell) -> set[_Cell]:
    """The cheapest gaps that close a circle with one: a shortest path from its row to its column (Dijkstra, 1959).

    The nodes are the rows and the columns, and a count joins its row and its column. A gap costs nothing, a zero more
    than all counts, for who knows that it is one has no gap there.
    """
    beyond = 4 * whole[-1][-1] + 1
    row, column = cell
    ways: list[tuple[int, bool, int, tuple[_Cell, ...]]] = [(0, True, row, ())]
    done: set[tuple[bool, int]] = set()
    while ways:
        cost, is_row, node, path = heapq.heappop(ways)
        if (is_row, node) in done:
            continue
        done.add((is_row, node))
        if not is_row and node == column:
            return set(path)
        for step in _cells(whole):
            if step[0 if is_row else 1] == node and step != cell:
                price = 0 if step in hidden else _at(whole, step) or beyond
                heapq.heappush(ways, (cost + price, not is_row, step[1 if is_row else 0], (*path, step)))
    return set(_cells(whole))


def _wanting(whole: list[list[int]], hidden: set[_Cell], floor: int) -> _Cell | None:
    """The cheapest count to leave out of a row or a column whose gaps add up to less than the floor; None: all do."""
    last = (len(whole) - 1, len(whole[0]) - 1)
    for along in (0, 1):
        for line in range(last[along] + 1):
            cells = [one for one in _cells(whole) if one[along] == line and one[1 - along] != last[1 - along]]
            total = (line, last[1]) if along == 0 else (last[0], line)
            gaps = [one for one in cells if one in hidden]
            if not gaps or total in hidden or sum(_at(whole, one) for one in gaps) >= floor:
                continue
            shown = [one for one in cells if one not in hidden and _at(whole, one)]
            if shown:
                return min(shown, key=lambda one: _at(whole, one))
    return None
