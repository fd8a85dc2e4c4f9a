"""Groups of rows: by a protected attribute, or by two of them together."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from modelwright.errors import InputError
from modelwright.evaluation.ground import Ground
from modelwright.evaluation.slices.coding import Coded, coded
from modelwright.spec.promised.fairness import FairnessPromise

# A group of fewer rows is neither named nor measured: it would say something of these few.
_FEWEST = 5
# So many groups are compared, the largest first.
_MOST = 50
# So many pairs of attributes are looked at, in the order of the spec.
_PAIRS = 10


@dataclass(frozen=True)
class Groups:
    """The groups of one attribute, or of two.

    Args:
        columns: the attributes.
        names: each group in words, such as `SEX is 2 and AGE below 30`.
        codes: shape (rows,): the group of each row; `len(names)` where it is in none.
        left: how many further groups there are, with few rows each.
    """

    columns: tuple[str, ...]
    names: tuple[str, ...]
    codes: npt.NDArray[np.intp]
    left: int


def groupings(ground: Ground, promise: FairnessPromise) -> list[Groups]:
    """Each protected attribute, then each pair of them.

    Raises:
        InputError: an attribute is no column of the data.
    """
    alone = [_coded(ground, name, promise) for name in ground.spec.data.protected]
    pairs = [*combinations(alone, 2)][:_PAIRS] if promise.intersections else []
    return [*(_groups((one,)) for one in alone), *(_groups(pair) for pair in pairs)]


def _coded(ground: Ground, name: str, promise: FairnessPromise) -> Coded:
    if name not in ground.holdout.columns:
        raise InputError("data.protected", f"the data have no column {name!r}")
    return coded(ground.holdout[name], least=_FEWEST, edges=promise.bands.get(name), most=_MOST)


def _groups(together: tuple[Coded, ...]) -> Groups:
    columns = tuple(one.column for one in together)
    if len(together) == 1:
        (one,) = together
        names = tuple(one.named(part) for part in range(len(one.parts)))
        return Groups(columns, names, one.codes.astype(np.intp), one.left)
    one, other = together
    size = len(other.parts)
    outside = (one.codes == len(one.parts)) | (other.codes == size)
    codes = np.where(outside, len(one.parts) * size, one.codes.astype(np.intp) * size + other.codes)
    counts = np.bincount(codes, minlength=len(one.parts) * size + 1)[:-1]
    kept = np.flatnonzero(counts >= _FEWEST)
    kept = np.sort(kept[np.argsort(-counts[kept], kind="stable")[:_MOST]])
    renamed = np.full(len(counts) + 1, len(kept), dtype=np.intp)
    renamed[kept] = np.arange(len(kept))
    names = tuple(f"{one.named(code // size)} and {other.named(code % size)}" for code in kept.tolist())
    return Groups(columns, names, renamed[codes], int(np.count_nonzero(counts)) - len(kept) + one.left + other.left)
