"""A data file: its columns as text, read in pieces, so that a large one does not have to fit into memory.

Delimited text and JSON lines are read with what Python brings. Only the columnar formats need polars, whose import
takes longer than reading a small file.
"""

import io
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from itertools import islice, zip_longest
from typing import IO, Any, ClassVar, NamedTuple, TypeVar

from modelwright.sources.file import File, Unreadable, reason

Part = TypeVar("Part", str, list[str])

# How much is handed over at a time: rows, cells and characters, whichever is reached first.
ROWS, CELLS, CHARACTERS = 50_000, 500_000, 4_000_000
# More columns than this are none: the delimiter was guessed wrong, or the file is one long line.
WIDEST = 50_000
# In the order in which they win when they are equally common.
_DELIMITERS = ",;\t|"
_HEAD = 65_536


class Column(NamedTuple):
    """A column of a piece, as text.

    Args:
        name: as the file has it; empty for cells beyond the last name.
        values: one for each row, in order; None where there is none.
        dated: whether the file says that these are dates.
    """

    name: str
    values: list[str | None]
    dated: bool = False


class Piece(NamedTuple):
    """Some rows of a data file.

    Args:
        first_row: the 0-based number of the first of them.
        columns: those of text, whole numbers and dates.
    """

    first_row: int
    columns: list[Column]


