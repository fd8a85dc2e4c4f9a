"""Reasons say what was seen, in words that a person understands who did not write the suite."""

import re

import numpy as np
import polars as pl
import pytest

from modelwright.expectations.words import titles
from tests.proposals.examples import only, propose, whole
from tests.specs import spec

NAMES = ("bike_sharing_hourly", "credit_default", "dry_bean")


@pytest.mark.parametrize("name", NAMES)
def test_no_reason_is_a_share_of_rows_alone(name: str) -> None:
    for one in whole(name):
        assert not re.fullmatch(r"[\d.]+ % of (about )?[\d,]+ rows", one.reason), one
        assert len(one.reason) < 130, one.reason
        assert "\n" not in one.reason


@pytest.mark.parametrize("name", NAMES)
def test_every_title_says_what_is_expected_and_none_twice(name: str) -> None:
    expectations = list(whole(name))

    for one, title in zip(expectations, titles(expectations), strict=True):
        assert len(title) <= 100
        for bound in ("min_value", "max_value"):
            if isinstance(one.kwargs.get(bound), int) and abs(one.kwargs[bound]) < 1000:
                assert str(one.kwargs[bound]) in title, title


def test_an_order_says_which_column_is_the_smaller_one() -> None:
    random = np.random.default_rng(0)
    frame = pl.DataFrame({"part": random.integers(0, 90, 600), "whole": 0, "y": random.integers(0, 2, 600)})
    frame = frame.with_columns(whole=pl.col("part") + pl.Series(random.integers(0, 30, 600)))
    orders = [one for one in propose(spec(), frame) if one.type.endswith("a_to_be_greater_than_b")]

    [strict] = [one for one in orders if one.severity == "critical"]

    assert strict.reason.startswith("part <= whole in 600 rows; by chance in ")
    assert titles([strict])[0].startswith("whole is greater than or equal to part (part <= whole in 600 rows")


def test_a_range_says_what_was_seen_and_its_title_what_is_expected() -> None:
    frame = pl.DataFrame({"a": np.random.default_rng(0).normal(50, 5, 600), "y": [0, 1] * 300})
    found = only([one for one in propose(spec(), frame) if one.severity == "critical"], _BETWEEN, "a")
    low, high = (found.kwargs[end] for end in ("min_value", "max_value"))

    least, greatest = (float(there) for there in frame["a"].sort().to_numpy()[[0, -1]])

    assert found.reason.startswith(f"seen {least:.4g} to {greatest:.4g} in 600 rows; room for")
    assert titles([found])[0].startswith(f"a: between {low:g} and {high:g}")


_BETWEEN = "column_values_to_be_between"
