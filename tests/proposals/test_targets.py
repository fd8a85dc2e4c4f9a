"""The classes of an outcome are a set by declaration, and each of them is still there."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl
import pytest

from modelwright.expectations.suite import Expectation
from tests.proposals.examples import alarms, kinds, only, propose
from tests.specs import regression, spec

ROWS = 300
SET, THERE = "column_values_to_be_in_set", "column_distinct_values_to_contain_set"


def made(y: Any) -> pl.DataFrame:
    return pl.DataFrame({"a": np.random.default_rng(0).normal(size=len(y)), "y": y})


def of(frame: pl.DataFrame, task: str = "multiclass", **data: Any) -> list[Expectation]:
    promises: dict[str, object] = {"headline": "log_loss", "quality": {"log_loss": {"at_most": 1.0}}}
    return propose(spec(model={"task": task}, data={"positive": None, **data}, promises=promises), frame)


@pytest.mark.parametrize("rows", [12, 60, ROWS])
@pytest.mark.parametrize("classes", [["x", "z"], [0, 1, 2], [0.0, 1.0]], ids=["text", "whole", "decimal"])
def test_the_classes_are_a_set_however_few_rows_there_are_and_in_whatever_order(classes: list[Any], rows: int) -> None:
    expectations = of(made(np.repeat(classes, rows // len(classes))))

    found = only(expectations, SET, "y")

    assert found.severity == "critical"
    assert found.kwargs["value_set"] == classes
    assert found.mostly == 1


@pytest.mark.parametrize(
    "wrong", [pl.lit(3), pl.col("y") + 1, pl.lit(1)], ids=["never seen", "counted from 1", "all the same"]
)
def test_other_classes_and_one_class_alone_are_noticed_in_a_file_that_is_sorted(wrong: pl.Expr) -> None:
    frame = made(np.repeat([0, 1, 2], 50))

    assert not alarms(of(frame), frame)
    assert alarms(of(frame), frame.with_columns(y=wrong))


def test_a_class_of_few_rows_may_be_gone() -> None:
    frame = made(["x"] * 200 + ["z"] * 80 + ["rare"] * 5)

    assert only(of(frame), SET, "y").kwargs["value_set"] == ["rare", "x", "z"]
    assert only(of(frame), THERE, "y").kwargs["value_set"] == ["x", "z"]


def test_where_rows_are_of_months_a_class_is_expected_that_every_month_has() -> None:
    days = [date(2024, 1, 1) + timedelta(days=at) for at in range(366) for _ in range(4)]
    y = ["z" if at % 3 else "x" for at in range(len(days))]
    y = ["holiday" if day.month == 8 else one for one, day in zip(y, days, strict=True)]
    frame = made(y).with_columns(when=pl.Series(days))

    assert only(of(frame, time="when"), SET, "y").kwargs["value_set"] == ["holiday", "x", "z"]
    assert THERE not in kinds(of(frame, time="when"), "y")


def test_yes_and_no_are_counted_and_not_listed() -> None:
    """Engines write them in ways of their own; the type admits no third one."""
    frame = made([True, False] * 100)
    expectations = of(frame, "binary", positive=True)

    assert SET not in kinds(expectations, "y")
    assert only(expectations, "column_unique_value_count_to_be_between", "y").kwargs["min_value"] == 2
    assert alarms(expectations, frame.with_columns(y=pl.lit(value=True)))


def test_numbers_that_are_to_be_estimated_are_no_classes() -> None:
    promises: dict[str, object] = {"headline": regression().promises.headline, "quality": {"r2": {"at_least": 0.5}}}
    of_amounts = spec(model={"task": "regression"}, data={"positive": None}, promises=promises)

    found = propose(of_amounts, made(np.random.default_rng(1).integers(0, 400, ROWS)))

    assert kinds(found, "y").isdisjoint({SET, THERE})


def test_of_an_outcome_that_is_personal_no_class_is_written_down() -> None:
    expectations = of(made(["yes", "no"] * 100), "binary", positive="yes", personal=["y"])

    assert kinds(expectations, "y").isdisjoint({SET, THERE})
