"""What all tables of the spec share."""

from typing import Annotated

from msgspec import Meta, Struct

Text = Annotated[str, Meta(min_length=1)]
Share = Annotated[float, Meta(ge=0, le=1)]
# The keys at fault, and the fact.
Contradiction = tuple[tuple[str, ...], str]
Columns = tuple[Annotated[str, Meta(min_length=1)], ...]


class Table(Struct, frozen=True, forbid_unknown_fields=True):
    """A table of the spec: immutable, and closed to keys that it does not name."""
