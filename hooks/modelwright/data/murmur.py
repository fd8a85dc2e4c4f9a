"""MurmurHash64A (Appleby, 2010) of all values of a column of text at a time.

The hash reads a text in steps of eight bytes. Here each step is taken for all rows at once: no loop runs over rows.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import polars as pl

    Words = npt.NDArray[np.uint64]
    Places = npt.NDArray[np.int64]

_FACTOR, _SHIFT = 0xC6A4A7935BD1E995, 47
# Longer text is hashed with SHA-256, value by value: a page of it would ask for hundreds of steps of few rows each.
LONGEST = 1_024
# Values that are hashed together: their numbers stay in the cache of one core.
_TOGETHER = 16_384


def hashes(values: "pl.Series") -> "Words":
    """The hash of the bytes of each value; of what is missing, nothing that counts.

    Args:
        values: of text or bytes.

    Returns:
        Shape (rows,), uint64.
    """
    import hashlib

    import numpy as np
    import polars as pl

    array = values.to_arrow(compat_level=pl.CompatLevel.oldest())
    _, where, content = array.buffers()
    offsets = np.frombuffer(where, np.int64)[array.offset :][: len(array) + 1]
    size = int(offsets[-1])
    # The last value has less than eight bytes behind its last whole step.
    padded = np.zeros(size + 8, np.uint8)
    if size:
        padded[:size] = np.frombuffer(content, np.uint8, count=size)
    # Eight bytes from each byte on, aligned or not.
    words = np.ndarray((size + 1,), "<u8", buffer=padded, strides=(1,))
    made = np.empty(len(values), np.uint64)
    for start in range(0, len(values), _TOGETHER):
        stop = min(start + _TOGETHER, len(values))
        _hash(words, offsets[start : stop + 1], made[start:stop])
    for row in np.flatnonzero(np.diff(offsets) > LONGEST):
        value = padded[offsets[row] : offsets[row + 1]].tobytes()
        made[row] = int.from_bytes(hashlib.sha256(value).digest()[:8], "little")
    return made


def _hash(words: "Words", offsets: "Places", made: "Words") -> None:
    """Write the hash of the text between each two offsets to `made`."""
    import numpy as np

    starts, lengths = offsets[:-1], np.diff(offsets)
    np.multiply(lengths.view(np.uint64), _FACTOR, out=made)
    length = int(lengths[0])
    if 0 < length <= LONGEST and bool((lengths == length).all()):
        # Text of one length lies at even distances, which are read several times as fast as places here and there.
        for at in range(0, length, 8):
            read = words[int(starts[0]) + at : int(offsets[-1]) : length]
            made ^= _scrambled(read) if at + 8 <= length else read & _mask(length % 8)
            made *= _FACTOR
    else:
        _join_uneven(words, starts, lengths, made)
    made ^= made >> _SHIFT
    made *= _FACTOR
    made ^= made >> _SHIFT


def _join_uneven(words: "Words", starts: "Places", lengths: "Places", made: "Words") -> None:
    import numpy as np

    short = np.where(lengths > LONGEST, 0, lengths)
    whole, rest = short >> 3, short & 7
    for step in range(int(whole.max())):
        rows = _where(whole > step)
        made[rows] = (made[rows] ^ _scrambled(words[starts[rows] + 8 * step])) * _FACTOR
    rows = _where(rest > 0)
    masks = np.array([_mask(size) for size in range(8)], np.uint64)
    made[rows] = (made[rows] ^ words[starts[rows] + 8 * whole[rows]] & masks[rest[rows]]) * _FACTOR


def _where(wanted: "npt.NDArray[np.bool_]") -> Any:
    """The wanted rows; a slice where they are all, for that copies nothing."""
    import numpy as np

    return slice(None) if wanted.all() else np.flatnonzero(wanted)


def _scrambled(read: "Words") -> "Words":
    made = read * _FACTOR
    made ^= made >> _SHIFT
    made *= _FACTOR
    return made


def _mask(size: int) -> int:
    """The bits of the first bytes of eight."""
    return (1 << (8 * size)) - 1
