"""The rows of a model repo, for corruption: they have to come here."""

from typing import TYPE_CHECKING

from modelwright.errors import InputError

if TYPE_CHECKING:
    import polars as pl

    from modelwright.engines.source import Source
    from modelwright.repo import Repo


# What a database hands over at most.
MOST = 1_000_000


def read_rows(repo: "Repo") -> "pl.LazyFrame":
    """The rows that the spec names, wherever they lie.

    Rows of a file are read from it, whichever engine holds expectations against them. Those of a database are fetched:
    they cannot be corrupted where they are.

    Raises:
        InputError: there are none, there are more in a database than are fetched, or they cannot be read.
    """
    import polars as pl

    from modelwright.expectations.validation import opened, where

    source = opened(repo)
    rows = source.rows()
    if rows is None:
        rows = _fetched(source, where(repo)).lazy()
    if not rows.select(pl.len()).collect().item():
        raise InputError(where(repo), "holds no rows")
    return rows


def _fetched(source: "Source", place: str) -> "pl.DataFrame":
    import polars as pl

    taken: list[pl.DataFrame] = []
    count = 0
    with source.parts() as parts:
        for part in parts.frames:
            count += part.height
            if count > MOST:
                fact = f"has more than {MOST:,} rows, which are not fetched: challenge the suite with a part"
                raise InputError(place, fact)
            taken.append(part)
        return pl.concat(taken) if taken else pl.DataFrame(schema=parts.schema)
