"""Columns as parts: every value of a name, every fifth of a number, and what is missing by itself."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from modelwright.evaluation.slices.coding import coded


def test_a_number_is_cut_at_its_fifths() -> None:
    parts = coded(pd.Series(np.arange(1000), name="amount"))

    assert parts.parts[0] == "below 200"
    assert parts.parts[1] == "from 200 to below 400"
    assert parts.parts[4] == "from 800 on"
    assert np.bincount(parts.codes).tolist() == [200] * 5


def test_a_number_is_cut_where_the_spec_says() -> None:
    parts = coded(pd.Series([18, 29, 30, 45, 80], name="AGE"), edges=[30, 45])

    assert parts.parts == ("below 30", "from 30 to below 45", "from 45 on")
    assert parts.codes.tolist() == [0, 0, 1, 2, 2]
    assert parts.named(1) == "AGE from 30 to below 45"


def test_a_number_that_is_a_code_has_a_part_for_each_value() -> None:
    assert coded(pd.Series([2.0, 10.0, 1.0] * 9, name="grade")).parts == ("is 1", "is 2", "is 10")


@pytest.mark.parametrize(
    "column",
    [
        pd.Series(["b", None, "a", "a"]),
        pd.Series([2.5, np.nan, 1.5, 1.5]),
        pd.Series([True, None, False, False], dtype="boolean"),
        pd.Series(["b", None, "a", "a"], dtype="category"),
        pd.Series([2, None, 1, 1], dtype="Int64"),
    ],
    ids=["text", "number", "truth", "category", "whole number"],
)
def test_what_is_missing_is_a_part_of_its_own(column: "pd.Series[Any]") -> None:
    parts = coded(column.rename("c"))

    assert parts.parts[-1] == "is missing"
    assert parts.codes.tolist() == [1, 2, 0, 0]


def test_a_column_that_is_missing_altogether_has_one_part() -> None:
    assert coded(pd.Series([np.nan] * 5, name="c")).parts == ("is missing",)


def test_times_are_cut_as_well() -> None:
    days = pd.Series(pd.date_range("2024-01-01", periods=100), name="day")

    assert coded(days).parts[0] == "below 2024-01-21"


def test_of_ten_thousand_values_none_that_is_rare_is_a_part() -> None:
    parts = coded(pd.Series([*map(str, range(10_000)), *["often"] * 50], name="c"), least=5)

    assert parts.parts == ("is often",)
    assert parts.left == 10_000
    assert np.bincount(parts.codes).tolist() == [50, 10_000]


def test_infinity_is_above_all_edges() -> None:
    parts = coded(pd.Series([*map(float, range(100)), np.inf, -np.inf], name="c"))

    assert parts.codes[-2] == 4
    assert parts.codes[-1] == 0


def test_parts_do_not_depend_on_the_order_of_the_rows() -> None:
    column = pd.Series(np.random.default_rng(0).choice(["z", "x", "10", "9"], 200), name="c")

    assert coded(column).parts == coded(column[::-1]).parts == ("is 9", "is 10", "is x", "is z")
