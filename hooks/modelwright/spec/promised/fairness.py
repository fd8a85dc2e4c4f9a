"""How differently groups of a protected attribute may be treated."""

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta, field

from modelwright.spec.base import Contradiction, Table

if TYPE_CHECKING:
    from modelwright.spec.tables import Spec

_Gap = Annotated[float, Meta(ge=0)]
_Ratio = Annotated[float, Meta(gt=0, le=1)]
# What is promised of labels; a number has none.
_OF_CLASSES = ("demographic_parity", "selection_ratio", "equal_opportunity", "equalised_odds")
CRITERIA = (*_OF_CLASSES, "calibration", "error", "error_ratio")


class FairnessPromise(Table, frozen=True):
    """How differently groups of a protected attribute may be treated; the definitions are those of fairlearn.

    Each is the largest difference of two groups, or the smallest ratio. Which of them matters is a question of law and
    of ethics, not of statistics, and they cannot all be small at once where groups differ in what happens to them.
    """

    demographic_parity: Annotated[
        _Gap | None, Meta(description="How far the shares of rows that are given the positive class may be apart.")
    ] = None
    selection_ratio: Annotated[
        _Ratio | None,
        Meta(description="The smallest of these shares over the largest, at least; 0.8 is the four-fifths rule."),
    ] = None
    equal_opportunity: Annotated[
        _Gap | None,
        Meta(
            description="How far the shares of true positives that are found may be apart; 0.2 where nothing is "
            "promised of a class."
        ),
    ] = None
    equalised_odds: Annotated[
        _Gap | None, Meta(description="The same, and for the shares of true negatives that are taken for positive.")
    ] = None
    calibration: Annotated[
        _Gap | None,
        Meta(
            description="How far what happens less what was predicted, on average, may be apart, in the target's unit."
        ),
    ] = None
    error: Annotated[
        _Gap | None,
        Meta(description="How far the shares of wrong labels, or the mean absolute errors of a number, may be apart."),
    ] = None
    error_ratio: Annotated[
        _Ratio | None,
        Meta(
            description="The smallest of these errors over the largest, at least; 0.5 where nothing is promised of a "
            "number."
        ),
    ] = None
    bands: Annotated[
        dict[str, tuple[float, ...]],
        Meta(description="Where numbers are cut, such as `{ AGE = [30, 45, 60] }`; at their fifths without it."),
    ] = field(default_factory=dict)
    rows: Annotated[int, Meta(ge=2, description="A rate of fewer rows than this is not judged: too few to tell.")] = 50
    intersections: Annotated[
        bool, Meta(description="Whether groups of two attributes together are compared as well.")
    ] = True


def criteria(spec: "Spec") -> dict[str, float]:
    """What is promised, and the largest gap or the smallest ratio: of the spec, or the least that a tier asks for."""
    if not spec.data.protected:
        return {}
    promise = spec.promises.fairness or FairnessPromise()
    given = {name: getattr(promise, name) for name in CRITERIA if getattr(promise, name) is not None}
    return given or ({"error_ratio": 0.5} if spec.model.task == "regression" else {"equal_opportunity": 0.2})


def contradictions(spec: "Spec") -> Iterator[Contradiction]:
    """What types alone cannot say of these keys."""
    promise = spec.promises.fairness
    if promise is None:
        return
    table = ("promises", "fairness")
    if not spec.data.protected:
        yield table, "promises.fairness: data.protected names no column"
    for name in _OF_CLASSES:
        if getattr(promise, name) is not None and spec.model.task == "regression":
            yield (
                (*table, name),
                f"promises.fairness.{name}: a regression task has no classes; use error or calibration",
            )
    for name in CRITERIA:
        if not math.isfinite(getattr(promise, name) or 0):
            yield (*table, name), f"promises.fairness.{name}: {getattr(promise, name)} promises nothing"
    for column, edges in promise.bands.items():
        if column not in spec.data.protected:
            yield (*table, "bands"), f"promises.fairness.bands: {column!r} is not in data.protected"
        elif not edges or list(edges) != sorted(set(edges)) or not all(map(math.isfinite, edges)):
            yield (*table, "bands"), f"promises.fairness.bands.{column}: must be numbers that rise"
