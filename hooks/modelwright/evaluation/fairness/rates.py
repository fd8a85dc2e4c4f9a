"""What is compared between groups: means, over some rows, of something that each row has."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from modelwright.evaluation.metrics import Floats, Scored

# Of more classes, those that are commonest are compared.
_CLASSES = 10
Scale = Literal["share", "mean", "size"]


@dataclass(frozen=True)
class Rate:
    """A mean over some of the rows.

    Args:
        name: such as `true_positive_rate`, with the class behind it where there are more than two.
        criteria: the definitions of fairness that compare it.
        values: shape (rows,).
        among: shape (rows,): over which rows it is taken; None of all.
        scale: a share from 0 to 1, any mean, or a mean that is never negative.
    """

    name: str
    criteria: tuple[str, ...]
    values: Floats
    among: npt.NDArray[np.bool_] | None
    scale: Scale


def binary(scored: Scored, threshold: float) -> Iterator[Rate]:
    """Of two classes, with the positive one given from the threshold on."""
    yield from _of_class("", scored.truth == 1, scored.scores >= threshold, scored.scores)
    yield _wrong((scored.scores >= threshold) != (scored.truth == 1))


def multiclass(scored: Scored, classes: list[str]) -> tuple[list[Rate], int]:
    """Of many: each class against all others, and how many classes are left out."""
    predicted = scored.scores.argmax(axis=1)
    counts = np.bincount(scored.truth.astype(np.intp), minlength=len(classes))
    common = np.sort(np.argsort(-counts, kind="stable")[:_CLASSES])
    rates = [
        rate
        for code in common[counts[common] > 0]
        for rate in _of_class(f" of {classes[code]}", scored.truth == code, predicted == code, scored.scores[:, code])
    ]
    return [*rates, _wrong(predicted != scored.truth)], int(np.count_nonzero(counts)) - len(rates) // 4


def regression(scored: Scored) -> Iterator[Rate]:
    """Of a number."""
    missed = scored.truth - scored.scores
    yield Rate("calibration", ("calibration",), missed, None, "mean")
    yield Rate("error", ("error",), np.abs(missed), None, "size")


def _of_class(which: str, truly: npt.NDArray[np.bool_], given: npt.NDArray[np.bool_], scores: Floats) -> Iterator[Rate]:
    selected = given.astype(float)
    yield Rate(f"selection_rate{which}", ("demographic_parity",), selected, None, "share")
    both = ("equal_opportunity", "equalised_odds")
    yield Rate(f"true_positive_rate{which}", both, selected, truly, "share")
    yield Rate(f"false_positive_rate{which}", ("equalised_odds",), selected, ~truly, "share")
    yield Rate(f"calibration{which}", ("calibration",), truly - scores, None, "mean")


def _wrong(wrong: npt.NDArray[np.bool_]) -> Rate:
    return Rate("error", ("error",), wrong.astype(float), None, "share")
