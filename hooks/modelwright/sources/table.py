"""A data file: its columns as text, read in pieces, so that a large one does not have to fit into memory."""

import csv
import io
from collections.abc import Iterator
from typing import ClassVar

from modelwright.sources.file import File, Unreadable

# Rows that are handed over at a time.
PIECE = 50_000


class Table(File):
    """Rows and columns in a data file."""

    suffixes: ClassVar[tuple[str, ...]] = (
        ".csv", ".tsv", ".parquet", ".jsonl", ".ndjson", ".feather", ".arrow", ".csv.gz", ".tsv.gz",
    )  # fmt: skip
