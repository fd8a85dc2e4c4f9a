"""Text is hashed as the author of the hash wrote it down, whatever is hashed together."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from modelwright.data.murmur import hashes


def murmur(key: bytes) -> int:
    """MurmurHash64A with the seed 0, as its author wrote it down, one byte string at a time."""
    factor, shift, most = 0xC6A4A7935BD1E995, 47, 2**64 - 1
    made = len(key) * factor & most
    whole = len(key) // 8 * 8
    for at in range(0, whole, 8):
        part = int.from_bytes(key[at : at + 8], "little") * factor & most
        part = (part ^ part >> shift) * factor & most
        made = (made ^ part) * factor & most
    if whole < len(key):
        made = (made ^ int.from_bytes(key[whole:], "little")) * factor & most
    made = (made ^ made >> shift) * factor & most
    return made ^ made >> shift


@settings(max_examples=100, deadline=None)
@given(values=st.lists(st.binary(max_size=60), min_size=1, max_size=9))
def test_text_of_any_lengths_is_hashed_as_written_down(values: list[bytes]) -> None:
    assert hashes(pl.Series(values)).tolist() == [murmur(one) for one in values]


@pytest.mark.parametrize("length", [1, 7, 8, 9, 16, 20])
def test_text_of_one_length_is_hashed_as_written_down(length: int) -> None:
    values = [f"{number:0{length}d}"[-length:].encode() for number in range(50)]

    assert hashes(pl.Series(values)).tolist() == [murmur(one) for one in values]
    assert hashes(pl.Series([b"", *values])[1:]).tolist() == [murmur(one) for one in values]


def test_neighbours_have_hashes_of_their_own() -> None:
    numbers = pl.Series("a", range(200_000))

    assert len(np.unique(hashes(numbers.cast(pl.String)))) == 200_000
