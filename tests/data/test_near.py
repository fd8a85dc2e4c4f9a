"""What is found is near, and what is near is found, as a search over all pairs would."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.neighbors import NearestNeighbors

from modelwright.data.near import TOLERANCE, _scaled, twins


def by_all_pairs(numbers: np.ndarray, held: np.ndarray) -> np.ndarray:
    """The truth: the distance to the nearest training row, of the column that differs most."""
    scaled = _scaled(numbers)
    nearest = NearestNeighbors(n_neighbors=1, metric="chebyshev").fit(scaled[~held])
    found = np.zeros(len(held), dtype=bool)
    found[held] = nearest.kneighbors(scaled[held])[0][:, 0] <= TOLERANCE
    return found


@pytest.mark.parametrize("columns", [1, 2, 5, 20])
@pytest.mark.parametrize("noise", [0.001, 0.005, 0.01])
def test_nearly_all_twins_are_found_and_nothing_else(columns: int, noise: float) -> None:
    draw = np.random.default_rng(columns)
    numbers = draw.lognormal(size=(5000, columns))
    held = np.arange(5000) % 5 == 0
    numbers[::50] = numbers[1::50] + draw.normal(0, noise, (100, columns))

    found = twins(numbers, np.zeros(5000, dtype=np.uint64), held)
    truth = by_all_pairs(numbers, held)

    assert not (found & ~truth).any()
    assert found[truth].mean() > 0.95


@given(st.integers(0, 10**6), st.integers(1, 4), st.booleans())
@settings(max_examples=30, deadline=None)
def test_no_row_is_called_a_twin_that_is_none(seed: int, columns: int, missing: bool) -> None:  # noqa: FBT001
    draw = np.random.default_rng(seed)
    numbers = np.round(draw.normal(size=(200, columns)), 1)
    held = draw.random(200) < 0.3
    names = draw.integers(0, 3, 200).astype(np.uint64)
    if missing:
        numbers[draw.random(numbers.shape) < 0.2] = np.nan

    found = twins(numbers, names, held)

    scaled = _scaled(numbers)
    for row in np.flatnonzero(found):
        same = ~held & (names == names[row]) & (np.isnan(numbers) == np.isnan(numbers[row])).all(axis=1)
        assert held[row]
        assert (np.abs(scaled[same] - scaled[row]).max(axis=1) <= TOLERANCE).any()


@pytest.mark.parametrize("side", [True, False])
def test_one_side_alone_has_no_twins(side: bool) -> None:  # noqa: FBT001
    assert not twins(np.zeros((9, 2)), np.zeros(9, dtype=np.uint64), np.full(9, side)).any()


def test_rows_of_names_alone_are_compared_by_their_names() -> None:
    found = twins(np.zeros((4, 0)), np.array([1, 1, 2, 3], dtype=np.uint64), np.array([True, False, True, False]))

    assert found.tolist() == [True, False, False, False]


def test_a_number_that_is_far_away_hides_no_twin() -> None:
    numbers = np.random.default_rng(0).normal(size=(1000, 3))
    held = np.arange(1000) % 4 == 0
    numbers[0], numbers[1], numbers[2] = 1e18, 1e18, -1e300

    assert twins(numbers, np.zeros(1000, dtype=np.uint64), held)[0]


def test_the_cost_grows_with_rows_and_not_with_pairs() -> None:
    """All in one cell: comparing all pairs of 200,000 rows would be 10 thousand million distances."""
    numbers = np.repeat(np.random.default_rng(0).normal(size=(4, 3)), 50_000, axis=0)
    held = np.arange(len(numbers)) % 5 == 0

    assert twins(numbers, np.zeros(len(numbers), dtype=np.uint64), held)[held].mean() > 0.5
