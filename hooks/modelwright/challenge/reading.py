"""The rows of a model repo, for corruption: they have to come here."""

from typing import TYPE_CHECKING, Any

from modelwright.errors import InputError

if TYPE_CHECKING:
    import polars as pl

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
    rows = source.scan()
    if rows is None and repo.spec.data.connection is None:
        from modelwright.engines.files import FileSource

        rows = FileSource(repo.data_path).scan()
    if rows is None:
        rows = _fetched(source, where(repo)).lazy()
    if not rows.select(pl.len()).collect().item():
        raise InputError(where(repo), "holds no rows")
    return rows


def _fetched(source: Any, place: str) -> "pl.DataFrame":
    import polars as pl
    import sqlalchemy as sa

    with source.opened() as (connection, table):
        columns: list[Any] = [
            sa.column(one["name"]) for one in sa.inspect(connection).get_columns(table.name, table.schema)
        ]
        query = sa.select(*columns).select_from(table).limit(MOST + 1)
        rows = pl.read_database(query, connection)
    if rows.height > MOST:
        raise InputError(place, f"has more than {MOST:,} rows, which are not fetched: challenge the suite with a part")
    return rows
