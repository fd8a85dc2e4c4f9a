"""One pass over the rows serves all expectations; what depends on an aggregate takes a second."""

from typing import Any

import polars as pl
import pytest

from modelwright.expectations import fast
from tests.expectations.fast.parity import Case, suite_of

ROWS = pl.LazyFrame({"age": [30, 40, None, 50], "name": ["a", "b", "b", None]})
COLUMN: list[Case] = [
    ("expect_column_values_to_not_be_null", {"column": "age"}),
    ("expect_column_values_to_be_between", {"column": "age", "min_value": 18}),
    ("expect_column_values_to_be_between", {"column": "age", "max_value": 99}),
    ("expect_column_mean_to_be_between", {"column": "age", "min_value": 18}),
    ("expect_column_values_to_be_unique", {"column": "age"}),
    ("expect_column_values_to_be_unique", {"column": "age", "mostly": 0.9}),
    ("expect_table_row_count_to_equal", {"value": 4}),
]


class Counted:
    """How often polars was asked to collect, and what."""

    def __init__(self) -> None:
        self.passes: list[list[pl.LazyFrame]] = []


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counted:
    found, collect_all = Counted(), pl.collect_all

    def collect(frames: list[pl.LazyFrame], **options: Any) -> list[pl.DataFrame]:
        found.passes.append(frames)
        return list(collect_all(frames, **options))

    monkeypatch.setattr(pl, "collect_all", collect)
    return found


def test_expectations_of_columns_take_one_pass(counted: Counted) -> None:
    verdicts = fast.run(suite_of(COLUMN), ROWS)

    assert [one.met for one in verdicts] == [False, True, True, True, True, True, True]
    assert len(counted.passes) == 1


def test_what_two_expectations_ask_for_is_computed_once(counted: Counted) -> None:
    fast.run(suite_of(COLUMN), ROWS)

    # The rows of each age, once for both expectations of uniqueness, and all aggregates together.
    [[groups, aggregates]] = counted.passes
    assert groups.collect_schema().len() == 1
    # Rows, missing, below 18, above 99, the mean.
    assert aggregates.collect_schema().len() == 5


def test_what_depends_on_the_mean_takes_a_second_pass(counted: Counted) -> None:
    scores = {"column": "age", "threshold": 1.1, "double_sided": True}

    fast.run(suite_of([*COLUMN, ("expect_column_value_z_scores_to_be_less_than", scores)]), ROWS)

    assert len(counted.passes) == 2


def test_what_the_columns_alone_answer_takes_none(counted: Counted) -> None:
    verdicts = fast.run(suite_of([("expect_column_to_exist", {"column": "age"})]), ROWS)

    assert verdicts[0].met
    assert counted.passes == []


def test_no_value_of_a_row_is_in_a_verdict() -> None:
    extremes = [f"expect_column_{one}_to_be_between" for one in ("max", "min")]

    found = fast.run(suite_of((one, {"column": "age", "min_value": 0}) for one in extremes), ROWS)

    assert [one.observed for one in found] == [None, None]
