"""The end of the interval decides, and rows are asked for that would indeed tell."""

import math

import numpy as np
import pytest

from modelwright.evaluation.comparison.outcomes import rounded_up, rows_needed, told
from modelwright.evidence import Estimate


@pytest.mark.parametrize(
    ("low", "high", "outcome"),
    [
        (0.01, 0.03, "better"),
        (-0.005, 0.02, "not worse"),
        (-0.009, -0.001, "not worse"),
        (-0.03, -0.02, "worse"),
        (-0.03, -0.001, "worse"),
        (-0.02, 0.02, "cannot tell"),
        (-0.02, 0.0, "cannot tell"),
        (-0.01, 0.0, "not worse"),
        (0.0, 0.0, "not worse"),
    ],
)
def test_the_end_of_the_interval_decides(low: float, high: float, outcome: str) -> None:
    assert told(Estimate((low + high) / 2, low, high, 100), margin=0.01) == outcome


def test_without_a_margin_an_equal_model_passes_and_a_lesser_one_does_not() -> None:
    assert told(Estimate(0, 0, 0, 100), margin=0) == "not worse"
    assert told(Estimate(-1e-9, -2e-9, 1e-9, 100), margin=0) == "cannot tell"


def test_so_many_rows_as_are_asked_for_tell_four_times_of_five() -> None:
    generator = np.random.default_rng(0)
    true, spread, margin, rows = -0.002, 0.2, 0.02, 400
    half = 1.96 * spread / math.sqrt(rows)
    needed = rows_needed(Estimate(true, true - half, true + half, rows), margin, confidence=0.95)
    assert needed is not None

    half = 1.96 * spread / math.sqrt(needed)
    values = true + generator.normal(size=4000) * spread / math.sqrt(needed)
    shown = [told(Estimate(value, value - half, value + half, needed), margin) == "not worse" for value in values]

    assert needed > rows
    assert 0.77 <= np.mean(shown) <= 0.84


def test_nobody_is_asked_for_rows_without_end() -> None:
    assert rows_needed(Estimate(-0.01, -0.03, 0.01, 100), margin=0.01, confidence=0.95) is None
    assert rows_needed(Estimate(-0.0099, -0.03, 0.01, 100), margin=0.01, confidence=0.95) is None


@pytest.mark.parametrize(("number", "rounded"), [(3.2, 4), (99, 99), (101, 110), (12_345, 13_000), (0.5, 1)])
def test_rows_are_rounded_up_to_two_digits(number: float, rounded: int) -> None:
    assert rounded_up(number) == rounded
