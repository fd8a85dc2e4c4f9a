"""What is proposed on a part of the rows raises no false alarm on the others.

A part has fewer rows than the file by construction, so the number of rows is not held against it: it is of the whole
file. Everything else that is proposed at the level of a warning or above is, freshness too: later months are newer.
"""

from functools import cache

import numpy as np
import polars as pl
import pytest

from modelwright.expectations.suite import Expectation
from tests.proposals.examples import alarms, bean, bike, credit, propose, rows

# On this day, the felt temperature stands at 0.2424 for 24 hours, at 25 to 35 degrees: a sensor was stuck. That the two
# temperatures part is said, and is no false alarm.
STUCK_DAY = "2012-08-17"


def months() -> list[pl.DataFrame]:
    days = rows("bike_sharing_hourly").with_columns(pl.col("dteday").str.slice(0, 7).alias("month"))
    return [one.drop("month") for one in days.partition_by("month", maintain_order=True)]


@cache
def of_two_years() -> list[Expectation]:
    """What all months but the last two propose."""
    return propose(bike(), pl.concat(months()[:22]))


@pytest.mark.parametrize("seen", [6, 8, 10, 12, 15, 18, 22])
def test_later_months_break_nothing_that_earlier_ones_propose(seen: int) -> None:
    parts = [one.filter(pl.col("dteday") != STUCK_DAY) for one in months()]
    expectations = propose(bike(), pl.concat(parts[:seen]))

    for later in [*parts[seen:], pl.concat(parts[seen:])]:
        assert alarms(expectations, later) == []


def test_the_stuck_sensor_of_august_2012_is_all_that_is_noticed_in_later_months() -> None:
    parts = months()
    expectations = propose(bike(), pl.concat(parts[:15]))

    noticed = [one for later in parts[15:] for one in alarms(expectations, later)]

    assert noticed
    for one in noticed:
        assert one.expectation.column == "temp"
        assert "atemp" in one.expectation.kwargs["row_condition"]
        assert one.verdict.unexpected == parts[19].filter(pl.col("dteday") == STUCK_DAY).height


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("name", ["credit_default", "dry_bean"])
def test_one_half_of_the_rows_breaks_nothing_that_the_other_proposes(name: str, seed: int) -> None:
    frame = rows(name)
    chosen = pl.Series(np.random.default_rng(seed).random(frame.height) < 0.5)
    spec = {"credit_default": credit, "dry_bean": bean}[name]()

    assert alarms(propose(spec, frame.filter(chosen)), frame.filter(~chosen)) == []


def test_the_second_half_of_a_file_breaks_nothing_that_the_first_proposes() -> None:
    frame = rows("credit_default")
    half = frame.height // 2

    assert alarms(propose(credit(), frame[:half]), frame[half:]) == []


def test_of_a_file_that_is_sorted_by_class_only_the_classes_are_noticed_in_the_second_half() -> None:
    """It holds two varieties that the first half has not seen, and lacks others: for a classifier, no false alarm."""
    frame = rows("dry_bean")
    half = frame.height // 2

    noticed = alarms(propose(bean(), frame[:half]), frame[half:])

    assert {one.expectation.type.removeprefix("expect_") for one in noticed} == {
        "column_values_to_be_in_set",
        "column_distinct_values_to_contain_set",
    }
    assert {one.expectation.column for one in noticed} == {"Class"}


@pytest.mark.parametrize(
    "damage",
    [
        {"temp": pl.col("temp") * 41},
        {"cnt": pl.col("cnt") * 100},
        {"hum": pl.col("hum") / 100},
        {"weekday": (pl.col("weekday") + 1) % 7},
        {"hr": (pl.col("hr") + 5) % 24},
        {"casual": pl.col("registered"), "registered": pl.col("casual")},
        {"dteday": pl.col("dteday").str.replace("2012", "2011")},
    ],
    ids=["unit", "hundredfold", "hundredth", "recoded", "zone", "swapped", "stale"],
)
def test_a_damaged_month_is_noticed(damage: dict[str, pl.Expr]) -> None:
    """What raises no alarm on any month could be empty: it is not."""
    month = months()[22]

    assert alarms(of_two_years(), month.with_columns(**damage))
    assert not alarms(of_two_years(), month)
