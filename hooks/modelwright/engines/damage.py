"""Files that are damaged in their middle: their head and their foot are fine, so only reading all of one tells."""

from collections.abc import Iterator
from contextlib import contextmanager

from modelwright.engines.files import SUFFIXES, scan_file
from modelwright.errors import InputError
from modelwright.repo import Repo


@contextmanager
def undamaged(repo: Repo) -> Iterator[None]:
    """Do something with the rows of a repository, and say so where it fails because their file is damaged.

    Raises:
        InputError: what is done failed, and the file cannot be read on its own either.
    """
    import polars as pl

    try:
        yield
    except pl.exceptions.PolarsError as error:
        path, shown = repo.data_path, repo.shown(repo.spec.data.path)
        if path.suffix.lower() not in SUFFIXES or not path.is_file():
            raise
        try:
            for _ in scan_file(path, shown).collect_batches():
                pass
        except (pl.exceptions.PolarsError, OSError):
            raise InputError(shown, "cannot be read to its end: it is damaged") from error
        raise
