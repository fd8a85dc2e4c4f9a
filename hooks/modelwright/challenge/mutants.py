"""Mutants: the same rows, corrupted in one way."""

import zlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from modelwright.challenge.corruptions import Kind, all_kinds
from modelwright.challenge.rows import Column, Place, Rows, present

if TYPE_CHECKING:
    import polars as pl

    from modelwright.challenge.ground import Ground


class Mutant(NamedTuple):
    """Rows that are corrupted in one way."""

    kind: Kind
    # The column that is corrupted; None where it is rows, or the table.
    column: str | None
    rows: "pl.LazyFrame"
    names: Sequence[str]
    # The columns whose values differ from those of the clean rows; empty where any may.
    touched: tuple[str, ...] = ()
    # Whether the table has the columns that it should have, by name and order.
    same_columns: bool = True


class Twin(NamedTuple):
    """A corruption that changed nothing, or the same as an earlier one: it is not tried."""

    kind: Kind
    column: str


def mutants(ground: "Ground") -> Iterator[Mutant | Twin]:
    """Every corruption that makes sense, in every column where it does."""
    for place in ground.places():
        seen = [place.column.values]
        has_values = present(place.column.values).any()
        for kind in all_kinds():
            if kind.wants is Column and has_values:
                yield from _of_values(ground, kind, place.column, seen)
            elif kind.wants is Place:
                yield from _of_place(kind, place)
    for kind in all_kinds():
        changed = kind.corrupt(ground.rows) if kind.wants is Rows else None
        if changed is not None:
            yield Mutant(kind, None, changed, changed.collect_schema().names())


def _of_values(ground: "Ground", kind: Kind, column: Column, seen: "list[pl.Series]") -> "Iterator[Mutant | Twin]":
    changed = kind.corrupt(column._replace(seed=zlib.crc32(f"{kind.name} of {column.name}".encode())))
    if changed is None:
        return
    changed = changed.alias(column.name)
    if any(_equal(changed, one) for one in seen):
        yield Twin(kind, column.name)
        return
    seen.append(changed)
    yield Mutant(kind, column.name, ground.frame.with_columns(changed).lazy(), ground.rows.names, (column.name,))


def _of_place(kind: Kind, place: Place) -> "Iterator[Mutant | Twin]":
    changed = kind.corrupt(place)
    if changed is None:
        return
    concerned = (place.column.name, *([place.neighbour] if place.neighbour else []))
    names = changed.columns
    touched = tuple(one for one in concerned if one not in names or not _equal(changed[one], place.frame[one]))
    if touched:
        same = names == place.frame.columns
        yield Mutant(kind, place.column.name, changed.lazy(), names, touched, same)
    else:
        yield Twin(kind, place.column.name)


def _equal(one: "pl.Series", other: "pl.Series") -> bool:
    return one is other or (one.dtype == other.dtype and one.equals(other, null_equal=True))
