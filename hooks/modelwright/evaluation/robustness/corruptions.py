"""Ways in which production breaks rows. Each keeps what the model's pipeline is promised: typed columns."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from modelwright.evidence.robustness import DamageKind

if TYPE_CHECKING:
    import pandas as pd

    Values = pd.Series[Any]

# The share of rows, and of a column's standard deviation, that small damage touches.
SMALL = 0.05
_FAR = 1e9
_FAR_ROWS = 0.01
# A temperature in another unit, which is a factor and an offset at once.
_FACTOR, _OFFSET = 1.8, 32.0

Truths = npt.NDArray[np.bool_]
# Takes the values, those of the training rows, and what draws; gives the broken values.
Break = Callable[["Values", "Values", np.random.Generator], "Values"]


def noisy(values: "Values", training: "Values", draw: np.random.Generator) -> "Values":
    """Every number off by a random share of the column's standard deviation; whole numbers stay whole."""
    noise = draw.normal(scale=SMALL * _spread(training), size=len(values))
    return _as_fine(values + noise, values)


def some_missing(values: "Values", _training: "Values", draw: np.random.Generator) -> "Values":
    """A few values are missing."""
    return values.mask(_chosen(draw, len(values), SMALL))


def half_missing(values: "Values", _training: "Values", draw: np.random.Generator) -> "Values":
    """Half of the values are missing."""
    return values.mask(_chosen(draw, len(values), 0.5))


def unseen(values: "Values", training: "Values", draw: np.random.Generator) -> "Values":
    """A few categories are ones that the training rows do not have; of truths and times there are no others."""
    import pandas as pd

    mask = _chosen(draw, len(values), SMALL)
    if isinstance(values.dtype, pd.CategoricalDtype):
        new = _new_name([str(one) for one in values.cat.categories])
        return values.cat.add_categories([new]).mask(mask, new)
    if pd.api.types.is_bool_dtype(values.dtype) or pd.api.types.is_datetime64_any_dtype(values.dtype):
        return values
    if pd.api.types.is_numeric_dtype(values.dtype):
        highest = pd.concat([training, values]).max()
        return values if pd.isna(highest) else values.mask(mask, highest + 1)
    return values.mask(mask, _new_name(training.dropna().unique().tolist()))


def times(factor: float) -> Break:
    """Every number in another unit."""

    def multiplied(values: "Values", _training: "Values", _draw: np.random.Generator) -> "Values":
        return values * factor

    return multiplied


def offset(values: "Values", _training: "Values", _draw: np.random.Generator) -> "Values":
    """Every number in a unit whose zero is elsewhere, as degrees Celsius and Fahrenheit."""
    return values * _FACTOR + _OFFSET


def extreme(values: "Values", _training: "Values", draw: np.random.Generator) -> "Values":
    """A few numbers far outside of anything that was seen, on either side."""
    mask = _chosen(draw, len(values), _FAR_ROWS)
    far = np.where(draw.random(len(values)) < 0.5, -_FAR, _FAR)  # noqa: PLR2004 - a coin
    return values.astype(float).mask(mask, far)


def shifted(values: "Values", training: "Values", _draw: np.random.Generator) -> "Values":
    """Every number higher by a standard deviation, within what was seen: no bound on values notices it."""
    moved = (values + _spread(training)).clip(training.min(), training.max())
    return _as_fine(moved, values)


def as_text(values: "Values", _training: "Values", _draw: np.random.Generator) -> "Values":
    """Names that are digits, as text: `2` becomes `"2"`."""
    return values.astype("str")


# In the order of the reports.
TOGETHER: dict[DamageKind, Break] = {"noise": noisy, "missing": some_missing, "unseen": unseen}
ALONE: dict[DamageKind, Break] = {
    "x10": times(10),
    "x100": times(100),
    "x1000": times(1000),
    "offset": offset,
    "extreme": extreme,
    "shift": shifted,
}


def _spread(training: "Values") -> float:
    found = float(training.std())
    return found if np.isfinite(found) else 0.0


def _chosen(draw: np.random.Generator, rows: int, share: float) -> Truths:
    """About this share of the rows, and at least one of them."""
    dice = draw.random(rows)
    mask: Truths = dice < share
    mask[dice.argmin()] = True
    return mask


def _as_fine(made: "Values", like: "Values") -> "Values":
    """Whole where the column is: nobody counts 2.3 payments."""
    import pandas as pd

    if not pd.api.types.is_integer_dtype(like.dtype):
        return made
    return made.round().astype(like.dtype)


def _new_name(known: list[Any]) -> str:
    name = "never seen"
    while name in known:
        name += "!"
    return name