class Table(File):
    """Rows and columns in a data file."""

    suffixes: ClassVar[tuple[str, ...]] = (
        ".csv", ".tsv", ".parquet", ".jsonl", ".ndjson", ".feather", ".arrow", ".csv.gz", ".tsv.gz",
    )  # fmt: skip

    @cached_property
    def format(self) -> str:
        """Its suffix without the dot, and without that of packing."""
        return self.path.lower().removesuffix(".gz").rpartition(".")[2]

    @property
    def is_delimited(self) -> bool:
        """Whether it is text with a header, a line for each row and a delimiter between the cells."""
        return self.format in {"csv", "tsv"}

    @property
    def is_json_lines(self) -> bool:
        """Whether each line is a JSON object."""
        return self.format in {"jsonl", "ndjson"}

    @cached_property
    def columns(self) -> list[str]:
        """The names of all columns; of JSON lines, the keys of the first. Only the head or the schema is read.

        Raises:
            Unreadable: the file is not what its name says.
        """
        if not self.is_delimited and not self.is_json_lines:
            from modelwright.sources import columnar

            return columnar.names(self.full_path)
        with self._open() as stream:
            if self.is_delimited:
                return next(_rows(stream, self._delimiter), [])
            for number, line in enumerate(_lines(stream), start=1):
                if line.strip():
                    return list(_record(line, number))
        return []

    def pieces(self) -> Iterator[Piece]:
        """All rows, piece by piece, without the header.

        Raises:
            Unreadable: the file is not what its name says. The pieces before the damage have been given.
        """
        row = 0
        for columns in self._pieces():
            yield Piece(row, columns)
            row += len(columns[0].values) if columns else 0

    def line_of(self, row: int) -> int:
        """The line of the file at which a row stands, 1 where there are none. Quoted line breaks do not count."""
        if self.is_delimited:
            return row + 2
        return row + 1 if self.is_json_lines else 1

    def _pieces(self) -> Iterator[list[Column]]:
        if not self.is_delimited and not self.is_json_lines:
            from modelwright.sources import columnar

            for series in columnar.batches(self.full_path, ROWS, CELLS, CHARACTERS):
                yield [Column(*one) for one in series]
            return
        with self._open() as stream:
            if self.is_json_lines:
                yield from map(_of_records, _bounded(_lines(stream), ROWS))
                return
            rows = _rows(stream, self._delimiter)
            names = next(rows, [])
            for piece in _bounded(rows, min(max(CELLS // max(len(names), 1), 1_000), ROWS)):
                yield _of_rows(names, piece)

    @cached_property
    def _delimiter(self) -> str:
        if self.format == "tsv":
            return "\t"
        with self._open() as stream:
            lines = [line for line in islice(_lines(stream), 5) if line.strip()]
        # A delimiter is in every line, and equally often where no cell is quoted.
        return max(_DELIMITERS, key=lambda one: min((line.count(one) for line in lines), default=0))

    def _open(self) -> IO[str]:
        """The text, unpacked and decoded.

        Raises:
            Unreadable: it is not there, cannot be unpacked, or is not text.
        """
        import zlib

        try:
            with self._bytes() as stream:
                head = stream.read(_HEAD)
            wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
            if b"\0" in head and not wide:
                raise Unreadable("is not text")
            # Bytes that are not UTF-8 are kept: an address must not hide beside a letter of another encoding.
            encoding = "utf-16" if wide else "utf-8-sig"
            return io.TextIOWrapper(
                self._bytes(), encoding, errors="replace" if wide else "surrogateescape", newline=""
            )
        except (OSError, EOFError, ValueError, zlib.error) as error:
            raise Unreadable(reason(error)) from error

    def _bytes(self) -> Any:
        if self.suffix != ".gz":
            return self.full_path.open("rb")
        import gzip

        return gzip.open(self.full_path)


def _lines(stream: IO[str]) -> Iterator[str]:
    """The lines of a stream, the longest ones in parts.

    Raises:
        Unreadable: it ends too early, or cannot be unpacked.
    """
    import zlib

    try:
        yield from iter(lambda: stream.readline(CHARACTERS), "")
    except (OSError, EOFError, UnicodeError, zlib.error) as error:
        raise Unreadable(reason(error)) from error


def _rows(stream: IO[str], delimiter: str) -> Iterator[list[str]]:
    """The rows of delimited text, ragged as they may be. What is none, as after an open quote, is given by line."""
    import csv

    csv.field_size_limit(CHARACTERS)
    taken: list[str] = []

    def lines() -> Iterator[str]:
        for line in _lines(stream):
            taken.append(line)
            yield line

    reader = csv.reader(lines(), delimiter=delimiter)
    while True:
        try:
            for row in reader:
                taken.clear()
                yield row
        except csv.Error:
            yield from ([line] for line in taken)
            taken.clear()
            continue
        return


def _bounded(parts: Iterator[Part], most: int) -> Iterator[list[Part]]:
    piece: list[Part] = []
    held = 0
    for part in parts:
        piece.append(part)
        held += len(part) if isinstance(part, str) else sum([len(cell) for cell in part])
        if len(piece) >= most or held >= CHARACTERS:
            yield piece
            piece, held = [], 0
    if piece:
        yield piece


def _of_rows(names: list[str], rows: list[list[str]]) -> list[Column]:
    if max(map(len, rows)) > WIDEST:
        return [Column("", [" ".join(row) for row in rows])]
    columns = list(zip_longest(*rows))
    return [Column(name, list(values)) for name, values in zip([*names, *[""] * len(columns)], columns, strict=False)]


def _of_records(lines: list[str]) -> list[Column]:
    """A column for each key, and one without a name for the lines that are not JSON."""
    found: dict[str, list[str | None]] = {}
    for at, line in enumerate(lines):
        if not line.strip():
            continue
        try:
            record = _flat(_record(line, 1))
        except Unreadable:
            record = {"": line.strip()}
        for name, value in record.items():
            if name not in found:
                found[name] = [None] * len(lines)
            found[name][at] = value
    return [Column(name, values) for name, values in found.items()]


def _record(line: str, number: int) -> dict[str, Any]:
    decode, wrong = _json()
    try:
        record = decode(line)
    except (wrong, UnicodeError, RecursionError) as error:
        raise Unreadable(f"not JSON lines: {error}", line=number) from error
    if not isinstance(record, dict):
        raise Unreadable("not JSON lines: not an object", line=number)
    return record


@cache
def _json() -> tuple[Callable[[str], Any], type[Exception]]:
    """What reads JSON fastest, and what it raises; it is slow to import."""
    import msgspec

    return msgspec.json.decode, msgspec.DecodeError


def _flat(value: Any, name: str = "") -> dict[str, str]:
    """The text and whole numbers of a record by their keys, joined by dots; those of a list stand together."""
    if isinstance(value, str):
        return {name: value}
    if isinstance(value, int) and not isinstance(value, bool):
        return {name: str(value)}
    inner: list[tuple[str, Any]] = []
    if isinstance(value, dict):
        inner = [(f"{name}.{key}" if name else key, one) for key, one in value.items()]
    elif isinstance(value, list):
        inner = [(name, one) for one in value]
    found: dict[str, list[str]] = {}
    for key, one in inner:
        for full, text in _flat(one, key).items():
            found.setdefault(full, []).append(text)
    return {key: " ".join(texts) for key, texts in found.items()}
