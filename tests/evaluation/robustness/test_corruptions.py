"""Rows are broken as production breaks them, and stay rows that the pipeline could be given."""

import numpy as np
import pandas as pd
import pytest

from modelwright.evaluation.robustness import corruptions as ways

WHOLE = pd.Series([1, 2, 3, 4] * 50)
DECIMAL = pd.Series(np.linspace(-1, 1, 200))
NAMES = pd.Series(["x", "y", "z", "x"] * 50)


def draw() -> np.random.Generator:
    return np.random.default_rng(0)


def test_noise_is_small_and_whole_numbers_stay_whole() -> None:
    noisy = ways.noisy(DECIMAL, DECIMAL, draw())

    assert float((noisy - DECIMAL).std()) == pytest.approx(0.05 * float(DECIMAL.std()), rel=0.2)
    assert ways.noisy(WHOLE * 100, WHOLE * 100, draw()).dtype == WHOLE.dtype


@pytest.mark.parametrize("values", [WHOLE, DECIMAL, NAMES, NAMES.astype("category"), WHOLE > 2])
def test_half_of_any_column_can_be_missing(values: "pd.Series[int]") -> None:
    assert 80 < ways.half_missing(values, values, draw()).isna().sum() < 120
    assert 0 < ways.some_missing(values, values, draw()).isna().sum() < 25


@pytest.mark.parametrize("values", [WHOLE, DECIMAL, NAMES, NAMES.astype("category")])
def test_a_new_category_is_one_that_was_never_seen(values: "pd.Series[int]") -> None:
    broken = ways.unseen(values, values, draw())

    assert 0 < (~broken.isin(values.unique())).sum() < 25
    assert broken.notna().all()


def test_of_truths_there_is_no_new_one() -> None:
    truths = WHOLE > 2

    assert ways.unseen(truths, truths, draw()).equals(truths)


def test_a_shift_stays_within_what_was_seen() -> None:
    shifted = ways.shifted(DECIMAL, DECIMAL, draw())

    assert float(shifted.max()) == float(DECIMAL.max())
    assert float(shifted.mean()) > float(DECIMAL.mean()) + 0.3


def test_extremes_are_far_and_few() -> None:
    far = ways.extreme(DECIMAL, DECIMAL, draw()).abs() == 1e9

    assert 1 <= far.sum() <= 8


def test_digits_as_text_are_not_the_digits() -> None:
    assert ways.as_text(WHOLE, WHOLE, draw()).tolist()[:2] == ["1", "2"]


def test_a_column_of_one_value_or_of_none_can_be_broken() -> None:
    for values in (pd.Series([5.0] * 4), pd.Series([np.nan] * 4), pd.Series([7] * 1)):
        for way in (*ways.TOGETHER.values(), *ways.ALONE.values(), ways.half_missing):
            assert len(way(values, values, draw())) == len(values)
