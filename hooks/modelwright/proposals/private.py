"""Columns whose values must not be written into a suite."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from modelwright.privacy.births import is_birth, is_name
from modelwright.privacy.columns import holdings
from modelwright.sources.table import Column, Piece

if TYPE_CHECKING:
    import polars as pl

    from modelwright.sources import Table
    from modelwright.spec import Spec

# Rows that are looked at, evenly spread: enough to know what a column holds.
_SAMPLE = 5_000


def personal_columns(spec: "Spec", frame: "pl.DataFrame") -> frozenset[str]:
    """The columns that the spec declares, and those that look like personal data by name or by value."""
    import polars as pl

    every = max(1, -(-frame.height // _SAMPLE))
    few = frame.gather_every(every)
    held = [name for name, kind in few.schema.items() if kind == pl.String or kind.is_integer()]
    columns = [Column(name, few[name].cast(pl.String).to_list()) for name in held]
    looked = {one.column for one in holdings(cast("Table", _Rows(columns)))} if columns else set()
    named = {name for name in frame.columns if is_name(name) or is_birth(name)}
    found = {part for one in looked for part in ([one] if one in held else one.split(", "))}
    return frozenset({*spec.data.personal, *named, *found} & set(frame.columns))


class _Rows:
    """What the recognisers read of a data file: its pieces."""

    is_json_lines = False

    def __init__(self, columns: list[Column]) -> None:
        self._columns = columns

    def pieces(self) -> Iterator[Piece]:
        yield Piece(0, self._columns)
