"""How far statistics may move: as often beyond the bounds as is said, and not much less."""

import numpy as np
import pytest
from scipy import stats

from modelwright.proposals.slack import outward, predicted, student


@pytest.mark.parametrize("freedom", [1, 2, 3, 5, 11, 23, 200])
@pytest.mark.parametrize("risk", [0.1, 1e-3, 1e-5])
def test_the_quantiles_of_student_are_those_of_scipy(freedom: int, risk: float) -> None:
    assert student(risk, freedom) == pytest.approx(stats.t.ppf(1 - risk / 2, freedom), rel=1e-4)


@pytest.mark.parametrize("scale", ["plain", "log", "share"])
def test_the_next_block_is_beyond_the_bounds_as_often_as_is_said(scale: str) -> None:
    random = np.random.default_rng(0)
    drawn = random.normal(0.8, 0.1, size=(13, 20_000))
    values = {"plain": drawn, "log": np.exp(drawn), "share": np.sin(drawn) ** 2}[scale]

    low, high = predicted(values[:12], scale, risk=0.05)  # type: ignore[arg-type]
    beyond = float(((values[12] < low) | (values[12] > high)).mean())

    assert beyond == pytest.approx(0.05, abs=0.006)


def test_fewer_blocks_leave_more_room() -> None:
    values = np.array([1.0, 2.0, 1.5, 1.2, 1.8, 1.4, 1.6, 1.3])

    few, many = predicted(values[:4], "plain"), predicted(values, "plain")

    assert few.low < many.low
    assert many.high < few.high


@pytest.mark.parametrize(
    ("low", "high", "rounded"),
    [(0.12345, 98_765.4, (0.123, 98_800.0)), (-165_580, 0.3, (-166_000.0, 0.3)), (0.0, 100.0, (0.0, 100.0))],
)
def test_bounds_are_rounded_outward(low: float, high: float, rounded: tuple[float, float]) -> None:
    assert outward(low, high) == rounded
