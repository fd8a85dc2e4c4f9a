"""A number for each value of a column: the same in every file format, on every machine, with every version of polars.

Nothing here is left to polars but to hand over what is stored: its own hash may change with each version. Numbers are
mixed with SplitMix64 (Steele, Lea and Flood, 2014), text is hashed with MurmurHash64A; neither is meant to withstand
somebody who looks for a collision.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from modelwright.data.murmur import hashes

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import polars as pl

    Words = npt.NDArray[np.uint64]
    # Of any width, whole or not.
    Numbers = npt.NDArray[Any]
    Mask = npt.NDArray[np.bool_]

_GOLDEN, _FIRST, _SECOND = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
# What stands for a missing value.
MISSING = 0x6D697373696E6721
_KINDS = {
    "Boolean": "boolean",
    "Date": "date",
    "Time": "time",
    "Duration": "duration",
    "Decimal": "decimal",
    "Binary": "bytes",
    "String": "string",
    "Categorical": "string",
    "Enum": "string",
    "Null": "nothing",
}


class Unsupported(ValueError):  # noqa: N818 - a fact about a column, which the caller names
    """A column of a type that has no values that could be compared, such as objects of Python."""


def portable(kind: "pl.DataType") -> str:
    """The type of a column in words that every engine knows; a width or a unit of time is storage, not content.

    Raises:
        Unsupported: it has none.
    """
    import polars as pl

    if kind.is_integer():
        return "integer"
    if kind.is_float():
        return "number"
    if isinstance(kind, pl.Datetime):
        return "timestamp" if kind.time_zone is None else "instant"
    if isinstance(kind, pl.List | pl.Array):
        return f"array of {portable(_plain(kind.inner))}"
    if isinstance(kind, pl.Struct):
        fields = sorted((field.name, portable(_plain(field.dtype))) for field in kind.fields)
        return f"object of {', '.join(f'{name} {inner}' for name, inner in fields)}"
    name = _KINDS.get(type(kind).__name__)
    if name is None:
        raise Unsupported(f"holds {kind}")
    return name


def _plain(kind: Any) -> "pl.DataType":
    """A type of polars, where it may be given as its class."""
    made: pl.DataType = kind() if isinstance(kind, type) else kind
    return made


def mix(words: "Words", spare: "Words") -> None:
    """Make each number another one that looks drawn; different ones stay different. SplitMix64's finaliser.

    Args:
        words: shape (rows,), changed in place.
        spare: memory of the same shape to work in: asking for it each time takes longer than mixing.
    """
    import numpy as np

    for shift, factor in ((30, _FIRST), (27, _SECOND)):
        np.right_shift(words, shift, out=spare)
        np.bitwise_xor(words, spare, out=words)
        np.multiply(words, factor, out=words)
    np.right_shift(words, 31, out=spare)
    np.bitwise_xor(words, spare, out=words)


def numbers_of(values: "pl.Series") -> "tuple[Numbers, Mask | None]":
    """A number for each value, of any width and not mixed yet, and where a value is missing; None where none is.

    A NaN counts as missing, and -0.0 as 0.0, as they do for pandas. Text is compared by its bytes, a moment by the
    moment, a decimal by its value whatever its scale.

    Returns:
        Shape (rows,), perhaps a view of the values that must not be written to; and (rows,), bool.

    Raises:
        Unsupported: the type has no values that could be compared.
    """
    kind = values.dtype
    if kind.is_float():
        return _of_floats(values)
    read = _READERS.get(type(kind).__name__)
    if read is None:
        raise Unsupported(f"holds {kind}")
    return read(values), values.is_null().to_numpy() if values.null_count() else None


def widened(numbers: "Numbers", words: "Words") -> None:
    """Write numbers of any width as those of 64 bits.

    Args:
        numbers: shape (rows,); whole ones keep their sign, others their value, and -0.0 becomes 0.0.
        words: shape (rows,), where to.
    """
    import numpy as np

    if numbers.dtype.kind == "f":
        np.add(numbers, 0.0, out=words.view(np.float64))
    else:
        np.copyto(words, numbers, casting="unsafe")


def _hashed(values: "pl.Series") -> "Words":
    """The mixed number of each value, one of its own for what is missing."""
    import numpy as np

    numbers, missing = numbers_of(values)
    made = np.empty(len(numbers), np.uint64)
    widened(numbers, made)
    mix(made, np.empty_like(made))
    if missing is not None:
        made[missing] = MISSING
    return made


def _of_floats(values: "pl.Series") -> "tuple[Numbers, Mask | None]":
    import numpy as np

    numbers = (values.fill_null(float("nan")) if values.null_count() else values).to_numpy()
    missing = np.isnan(numbers)
    return numbers, missing if missing.any() else None


def _of_whole(values: "pl.Series") -> "Numbers":
    """As they are stored; what is missing becomes 0."""
    import polars as pl

    stored = values.to_physical()
    if stored.null_count():
        stored = stored.fill_null(False if isinstance(stored.dtype, pl.Boolean) else 0)
    return stored.to_numpy()


def _of_wide(values: "pl.Series") -> "Numbers":
    """Whole numbers that may need more than 63 bits: those that do are hashed as text."""
    import numpy as np
    import polars as pl

    narrow = values.cast(pl.Int64, strict=False)
    numbers = _of_whole(narrow)
    beyond = narrow.is_null() & values.is_not_null()
    if not beyond.any():
        return numbers
    words = numbers.astype(np.uint64)
    words[beyond.to_numpy()] = hashes(values.filter(beyond).cast(pl.String))
    return words


def _of_moments(values: "pl.Series") -> "Numbers":
    """Microseconds since 1970, or in a span, whatever the unit; nanoseconds add what is left."""
    import numpy as np

    numbers = _of_whole(values)
    unit = getattr(values.dtype, "time_unit", "us")
    if unit == "us":
        return numbers
    if unit == "ms":
        return numbers * np.int64(1_000)
    whole, left = np.divmod(numbers, 1_000)
    return whole.view(np.uint64) + left.view(np.uint64) * _GOLDEN


def _of_decimals(values: "pl.Series") -> "Words":
    """As text, without the zeros that only say how many digits are kept."""
    import polars as pl

    text = values.cast(pl.String)
    is_whole = getattr(values.dtype, "scale", 0) == 0
    return hashes(text if is_whole else text.str.strip_chars_end("0").str.strip_chars_end("."))


def _of_categories(values: "pl.Series") -> "Words":
    import polars as pl

    return hashes(values.cast(pl.String))


def _of_lists(values: "pl.Series") -> "Words":
    """Of the hashes of the elements and their places, added up within each list."""
    import numpy as np
    import polars as pl

    lists = values.arr.to_list() if isinstance(values.dtype, pl.Array) else values
    lengths = lists.list.len().fill_null(0).to_numpy().astype(np.int64)
    ends = lengths.cumsum()
    starts = ends - lengths
    inner = _hashed(lists.explode(empty_as_null=False, keep_nulls=False))
    places = np.arange(1, len(inner) + 1) - np.repeat(starts, lengths)
    inner += places.view(np.uint64) * _GOLDEN
    mix(inner, np.empty_like(inner))
    sums = np.concatenate([np.zeros(1, np.uint64), inner.cumsum()])
    made: Words = sums[ends] - sums[starts] + lengths.view(np.uint64) * _FIRST
    return made


def _of_structs(values: "pl.Series") -> "Words":
    """Of the hashes of the fields, whatever their order."""
    import numpy as np

    total = np.full(len(values), _SECOND, np.uint64)
    for field in values.struct.fields:
        total += _hashed(values.struct.field(field)) * weight(field)
    return total


def _of_nothing(values: "pl.Series") -> "Words":
    import numpy as np

    return np.zeros(len(values), np.uint64)


def weight(name: str) -> int:
    """An odd number of 64 bits for a name."""
    import hashlib

    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "little") | 1


# By the name of the type in polars; floats are read apart, for what is missing among them is a value too.
_READERS: dict[str, Callable[["pl.Series"], "Numbers"]] = {
    **dict.fromkeys(("Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32"), _of_whole),
    **dict.fromkeys(("Boolean", "Date", "Time"), _of_whole),
    **dict.fromkeys(("UInt64", "Int128", "UInt128"), _of_wide),
    **dict.fromkeys(("Datetime", "Duration"), _of_moments),
    **dict.fromkeys(("String", "Binary"), hashes),
    **dict.fromkeys(("Categorical", "Enum"), _of_categories),
    **dict.fromkeys(("List", "Array"), _of_lists),
    "Struct": _of_structs,
    "Decimal": _of_decimals,
    "Null": _of_nothing,
}
