"""What all evidence is made of: immutable records, and what each was measured on."""

from typing import Literal

import msgspec


class Record(msgspec.Struct, frozen=True):
    """A piece of evidence: immutable."""


class Fingerprints(Record, frozen=True):
    """What a result was measured on. Two equal fingerprints mean the same bytes."""

    data: str
    spec: str
    code: str
    kit: str = ""

    def changed(self, now: "Fingerprints") -> set[str]:
        """The names of those that differ."""
        return {name for name in self.__struct_fields__ if getattr(self, name) != getattr(now, name)}


class ColumnContent(Record, frozen=True):
    """What one column holds, whatever the order of its rows."""

    name: str
    type: str
    digest: str


class Content(Record, frozen=True):
    """Which rows a result was measured on: the same for the same rows, in any order and from any file."""

    method: Literal["values", "statistics"]
    rows: int
    columns: tuple[ColumnContent, ...]
    digest: str
