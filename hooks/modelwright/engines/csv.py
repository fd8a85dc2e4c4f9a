"""CSV, with the types and the null words that pandas would find, without pandas and without holding the rows.

The file is read once to know its types, and again for its rows. What pandas reads otherwise: whole numbers beside
missing values stay whole (pandas makes them floats), numbers too large for 64 bits stay text, and a name that stands
twice in the header is refused, where pandas makes up another one. Dates stay text, as they do in pandas.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from modelwright.errors import InputError

if TYPE_CHECKING:
    import polars as pl

# `pandas._libs.parsers.STR_NA_VALUES`; a test compares them.
NULL_WORDS = (
    *("", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>"),
    *("N/A", "NA", "NULL", "NaN", "None", "n/a", "nan", "null"),
)
TRUE_WORDS = ("True", "TRUE", "true")
FALSE_WORDS = ("False", "FALSE", "false")
_OTHER_SEPARATORS = (";", "\t", "|")
_BLANKS = " \t"
_LONGEST_FIELD = 2**31 - 1


def scan_csv(path: Path, shown: Path | str | None = None) -> "pl.LazyFrame":
    """A CSV file as a frame that is read as it is needed.

    Args:
        path: the file: UTF-8 with or without a byte order mark, commas, a header.
        shown: the file as messages name it.

    Returns:
        A frame of the columns of the header. Types are Int64, UInt64, Float64, Boolean or String.

    Raises:
        InputError: the file is not there, is empty or not UTF-8, or a row has more fields or fewer than the header.
    """
    import polars as pl

    types = csv_types(path, shown)
    text = _as_text(path, list(types))
    return text.select([_cast(name, kind) for name, kind in types.items()]) if types else pl.LazyFrame()


def csv_types(path: Path, shown: Path | str | None = None) -> "dict[str, pl.DataType]":
    """The type of each column, found from all of its values.

    Raises:
        InputError: as for `scan_csv`.
    """
    import polars as pl

    names = _header(path, shown or path)
    asked = [wanted for place, name in enumerate(names) for wanted in _counts(pl.col(name), place)]
    try:
        if _may_be_short(path, len(names)) and (broken := _at_fault(path, shown or path, len(names))):
            raise broken
        found = _as_text(path, names).select(asked).collect(engine="streaming")
    except (pl.exceptions.PolarsError, OSError) as error:
        # What polars says holds values of the rows.
        broken = _at_fault(path, shown or path, len(names))
        raise broken or InputError(shown or path, "cannot be read as CSV") from error
    counts = found.row(0)
    return {name: _type(counts[6 * place : 6 * place + 6]) for place, name in enumerate(names)}


def _header(path: Path, shown: Path | str) -> list[str]:
    import csv

    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            first = next(csv.reader(stream), None)
    except FileNotFoundError as error:
        raise InputError(shown, "no such data file; `data.path` in model.toml names it") from error
    except UnicodeDecodeError as error:
        raise InputError(shown, "is not UTF-8 text") from error
    except (OSError, csv.Error) as error:
        raise InputError(shown, "cannot be read as CSV", line=1) from error
    if not first:
        raise InputError(shown, "is empty")
    if len(first) == 1 and (other := next((one for one in _OTHER_SEPARATORS if one in first[0]), None)):
        raise InputError(shown, f"is separated by {other!r}, not by commas", line=1)
    twice = next((name for name in first if name and first.count(name) > 1), None)
    if twice is not None:
        raise InputError(shown, f"names the column {twice!r} twice", line=1)
    return [name or f"Unnamed: {place}" for place, name in enumerate(first)]


def _as_text(path: Path, names: list[str]) -> "pl.LazyFrame":
    import polars as pl

    return pl.scan_csv(path, infer_schema=False, null_values=list(NULL_WORDS), new_columns=names, glob=False)


def _counts(column: "pl.Expr", place: int) -> "list[pl.Expr]":
    """How many values there are, and how many of them each type could hold."""
    import polars as pl

    bare = column.str.strip_chars(_BLANKS)
    kinds = [
        column.count(),
        bare.cast(pl.Int64, strict=False).count(),
        bare.cast(pl.UInt64, strict=False).count(),
        bare.str.contains(r"^[+-]?\d+$").sum(),
        bare.cast(pl.Float64, strict=False).count(),
        column.is_in([*TRUE_WORDS, *FALSE_WORDS]).sum(),
    ]
    return [kind.alias(f"{place}.{number}") for number, kind in enumerate(kinds)]


def _type(counts: tuple[int, ...]) -> "pl.DataType":
    import polars as pl

    values, whole, whole_and_large, digits, numbers, truths = counts
    if not values:
        return pl.Float64()
    if whole == values:
        return pl.Int64()
    if whole_and_large == values:
        return pl.UInt64()
    if digits == values:
        # Identifiers of more than 64 bits: as floats, neighbours would be equal.
        return pl.String()
    if numbers == values:
        return pl.Float64()
    return pl.Boolean() if truths == values else pl.String()


def _cast(name: str, kind: "pl.DataType") -> "pl.Expr":
    import polars as pl

    column = pl.col(name)
    if kind == pl.String:
        return column
    if kind == pl.Boolean:
        return pl.when(column.is_not_null()).then(column.is_in(TRUE_WORDS)).alias(name)
    return column.str.strip_chars(_BLANKS).cast(kind)


def _may_be_short(path: Path, width: int) -> bool:
    """Whether a line has another number of commas than the header, its quoted parts left out.

    What is read as a frame gets missing values where fields are missing: a row that was cut off would be data.
    """
    import polars as pl

    line = pl.col("line")
    bare = pl.when(line.str.contains('"', literal=True)).then(line.str.replace_all('"[^"]*"', "")).otherwise(line)
    is_odd = (bare.str.count_matches(",", literal=True) != width - 1) | (line.str.len_bytes() == 0) | (line == "\r")
    return bool(pl.scan_lines(path, name="line", glob=False).select(is_odd.any()).collect(engine="streaming").item())


def _at_fault(path: Path, shown: Path | str, width: int) -> InputError | None:
    """The first row that does not fit the header, looked for only once there may be one."""
    import csv

    start = 1
    before = csv.field_size_limit(_LONGEST_FIELD)
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = csv.reader(stream, strict=True)
            for row in rows:
                if not row:
                    return InputError(shown, "is blank", line=start)
                if len(row) != width:
                    return InputError(
                        shown, f"has {len(row)} field{'s' * (len(row) != 1)}, the header {width}", line=start
                    )
                start = rows.line_num + 1
    except UnicodeDecodeError:
        return InputError(shown, "is not UTF-8 text")
    except csv.Error as error:
        is_open = "end of data" in str(error)
        return InputError(shown, "a quote is not closed" if is_open else "text follows a closed quote", line=start)
    except OSError:
        return InputError(shown, "cannot be read")
    finally:
        csv.field_size_limit(before)
    return None
