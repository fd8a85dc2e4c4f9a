"""How far the next rows may lie beyond those that were seen."""

from collections.abc import Callable

import numpy as np
import polars as pl
import pytest

from modelwright.proposals.tails import reach
from tests.proposals.examples import alarms, propose
from tests.specs import spec

Draw = Callable[[np.random.Generator, int], np.ndarray]
LIGHT: dict[str, Draw] = {
    "even": lambda r, n: r.random(n),
    "normal": lambda r, n: r.normal(size=n),
    "exponential": lambda r, n: r.exponential(size=n),
}


@pytest.mark.parametrize("kind", LIGHT)
def test_as_many_rows_again_do_not_pass_it(kind: str) -> None:
    random = np.random.default_rng(0)
    pairs = [(LIGHT[kind](random, 178), LIGHT[kind](random, 178)) for _ in range(400)]

    passed = [float(again.max()) > bound for seen, again in pairs if (bound := reach(seen)) is not None]

    assert len(passed) > 300
    assert sum(passed) == 0


@pytest.mark.parametrize("kind", LIGHT)
def test_it_is_no_further_than_a_few_seen_widths(kind: str) -> None:
    """Negative control: a bound at the end of the world is passed by nothing."""
    random = np.random.default_rng(1)
    drawn = [LIGHT[kind](random, 178) for _ in range(100)]

    widths = [(bound - one.max()) / np.ptp(one) for one in drawn if (bound := reach(one)) is not None]

    assert min(widths) >= 0.999
    assert np.median(widths) < {"even": 1.01, "normal": 1.6, "exponential": 4}[kind]


def test_it_keeps_clear_of_the_greatest_value_where_as_many_rows_again_would_pass_that_half_of_the_time() -> None:
    random = np.random.default_rng(2)
    pairs = [(random.normal(size=178), random.normal(size=178)) for _ in range(200)]

    assert 60 < sum(bool(again.max() > seen.max()) for seen, again in pairs) < 140


def test_a_tail_without_an_end_in_sight_has_no_bound() -> None:
    assert reach(np.random.default_rng(0).lognormal(0, 2, 500)) is None


@pytest.mark.parametrize("values", [np.arange(20.0), np.r_[np.zeros(180), np.arange(20.0)]], ids=["few", "mostly 0"])
def test_too_few_rows_or_too_many_alike_say_nothing(values: np.ndarray) -> None:
    assert reach(values) is None


def test_numbers_that_come_near_to_1_in_a_tail_are_no_share() -> None:
    random = np.random.default_rng(0)
    frame = pl.DataFrame({"a": random.gamma(2, 0.1, 600), "y": random.integers(0, 2, 600)})
    frame = frame.filter(pl.col("a") < 0.99)
    assert 0.8 < float(frame["a"].max()) < 1  # type: ignore[arg-type] # numbers

    assert not alarms(propose(spec(), frame), frame.with_columns(a=pl.col("a") * 1.1))


def test_that_two_counts_are_both_0_is_no_order_of_theirs() -> None:
    random = np.random.default_rng(0)
    small, large = random.gamma(1, 1, 600), 9 + random.gamma(2, 30, 600)
    none = random.random(600) < 0.05
    frame = pl.DataFrame(
        {"a": np.where(none, 0, small), "b": np.where(none, 0, large), "y": random.integers(0, 2, 600)}
    )

    orders = [one for one in propose(spec(), frame) if one.type.endswith("a_to_be_greater_than_b")]

    assert not [one for one in orders if one.severity == "critical"]
