"""Parquet and Arrow files, read by polars, which is imported when there is such a file to read."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from modelwright.sources.file import Unreadable

if TYPE_CHECKING:
    import polars as pl

# Six digits are no number of a person.
_SMALL = 1_000_000


def names(path: Path) -> list[str]:
    """The names of all columns.

    Raises:
        Unreadable: the file is not what its name says.
    """
    with _PolarsErrors():
        return _scan(path).collect_schema().names()


def batches(path: Path, rows: int, cells: int, characters: int) -> Iterator[list[tuple[str, list[str | None], bool]]]:
    """Name, values and whether they are dates, of each column of text, whole numbers or dates, batch by batch.

    Whole numbers of few digits are left out: they say nothing about a person.

    Args:
        path: the file.
        rows: how many a batch holds at most.
        cells: likewise.
        characters: likewise, as far as the first rows tell.

    Raises:
        Unreadable: the file is not what its name says.
    """
    import polars as pl

    with _PolarsErrors():
        scan = _scan(path)
        schema = scan.collect_schema()
        wanted = [_as_text(name, kind) for name, kind in schema.items() if _tells(kind)]
        if not wanted:
            return
        scan = scan.select(wanted)
        sizes = scan.head(1_000).select(pl.all().str.len_bytes().mean().fill_null(0)).collect()
        weight = max(sum(sizes.row(0)) if sizes.height else 0, 1)
        most = max(min(rows, cells // len(wanted), int(characters / weight)), 1)
        for frame in scan.collect_batches(chunk_size=most):
            for part in frame.iter_slices(most):
                yield [(one.name, _listed(one), schema[one.name].is_temporal()) for one in part]


def _listed(values: "pl.Series") -> list[str | None]:
    return [None] * len(values) if values.null_count() == len(values) else values.to_list()


def _scan(path: Path) -> "pl.LazyFrame":
    import polars as pl

    with path.open("rb") as stream:
        head = stream.read(6)
    if not head:
        raise Unreadable("is empty")
    if path.suffix.lower() == ".parquet":
        return pl.scan_parquet(path, glob=False)
    return pl.scan_ipc(path, glob=False) if head == b"ARROW1" else pl.read_ipc_stream(path).lazy()


class _PolarsErrors:
    """Turns what polars says of a file that it cannot read into a fact; also where its reader panics."""

    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        if isinstance(error, Unreadable) or kind is None:
            return
        if issubclass(kind, OSError | ValueError) or kind.__module__.startswith(("polars", "pyo3_runtime")):
            raise Unreadable(f"cannot be read: {str(error).strip().partition(chr(10))[0]}") from error


def _as_text(name: str, kind: "pl.DataType") -> "pl.Expr":
    import polars as pl

    column = pl.col(name)
    if kind.is_integer():
        return pl.when(column >= _SMALL).then(column.cast(pl.String)).alias(name)
    return pl.struct(column).struct.json_encode().alias(name) if kind.is_nested() else column.cast(pl.String)


def _tells(kind: Any) -> bool:
    """Whether a column of this type can say anything about a person."""
    import polars as pl

    if isinstance(kind, pl.List | pl.Array):
        return _tells(kind.inner)
    if isinstance(kind, pl.Struct):
        return any(_tells(field.dtype) for field in kind.fields)
    return kind in {pl.String, pl.Categorical, pl.Enum, pl.Int64, pl.Int32, pl.UInt64, pl.UInt32, pl.Date, pl.Datetime}
