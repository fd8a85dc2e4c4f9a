"""Copies of the data file with rows or outcomes changed, to see what the team's `load` makes of them."""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

# A column of the copy says which row of the file each row of the frame comes from.
MARK = "modelwright row"
# More rows of the file would show the same.
ROWS = 50_000


class Unreadable(Exception):  # noqa: N818 - a reason why nothing is measured, not an error
    """The file cannot be changed and loaded again; the text says why."""


class Copied:
    """A data file, or a sample of its rows, in a folder of its own beside the other files of its folder.

    Args:
        path: the data file, Parquet or CSV.
        folder: an empty folder.
        load: the team's `load`.
        keys: the columns that identify a row.
        seed: draws the sample.

    Raises:
        Unreadable: the file is of another kind, or is damaged.
    """

    def __init__(self, path: Path, folder: Path, load: Callable[[Path], Any], *, keys: list[str], seed: int) -> None:
        self._path, self._folder, self._load, self._keys = path, folder, load, keys
        table = _read(path)
        if table.height > ROWS:
            chosen = np.sort(np.random.default_rng(seed).permutation(table.height)[:ROWS])
            table = table[chosen]
        self.table = table
        for other in path.parent.iterdir():
            if other.name != path.name:
                _link(other, folder / other.name)

    def loaded(self, table: "pl.DataFrame") -> "pd.DataFrame":
        """What `load` makes of rows, each with its number of the table in the column `MARK`.

        Raises:
            Unreadable: `load` does not take them, or its rows cannot be told to be which.
        """
        marked = table if MARK in table.columns else numbered(table)
        try:
            frame = self._made(marked)
            if MARK not in frame.columns:
                frame = self._made(marked.drop(MARK))
        except Exception as error:  # whatever the team's code raises, it is not asked for an altered file in production
            reason = str(error).splitlines()[0][:120] if str(error) else type(error).__name__
            raise Unreadable(f"load does not take a copy of the file: {reason}") from error
        return frame if MARK in frame.columns else self._with_marks(frame, marked)

    def _with_marks(self, frame: "pd.DataFrame", marked: "pl.DataFrame") -> "pd.DataFrame":
        """Where `load` drops columns that it does not know: by the keys, or by place where no row was dropped."""
        if self._keys and {*self._keys} <= {*marked.columns} & {*frame.columns}:
            of_file = dict(zip(_texts(marked.select(self._keys).rows()), marked[MARK].to_list(), strict=True))
            found = [of_file.get(one) for one in _texts(frame[self._keys].itertuples(index=False, name=None))]
            if len(of_file) == marked.height and None not in found:
                return frame.assign(**{MARK: np.array(found, dtype=int)})
        if len(frame) != marked.height:
            raise Unreadable("load neither keeps the rows of its file nor their columns")
        return frame.assign(**{MARK: marked[MARK].to_numpy()})

    def _made(self, table: "pl.DataFrame") -> Any:
        target = self._folder / self._path.name
        if self._path.suffix == ".csv":
            table.write_csv(target)
        else:
            _write_parquet(table, target)
        return self._load(target)


def numbered(table: "pl.DataFrame") -> "pl.DataFrame":
    """The rows with their numbers."""
    import polars as pl

    return table.with_columns(pl.Series(MARK, np.arange(table.height)))


def _texts(rows: Iterable[tuple[Any, ...]]) -> list[str]:
    """Keys as text: a number of a CSV file is text in the copy, and a number once it is loaded."""
    return ["\0".join(map(str, row)) for row in rows]


@contextmanager
def copy_of(path: Path, load: Callable[[Path], Any], *, keys: list[str], seed: int) -> Iterator[Copied]:
    """A copy that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="modelwright-") as folder:
        yield Copied(path, Path(folder), load, keys=keys, seed=seed)


def _read(path: Path) -> "pl.DataFrame":
    import polars as pl

    try:
        if path.suffix == ".csv":
            return pl.read_csv(path, infer_schema=False)
        if path.suffix == ".parquet":
            return pl.read_parquet(path)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise Unreadable("the data file cannot be read") from error
    raise Unreadable(f"a file of the kind {path.suffix or 'without an ending'} cannot be changed")


def _write_parquet(table: "pl.DataFrame", target: Path) -> None:
    table.write_parquet(target, compression="uncompressed")


def _link(other: Path, target: Path) -> None:
    try:
        target.symlink_to(other.resolve(), target_is_directory=other.is_dir())
    except OSError:  # a system on which only administrators link
        if other.is_file():
            shutil.copy2(other, target)
