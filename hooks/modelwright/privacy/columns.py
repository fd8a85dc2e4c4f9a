"""What the columns of a data file hold about people."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from modelwright.privacy import births, national_ids, payment
from modelwright.privacy.personal import personal
from modelwright.privacy.phones import PHONE_WORDS
from modelwright.privacy.words import spoken
from modelwright.sources import Table
from modelwright.sources.table import Piece

# A column without a telling name: how many of its values are tried, how many must differ, and what share must pass the
# checks of one kind. A check digit passes one value in ten or so by chance, never nearly all of twenty.
_TRIED, _DIFFERENT, _SHARE = 300, 20, 0.95


class Holding(NamedTuple):
    """What a column holds.

    Args:
        column: its name.
        number: its 1-based number among the columns that were read.
        kind: what it is, in words.
        rows: in how many rows.
        first_row: the first of them, 0-based.
    """

    column: str
    number: int
    kind: str
    rows: int
    first_row: int


class _Seen:
    """What has been seen of one column."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.is_telling = _tells(name)
        self.unsure: set[str] | None = None  # the kinds that most of the first values may be; not tried yet
        self.different = self.filled = 0
        self.rows: Counter[tuple[str, bool]] = Counter()
        self.first: dict[tuple[str, bool], int] = {}

    def take(self, values: list[str | None], first_row: int) -> None:
        if values.count(None) == len(values):
            return
        counts = Counter(values)
        for empty in (None, ""):
            counts.pop(empty, None)
        self.different += len(counts)
        self.filled += counts.total()
        if self.unsure is None and counts:
            self.unsure = self._possible(list(counts)[:_TRIED])
        # Digits alone say nothing where neither the name of the column nor its first values do.
        distinct = [one for one in counts if one and (self.is_telling or self.unsure or not one.isdecimal())]
        found: dict[tuple[str, bool], list[str]] = {}
        for value, kinds in _by_value(distinct, self.name, unsure=bool(self.unsure)):
            for kind in kinds:
                found.setdefault(kind, []).append(value)
        for kind, holders in found.items():
            self.rows[kind] += sum(counts[value] for value in holders)
            self.first.setdefault(kind, first_row + values.index(holders[0]))

    def holdings(self, number: int) -> Iterator[Holding]:
        """Each kind that it holds; of those that are unsure, the one that nearly all values are."""
        named = {kind for kind, sure in self.rows if sure}
        for (kind, sure), rows in self.rows.items():
            whole = self.different >= _DIFFERENT and rows >= _SHARE * self.filled
            if sure or (whole and kind in (self.unsure or ()) and not named):
                yield Holding(self.name, number, kind, rows, self.first[kind, sure])
                if not sure:
                    return

    def _possible(self, values: list[str | None]) -> set[str]:
        tried = [one for one in values if one]
        counts = Counter(
            kind for _, kinds in _by_value(tried, self.name, unsure=True) for kind, sure in kinds if not sure
        )
        return {kind for kind, count in counts.items() if count >= 0.9 * len(tried)}


def holdings(table: Table) -> list[Holding]:
    """What each column of a data file holds. Every row is read, piece by piece.

    Raises:
        Unreadable: the file is not what its name says.
    """
    seen: dict[tuple[int, str], _Seen] = {}
    pairs: dict[tuple[str, str], tuple[int, int]] = {}
    for piece in table.pieces():
        for at, column in enumerate(piece.columns):
            key = (at if not table.is_json_lines else 0, column.name)
            if key not in seen:
                seen[key] = _Seen(column.name)
            if not column.dated:
                seen[key].take(column.values, piece.first_row)
        for names, dates, rows in _pairs(piece):
            count, first = pairs.get((names, dates), (0, piece.first_row + rows[0]))
            pairs[names, dates] = (count + len(rows), first)
    found = [one for number, column in enumerate(seen.values(), start=1) for one in column.holdings(number)]
    if pairs:
        (names, dates), (count, first) = max(pairs.items(), key=lambda pair: pair[1][0])
        number = [name for _, name in seen].index(names) + 1
        found.append(Holding(f"{names}, {dates}", number, births.NAMED_BIRTH, count, first))
    return found


def _pairs(piece: Piece) -> Iterator[tuple[str, str, list[int]]]:
    names = [column for column in piece.columns if births.is_name(column.name)]
    dates = [column for column in piece.columns if births.is_birth(column.name)] if names else []
    for date in dates:
        for name in names:
            if rows := births.rows_with_both(name.values, date.values, dated=date.dated):
                yield name.name, date.name, rows


def _by_value(values: list[str], name: str, *, unsure: bool) -> Iterator[tuple[str, set[tuple[str, bool]]]]:
    """The kinds in each value, and whether each is sure. All values are looked at as one text, a line for each."""
    lines = values
    text = "\n".join(lines)
    if text.count("\n") >= len(values):
        lines = [value.replace("\n", "\v") for value in values]
        text = "\n".join(lines)
    hits = personal(text, name=name, lines=False, unsure=unsure)
    if not hits:
        return
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    found: dict[int, set[tuple[str, bool]]] = {}
    for hit in hits:
        found.setdefault(bisect_right(starts, hit.start) - 1, set()).add((hit.kind, hit.sure))
    for at, kinds in found.items():
        yield values[at], kinds


def _tells(name: str) -> bool:
    """Whether the name of a column can say that a number is somebody's."""
    shown = spoken(name)
    named = (payment.CARD_WORDS, PHONE_WORDS, *(one.words for one in national_ids.NUMBERS))
    return any(pattern.search(shown) for pattern in named)
