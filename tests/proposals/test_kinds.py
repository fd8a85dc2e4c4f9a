"""Each kind of proposal, on rows that are made for it, and on rows that are not."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl
import pytest

from modelwright.expectations.suite import Expectation
from tests.proposals.examples import alarms, kinds, only, propose
from tests.specs import spec

ROWS = 2_000


def made(**columns: Any) -> pl.DataFrame:
    """Rows with an outcome, and the columns that a test is about."""
    random = np.random.default_rng(0)
    given = {name: make(random) if callable(make) else make for name, make in columns.items()}
    return pl.DataFrame({**given, "y": random.integers(0, 2, ROWS)})


def of(frame: pl.DataFrame, **data: Any) -> list[Expectation]:
    return propose(spec(data=data), frame)


def sets(expectations: list[Expectation], column: str) -> list[Expectation]:
    """Sets that say which values there may be, and not how often one of them comes."""
    found = [one for one in expectations if one.type == "expect_column_values_to_be_in_set" and one.column == column]
    return [one for one in found if "row_condition" not in one.kwargs and len(one.kwargs["value_set"]) > 1]


def test_a_type_is_a_family_that_means_the_same_on_every_engine() -> None:
    expectations = of(made(a=lambda r: r.integers(0, 500, ROWS), b=lambda r: r.normal(size=ROWS)))

    whole = only(expectations, "column_values_to_be_in_type_list", "a").kwargs["type_list"]
    decimal = only(expectations, "column_values_to_be_in_type_list", "b").kwargs["type_list"]

    assert {"int64", "BIGINT", "LongType"} <= set(whole)
    assert {"float64", "DOUBLE PRECISION", "DoubleType"} <= set(decimal)
    assert "float64" not in whole


def test_columns_are_a_set_that_is_critical_and_an_order_that_is_not() -> None:
    expectations = of(made(a=lambda r: r.normal(size=ROWS)))

    assert only(expectations, "table_columns_to_match_set").severity == "critical"
    assert only(expectations, "table_columns_to_match_ordered_list").severity == "warning"


@pytest.mark.parametrize("share", [0.5, 2.0])
def test_half_a_file_and_a_file_twice_have_too_few_and_too_many_rows(share: float) -> None:
    count = only(of(made(a=lambda r: r.normal(size=ROWS))), "table_row_count_to_be_between").kwargs

    assert not count["min_value"] <= share * ROWS <= count["max_value"]
    assert count["min_value"] <= ROWS <= count["max_value"]


def test_a_column_without_a_gap_must_have_none_and_one_with_gaps_about_as_many() -> None:
    def gaps(r: np.random.Generator) -> pl.Series:
        return pl.Series(r.normal(size=ROWS)).set(pl.Series(r.random(ROWS) < 0.1), None)

    expectations = of(made(a=lambda r: r.normal(size=ROWS), b=gaps))

    assert only(expectations, "column_values_to_not_be_null", "a").mostly == 1
    assert 0.75 < only(expectations, "column_values_to_not_be_null", "b").mostly < 0.9


def test_not_a_number_counts_as_missing() -> None:
    frame = made(a=lambda r: np.where(r.random(ROWS) < 0.2, np.nan, r.normal(size=ROWS)))

    assert 0.6 < only(of(frame), "column_values_to_not_be_null", "a").mostly < 0.8


def test_where_another_column_says_what_is_missing_it_is_said_for_each_of_its_values() -> None:
    frame = made(state=lambda r: r.choice(["open", "closed"], ROWS), days=lambda r: r.integers(1, 90, ROWS))
    frame = frame.with_columns(days=pl.when(pl.col("state") == "closed").then(pl.col("days")))

    expectations = [one for one in of(frame) if one.column == "days" and "row_condition" in one.kwargs]

    assert {(one.type, one.kwargs["row_condition"]) for one in expectations} >= {
        ("expect_column_values_to_not_be_null", 'col("state") == "closed"'),
        ("expect_column_values_to_be_null", 'col("state") == "open"'),
    }


def test_the_keys_of_the_spec_are_unique() -> None:
    expectations = of(made(id=range(ROWS), a=lambda r: r.normal(size=ROWS)), keys=("id",))

    assert only(expectations, "column_values_to_be_unique", "id").severity == "critical"
    assert kinds(expectations, "id").isdisjoint({"column_values_to_be_between", "column_mean_to_be_between"})


def test_two_columns_that_no_two_rows_share_are_a_key_and_two_that_share_none_by_chance_are_not() -> None:
    place = np.arange(ROWS)
    paired = made(shop=place // 40, shelf=place % 40)
    by_chance = made(a=lambda r: r.permutation(ROWS) // 2, b=lambda r: r.permutation(ROWS) // 2)

    assert only(of(paired), "compound_columns_to_be_unique").kwargs["column_list"] == ["shop", "shelf"]
    assert not [one for one in of(by_chance) if one.type == "expect_compound_columns_to_be_unique"]


def test_categories_that_all_came_again_are_a_set() -> None:
    [sure] = sets(of(made(c=lambda r: r.choice(["red", "green"], ROWS))), "c")

    assert sure.severity == "critical"
    assert sure.kwargs["value_set"] == ["green", "red"]


def test_categories_that_come_in_runs_are_no_set_for_others_may_follow() -> None:
    in_runs = made(c=np.repeat(["red", "green", "blue", "white"], ROWS // 4))

    assert not sets(of(in_runs), "c")
    assert only(of(in_runs), "column_unique_value_count_to_be_between", "c").severity == "info"


def test_where_some_categories_are_rare_a_few_rows_may_have_another() -> None:
    rare = made(c=lambda r: np.where(r.random(ROWS) < 0.002, "rare", "usual"))

    [expectation] = sets(of(rare), "c")

    assert expectation.severity == "warning"
    assert expectation.mostly == 0.99


def test_text_of_many_values_is_never_listed() -> None:
    frame = made(note=lambda r: [f"note {at}" for at in r.integers(0, 900, ROWS)])

    for one in of(frame):
        assert "note 1" not in str(one.kwargs), one
        assert "note 1" not in one.reason


def test_a_form_tells_classes_of_characters_and_no_value() -> None:
    expectations = of(made(code=lambda r: [f"AB-{at:05d}" for at in r.integers(0, 99_999, ROWS)]))

    assert only(expectations, "column_values_to_match_regex", "code").kwargs["regex"] == "^[A-Z]{2}-[0-9]{5}$"


def test_a_range_leaves_room_and_a_floor_that_every_block_comes_to_leaves_none() -> None:
    frame = made(a=lambda r: np.maximum(r.exponential(100, ROWS), 20.0))
    bounds = only(of(frame), "column_values_to_be_between", "a").kwargs

    assert bounds["min_value"] == 20
    assert bounds["max_value"] > 1.2 * float(frame["a"].max())  # type: ignore[arg-type]


def test_decimal_numbers_that_come_near_to_1_and_never_pass_it_are_a_share() -> None:
    bounds = only(of(made(a=lambda r: r.beta(2, 2, ROWS))), "column_values_to_be_between", "a").kwargs

    assert (bounds["min_value"], bounds["max_value"]) == (0, 1)


def test_a_part_is_never_more_than_the_whole() -> None:
    frame = made(part=lambda r: r.integers(0, 90, ROWS), rest=lambda r: r.integers(0, 60, ROWS))
    frame = frame.with_columns(total=pl.col("part") + pl.col("rest"))

    orders = [one for one in of(frame) if one.type == "expect_column_pair_values_a_to_be_greater_than_b"]
    strict = [one for one in orders if one.severity == "critical"]

    assert {(one.kwargs["column_A"], one.kwargs["column_B"]) for one in strict} == {
        ("total", "part"),
        ("total", "rest"),
    }
    assert all(one.reason.startswith("part + rest = total") for one in strict)


def test_that_all_amounts_are_below_all_prices_is_no_rule() -> None:
    """The ranges say it already."""
    frame = made(small=lambda r: r.integers(0, 100, ROWS), large=lambda r: r.integers(1_000, 9_000, ROWS))

    assert not [one for one in of(frame) if one.type == "expect_column_pair_values_a_to_be_greater_than_b"]


def test_percentages_add_up() -> None:
    frame = made(yes=lambda r: r.integers(0, 101, ROWS)).with_columns(no=100 - pl.col("yes"))

    assert only(of(frame), "multicolumn_sum_to_equal").kwargs["sum_total"] == 100


def test_a_column_that_goes_with_another_is_missed_when_it_changes_rows() -> None:
    frame = made(a=lambda r: r.normal(size=ROWS)).with_columns(b=pl.col("a") * 2 + 0.1)
    shuffled = frame.with_columns(pl.col("b").shuffle(seed=1))

    assert not alarms(of(frame), frame)
    assert alarms(of(frame), shuffled)


def test_a_column_that_goes_with_none_has_no_witness() -> None:
    """Nothing would notice: then nothing is proposed."""
    frame = made(a=lambda r: r.normal(size=ROWS), b=lambda r: r.normal(size=ROWS))

    assert not [one for one in of(frame) if "row_condition" in one.kwargs]


def test_outcomes_that_are_wrong_in_part_are_noticed() -> None:
    frame = made(a=lambda r: r.normal(size=ROWS))
    frame = frame.with_columns(y=(pl.col("a") > 1).cast(pl.Int64))
    wrong = pl.Series(np.random.default_rng(5).random(ROWS) < 0.1)

    flipped = frame.with_columns(y=pl.when(wrong).then(1 - pl.col("y")).otherwise(pl.col("y")))

    assert not alarms(of(frame), frame)
    assert alarms(of(frame), flipped)


def daily(days: int = 800) -> pl.DataFrame:
    first = date(2020, 1, 1)
    when = [first + timedelta(days=at) for at in range(days) for _ in range(5)]
    random = np.random.default_rng(0)
    return pl.DataFrame(
        {
            "when": [one.isoformat() for one in when],
            "year": [one.year for one in when],
            "month": [one.month for one in when],
            "a": random.normal(10, 1, len(when)),
            "y": random.integers(0, 2, len(when)),
        }
    )


def test_the_newest_row_does_not_go_back() -> None:
    newest = only(of(daily(), time="when"), "column_max_to_be_between", "when").kwargs

    assert newest["min_value"] == daily()["when"].max()
    assert newest["max_value"] < "2999"


def test_how_old_the_newest_row_may_be_is_left_to_the_day() -> None:
    asked = [one.kwargs["min_value"] for one in of(daily(), time="when", max_age_days=7) if "max" in one.type]

    assert {"$PARAMETER": "fresh_since"} in asked


def test_a_year_grows_with_time_and_is_no_set() -> None:
    expectations = [one for one in of(daily(), time="when") if one.column == "year"]

    since = [one.kwargs["row_condition"] for one in expectations if "row_condition" in one.kwargs]

    assert since == ['col("when") < "2022-01-01"', 'col("when") >= "2022-01-01"']
    assert not sets(expectations, "year")


def test_months_are_a_set_once_they_have_come_again_and_not_before() -> None:
    half_a_year, two_years = of(daily(180), time="when"), of(daily(800), time="when")

    assert not sets(half_a_year, "month")
    assert [one.kwargs["value_set"] for one in sets(two_years, "month")] == [list(range(1, 13))]


def test_each_reason_is_one_line_with_a_fact() -> None:
    for one in of(daily(), time="when"):
        assert one.reason
        assert "\n" not in one.reason
        assert len(one.reason) < 120, one.reason


@pytest.mark.parametrize("rows", [1, 2, 5, 30])
def test_few_rows_propose_little_and_nothing_that_they_break(rows: int) -> None:
    frame = made(a=lambda r: r.normal(size=ROWS), c=lambda r: r.choice(["x", "z"], ROWS))[:rows]

    assert alarms(of(frame), frame) == []


def test_names_that_are_no_names_are_quoted() -> None:
    frame = made(**{'a "b"; DROP': lambda r: r.normal(size=ROWS)}).with_columns(pl.col('a "b"; DROP').alias("c d"))
    frame = frame.with_columns(pl.col("c d") * 3)

    conditions = [one.kwargs["row_condition"] for one in of(frame) if "row_condition" in one.kwargs]

    assert all(isinstance(one, dict) or one.startswith('col("c d")') for one in conditions)


def test_the_same_rows_propose_the_same() -> None:
    frame = daily(400)

    assert of(frame, time="when") == of(frame, time="when")
