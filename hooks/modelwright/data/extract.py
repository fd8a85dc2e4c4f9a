"""An extract of the rows for sharing: what names a person is replaced by pseudonyms, the rest stays as it is."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from modelwright.data.declared import UNDECLARED, undeclared
from modelwright.data.disclosure import anonymity
from modelwright.data.pseudonyms import pseudonyms, secret_of
from modelwright.errors import InputError, Refused
from modelwright.layout import SPEC_NAME
from modelwright.progress import Stage, say
from modelwright.repo import Repo
from modelwright.toml_lines import line_of

if TYPE_CHECKING:
    import polars as pl

# In the metadata of the file: an earlier extract may be written over, and no other file.
_MARK = b"modelwright.extract"


def extract(
    repo: Repo,
    target: str,
    *,
    key: str,
    now: Stage,
    parts: "Iterable[pl.DataFrame]",
) -> None:
    """Write the rows with pseudonyms in the columns of `data.personal` and `data.keys`, whole or not at all.

    Args:
        repo: its spec names the columns.
        target: the Parquet file to write; one that is there is written over only where it is an extract.
        key: the environment variable that holds the secret.
        now: the stage under way.
        parts: the rows, as frames of one schema, from wherever they lie. One is in memory at a time.

    Raises:
        InputError: there is no good secret, nothing to replace, no such column, or the target may not be written.
        Refused: a column looks personal and is not declared so.
    """
    secret = secret_of(key)
    spec = repo.spec
    columns = list(dict.fromkeys((*spec.data.personal, *spec.data.keys)))
    place = repo.shown(SPEC_NAME)
    if not columns:
        line = line_of(repo.spec_text, ("data",))
        raise InputError(place, "data.personal and data.keys name no column: nothing would be replaced", line=line)
    path = _free(repo, Path(target))
    with _whole(path) as unfinished:
        rows = _write(unfinished, parts, columns, secret, place)
        looked_at = _scanned(unfinished)
        suspicious = [one for one in undeclared(spec, looked_at) if one.stops and one.rule == UNDECLARED]
        if suspicious:
            line = line_of(repo.spec_text, ("data", "personal")) or 1
            raise Refused([f"{place}:{line}: data.personal: {one.fact} [{one.rule}]" for one in suspicious])
        hidden = anonymity(looked_at, spec.data.quasi_identifiers)
    by = ", ".join(hidden.columns)
    say(f"k = {hidden.k:,} by {by}" if by else "k is not known: data.quasi_identifiers names no column")
    if _is_taken_up(repo, path):
        say(f"warning   {target}: git would take it up, and pseudonyms are personal data still")
    now.done(f"{rows:,} rows in, {rows:,} rows out, {', '.join(columns)} replaced: {target}")


def _free(repo: Repo, path: Path) -> Path:
    """The target, where it may be written."""
    if path.suffix != ".parquet":
        raise InputError(path, "is no Parquet file: name one that ends in .parquet")
    if not path.parent.is_dir():
        raise InputError(path.parent, "no such folder")
    if path.is_dir():
        raise InputError(path, "is a folder")
    if path.exists():
        if path.resolve() == repo.data_path.resolve() and repo.spec.data.connection is None:
            raise InputError(path, "is the file that the rows come from")
        if not _is_extract(path):
            raise InputError(path, "is there, and is no extract: remove it, or name another file")
    return path


def _is_extract(path: Path) -> bool:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return _MARK in (pq.read_metadata(path).metadata or {})
    except (OSError, pa.ArrowException):
        return False


def _is_taken_up(repo: Repo, path: Path) -> bool:
    """Whether the file lies in the repository and git does not ignore it."""
    full = path.resolve()
    return full.is_relative_to(repo.root.resolve()) and repo.git("check-ignore", "--quiet", str(full)) is None


def _scanned(path: Path) -> "pl.LazyFrame":
    import polars as pl

    return pl.scan_parquet(path, glob=False)


def _write(path: Path, parts: "Iterable[pl.DataFrame]", columns: list[str], secret: bytes, place: Path) -> int:
    """Write all parts with pseudonyms, and give how many rows came in. As many must be in the file."""
    import pyarrow.parquet as pq

    taken = 0
    writer: Any = None
    try:
        for part in parts:
            for name in columns:
                if name not in part.columns:
                    raise InputError(place, f"{name!r} is not a column of the rows")
            replaced = part.with_columns(pseudonyms(part.get_column(name), secret) for name in columns)
            table = _arrow(replaced)
            writer = writer or pq.ParquetWriter(path, table.schema, compression="zstd")
            if table.schema != writer.schema:
                raise InputError(place, "data: the rows change their columns or types on the way")
            writer.write_table(table)
            taken += part.height
    finally:
        if writer is not None:
            writer.close()
    if writer is None:
        raise InputError(place, "data: there are no rows")
    written = pq.read_metadata(path).num_rows
    if written != taken:
        raise InputError(path, f"{taken:,} rows came in and {written:,} were written; nothing is kept")
    return taken


def _arrow(part: "pl.DataFrame") -> Any:
    """A part as Arrow has it, marked as an extract."""
    import polars as pl

    table = part.to_arrow(compat_level=pl.CompatLevel.oldest())
    return table.replace_schema_metadata({_MARK: b"1"})


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """A file to write to, beside the target, which takes its place when the body is through, and is removed otherwise.

    Only its owner may read it: whom it is shared with is decided, and no default.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".modelwright-")
    except OSError as error:
        raise InputError(path.parent, f"cannot be written to: {error.strerror}") from error
    os.close(handle)
    unfinished = Path(name)
    try:
        yield unfinished
        with unfinished.open("rb+") as stream:
            os.fsync(stream.fileno())
        unfinished.replace(path)
    except BaseException as error:
        unfinished.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise InputError(path, f"cannot be written: {error.strerror or error}") from error
        raise
