"""How far predictions may be from what they say."""

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

from modelwright.spec.base import Contradiction, Share, Table

if TYPE_CHECKING:
    from modelwright.spec.tables import Spec

_OF_CLASSES = ("error", "decimals")
_OF_NUMBERS = ("coverage", "bias")


class CalibrationPromise(Table, frozen=True):
    """How far predictions may be from what they say.

    Without a key, its default is promised: `error` 0.05, `slope` 0.8 to 1.25, `coverage` 0.05, `bias` a tenth of the
    spread of the target.
    """

    error: Annotated[
        Share | None,
        Meta(
            description="Classes: how far probabilities may be from observed shares, as root mean square over groups "
            "of equal size. 0.05 without it."
        ),
    ] = None
    slope: Annotated[
        tuple[float, float],
        Meta(
            description="Between which two numbers the slope of what happens on what is predicted must lie. Below 1, "
            "predictions are too extreme; above 1, squashed towards the middle."
        ),
    ] = (0.8, 1.25)
    decimals: Annotated[
        Annotated[int, Meta(ge=1, le=6)] | None,
        Meta(description="Classes: the model rounds its probabilities to as many decimals on purpose."),
    ] = None
    coverage: Annotated[
        Share | None,
        Meta(
            description="Numbers: how far the share of holdout rows inside an interval of 80 or 90 % may be from these "
            "shares. 0.05 without it."
        ),
    ] = None
    bias: Annotated[
        Annotated[float, Meta(gt=0)] | None,
        Meta(
            description="Numbers: how far the mean of what happens may be from the mean prediction, in units of the "
            "target. A tenth of the standard deviation of the target in training without it."
        ),
    ] = None

    @property
    def error_allowed(self) -> float:
        """How far probabilities may be off."""
        return 0.05 if self.error is None else self.error

    @property
    def coverage_allowed(self) -> float:
        """How far the share inside an interval may be off."""
        return 0.05 if self.coverage is None else self.coverage


def contradictions(spec: "Spec") -> Iterator[Contradiction]:
    """What types alone cannot say of these keys."""
    promise = spec.promises.calibration
    if promise is None:
        return
    numbers = spec.model.task == "regression"
    for key in _OF_CLASSES if numbers else _OF_NUMBERS:
        if getattr(promise, key) is not None:
            yield (
                ("promises", "calibration", key),
                f"promises.calibration.{key}: does not fit a {spec.model.task} task",
            )
    low, high = promise.slope
    if not (math.isfinite(low) and math.isfinite(high) and low < 1 < high):
        yield (
            ("promises", "calibration", "slope"),
            "promises.calibration.slope: give two numbers around 1, such as [0.8, 1.25]",
        )
    if promise.bias is not None and not math.isfinite(promise.bias):
        yield ("promises", "calibration", "bias"), f"promises.calibration.bias: {promise.bias} promises nothing"
