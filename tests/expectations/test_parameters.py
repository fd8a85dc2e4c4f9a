"""What a suite leaves open is filled in when rows are read."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from modelwright.errors import InputError
from modelwright.expectations.parameters import asks_for_parameters, filled, parameters
from modelwright.expectations.suite import Expectation, Suite
from tests.specs import spec

NOON = datetime(2026, 3, 8, 12, 30, tzinfo=UTC)
FRESH = Expectation("expect_column_max_to_be_between", {"column": "day", "min_value": {"$PARAMETER": "fresh_since"}})


@pytest.mark.parametrize(
    ("days", "since"),
    [(7, "2026-03-01"), (1.0, "2026-03-07"), (0.5, "2026-03-08T00:30:00"), (1.5, "2026-03-07T00:30:00")],
)
def test_whole_days_give_a_day_and_others_a_time(days: float, since: str) -> None:
    limited = spec(data={"time": "day", "max_age_days": days})

    assert parameters(limited, NOON) == {"fresh_since": since}


def test_the_day_is_that_of_utc() -> None:
    east = datetime(2026, 3, 9, 2, tzinfo=timezone(timedelta(hours=9)))

    assert parameters(spec(data={"time": "day", "max_age_days": 7}), east) == {"fresh_since": "2026-03-01"}


def test_without_a_limit_there_is_nothing_to_fill_in() -> None:
    assert parameters(spec()) == {}
    with pytest.raises(InputError, match=r"give data\.max_age_days in model\.toml"):
        filled(Suite("s", (FRESH,)), {}, Path("s.json"))


def test_a_filled_suite_asks_for_nothing_more() -> None:
    suite = filled(Suite("s", (FRESH,)), {"fresh_since": "2026-03-01"}, Path("s.json"))

    assert suite.expectations[0].kwargs == {"column": "day", "min_value": "2026-03-01"}
    assert [asks_for_parameters(one.kwargs) for one in (FRESH, *suite.expectations)] == [True, False]


def test_a_parameter_that_nobody_gives_is_named() -> None:
    strange = Expectation("expect_column_mean_to_be_between", {"column": "a", "min_value": {"$PARAMETER": "luck"}})

    with pytest.raises(InputError, match=r"s\.json: asks for the parameter 'luck'"):
        filled(Suite("s", (strange,)), {"fresh_since": "2026-03-01"}, Path("s.json"))
