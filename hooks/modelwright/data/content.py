"""The content of a table: a digest that knows neither the order of the rows nor the file that they come from.

Rows are a multiset, and its digest is the sum of the hashes of its members: it can be taken in any order and in parts,
and a row that is there twice counts twice. This is MSet-Add-Hash (Clarke and others, 2003, Incremental multiset hash
functions) without its key, for it has to find accidents and not forgers.
"""

from typing import TYPE_CHECKING

import msgspec

from modelwright.data.cells import MISSING, Unsupported, mix, numbers_of, portable, weight, widened
from modelwright.errors import InputError
from modelwright.evidence import ColumnContent, Content

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import polars as pl

    from modelwright.data.cells import Words

# In the digest of everything: another number, and evidence that was written before is of other data.
_VERSION = "content-1"
# Rows that are hashed together: their numbers stay in the cache of one core.
_TOGETHER = 16_384
# Cells that are read at a time, but never fewer rows than this: each column of a part costs a tenth of a millisecond.
_CELLS, _FEWEST = 2_500_000, 8_192
_MODULUS = 2**64


def content_of(rows: "pl.LazyFrame") -> Content:
    """The content of a table, which is read once, in parts.

    Args:
        rows: of any number; what is held in memory does not grow with it.

    Returns:
        One digest for the table and one for each column, sorted by name. The same rows give the same digests in any
        order, from any file that keeps types, in parts of any size, with columns in any order. A column that is renamed
        keeps its digest, and the table does not.

    Raises:
        InputError: a column has a type without a content, such as objects of Python.
    """
    schema = rows.collect_schema()
    together = max(_CELLS // max(len(schema), 1), _FEWEST)
    return content_of_parts(rows.collect_batches(chunk_size=together, maintain_order=False), schema)


class _Sums:
    """What has been added up: a count, and two sums of 64 bits of which the second is not linear in the first."""

    def __init__(self) -> None:
        self.count = self.missing = self.first = self.second = 0

    def add(self, words: "Words", spare: "Words") -> None:
        import numpy as np

        self.count += len(words)
        self.first += int(words.sum())
        np.right_shift(words, 32, out=spare)
        np.multiply(spare, words, out=spare)
        self.second += int(spare.sum())

    def digest(self, *told: str) -> str:
        """32 hexadecimal digits, also of what it is told."""
        import hashlib

        facts = (told, self.count, self.missing, self.first % _MODULUS, self.second % _MODULUS)
        return hashlib.sha256(msgspec.json.encode(facts)).hexdigest()[:32]


def content_of_parts(parts: "Iterable[pl.DataFrame]", schema: "Mapping[str, pl.DataType]") -> Content:
    """The content of a table that comes in parts, such as the batches of a database's cursor.

    Args:
        parts: frames of the same columns, in any order.
        schema: their columns and types, so that a table without rows has a content too.

    Raises:
        InputError: as `content_of`.
    """
    kinds = {name: _kind(name, schema[name]) for name in sorted(schema)}
    columns = {name: _Sums() for name in kinds}
    weights = {name: weight(name) for name in kinds}
    rows = _Sums()
    for part in parts:
        _take(part, columns, weights, rows)
    found = tuple(ColumnContent(name, kinds[name], sums.digest(kinds[name])) for name, sums in columns.items())
    told = (part for one in found for part in (one.name, one.type, one.digest))
    return Content("values", rows.count, found, rows.digest(_VERSION, *told))


def _kind(name: str, kind: "pl.DataType") -> str:
    try:
        return portable(kind)
    except Unsupported as error:
        raise InputError(f"column {name!r}", f"{error}, which has no content that could be compared") from error


def _take(part: "pl.DataFrame", columns: dict[str, _Sums], weights: dict[str, int], rows: _Sums) -> None:
    """Add the values of a part to the sums of their columns, and its rows to those of the rows.

    A row is the sum of its values' hashes, each times a number that its column alone has: where two rows exchange
    values in one column, the columns stay as they are, and the rows do not.
    """
    import numpy as np

    numbers = {name: numbers_of(part.get_column(name)) for name in columns}
    whole, mixed, spare = (np.empty(_TOGETHER, np.uint64) for _ in range(3))
    for start in range(0, part.height, _TOGETHER):
        size = min(_TOGETHER, part.height - start)
        whole, mixed, spare = whole[:size], mixed[:size], spare[:size]
        whole.fill(0)
        for name, (values, missing) in numbers.items():
            widened(values[start : start + size], mixed)
            mix(mixed, spare)
            if missing is not None:
                absent = missing[start : start + size]
                mixed[absent] = MISSING
                columns[name].missing += int(np.count_nonzero(absent))
            columns[name].add(mixed, spare)
            np.multiply(mixed, weights[name], out=mixed)
            np.add(whole, mixed, out=whole)
        mix(whole, spare)
        rows.add(whole, spare)
