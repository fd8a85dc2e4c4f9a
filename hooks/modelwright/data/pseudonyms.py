"""Pseudonyms: a value replaced by a keyed hash of it.

`HMAC-SHA256(HMAC-SHA256(secret, "modelwright extract" 0x00 column), value as text)`, of which the first 16 bytes are
shown as 32 hexadecimal digits (RFC 2104; ENISA, Pseudonymisation techniques and best practices, 2019). The name of the
column is part of the key: tables can be joined by columns of one name, and equal values of two columns do not show.
"""

import os
from typing import TYPE_CHECKING

from modelwright.errors import InputError

if TYPE_CHECKING:
    import polars as pl

# The variable that holds the secret, unless another one is named.
VARIABLE = "MODELWRIGHT_EXTRACT_KEY"
_SHORTEST, _DIFFERENT = 16, 8
_PURPOSE = b"modelwright extract\0"
# Whole numbers that a float holds exactly.
_EXACT = 2**53


def secret_of(variable: str) -> bytes:
    """The secret that an environment variable holds.

    Raises:
        InputError: it is not set, or too short or too simple to be one. Neither it nor a name that was given is shown:
            what was given may be the secret itself.
    """
    held = os.environ.get(variable)
    if not held:
        which = VARIABLE if variable == VARIABLE else "that was named"
        raise InputError("--key", f"the environment variable {which} is not set; it holds the secret, 16 bytes or more")
    secret = os.fsencode(held)
    if len(secret) < _SHORTEST:
        raise InputError("--key", f"the secret has {len(secret)} bytes, and needs {_SHORTEST} or more")
    if len(set(secret)) < _DIFFERENT:
        raise InputError("--key", f"the secret has {len(set(secret))} different bytes, and needs {_DIFFERENT} or more")
    return secret


def pseudonyms(values: "pl.Series", secret: bytes) -> "pl.Series":
    """The pseudonym of each value: the same for the same value in columns of one name. What is missing stays missing.

    Args:
        values: of text, numbers, days or moments. A whole number is the same as one with nothing behind its point, for
            that is what a missing value makes of a column of numbers.
        secret: whoever has it can find the value behind a pseudonym by trying.

    Raises:
        InputError: the column holds lists, records or objects, which have no one text.
    """
    import hmac

    import polars as pl

    key = hmac.digest(secret, _PURPOSE + values.name.encode(), "sha256")
    texts = _texts(values)
    different = texts.drop_nulls().unique()
    made = [hmac.digest(key, value.encode(), "sha256")[:16].hex() for value in different]
    return texts.replace_strict(different, pl.Series(made, dtype=pl.String), return_dtype=pl.String, default=None)


def _texts(values: "pl.Series") -> "pl.Series":
    import polars as pl

    kind = values.dtype
    if kind.is_nested() or isinstance(kind, pl.Object):
        raise InputError(f"column {values.name!r}", f"holds {kind}: a pseudonym stands for one value")
    if kind.is_float():
        number = pl.col(values.name).cast(pl.Float64).fill_nan(None)
        whole = pl.when((number == number.floor()) & (number.abs() < _EXACT)).then(number).cast(pl.Int64)
        return values.to_frame().select(pl.coalesce(whole.cast(pl.String), number.cast(pl.String))).to_series()
    if isinstance(kind, pl.Datetime):
        return values.dt.cast_time_unit("us").cast(pl.String)
    return values.bin.encode("hex") if isinstance(kind, pl.Binary) else values.cast(pl.String)
