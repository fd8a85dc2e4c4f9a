"""A column that stands still is noticed by how many values it has, where nothing else says it."""

from typing import Any

import numpy as np
import polars as pl

from modelwright.expectations.suite import Expectation
from modelwright.proposals.facts import facts_of
from modelwright.proposals.variety import of_variety
from tests.proposals.examples import alarms, propose
from tests.specs import spec


def variety(values: Any, **columns: Any) -> Expectation | None:
    frame = pl.DataFrame({"a": values, **columns, "y": [0, 1] * (len(values) // 2)})
    facts = facts_of(spec(data={"time": "when"} if columns else {}), frame, frozenset())
    return of_variety(facts, next(one for one in facts.columns if one.name == "a"))


def test_a_column_that_stands_still_is_noticed_and_a_part_of_the_rows_is_not() -> None:
    """The file is sorted: its parts differ, and a mean says nothing."""
    frame = pl.DataFrame({"a": np.sort(np.random.default_rng(0).normal(size=200)), "y": [0, 1] * 100})
    expectations = propose(spec(), frame)

    assert not alarms(expectations, frame[:40])
    noticed = alarms(expectations, frame.with_columns(a=pl.lit(0.5)))
    assert "expect_column_unique_value_count_to_be_between" in {one.expectation.type for one in noticed}


def test_half_as_many_values_as_the_block_with_the_fewest_are_expected() -> None:
    [floor] = [one.kwargs["min_value"] for one in [variety(np.arange(400) % 12)] if one is not None]

    assert floor == 6


def test_of_two_values_both_are_expected_where_any_delivery_has_both() -> None:
    random = np.random.default_rng(0)
    usual, rare = variety(random.integers(0, 2, 400)), variety((random.random(400) < 0.03).astype(int))

    assert usual is not None
    assert usual.kwargs["min_value"] == 2
    assert rare is None


def test_values_that_come_in_runs_may_be_one_in_a_delivery() -> None:
    assert variety(np.repeat([0, 1], 200)) is None


def test_a_value_that_a_month_may_lack_is_not_expected_of_months() -> None:
    days = pl.date_range(pl.date(2024, 1, 1), pl.date(2025, 2, 3), eager=True)

    assert variety((np.arange(400) > 200).astype(int), when=days) is None
