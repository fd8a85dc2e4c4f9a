"""A waiver holds through its last day, and no longer."""

from datetime import date

import pytest

from modelwright.allowances import Allowances
from modelwright.checks.waiver_expired import check
from modelwright.spec import Waiver

EXPIRES = date(2026, 3, 31)


def facts(today: date, *, expires: date = EXPIRES, path: str | None = None) -> list[str]:
    waiver = Waiver("large-file", "The rows move in spring.", "Ada Example", expires, path)
    return [one.fact for one in check(Allowances((waiver,), today=today))]


@pytest.mark.parametrize("today", [date(2026, 3, 31), date(2026, 1, 1), date(2025, 4, 1)])
def test_a_waiver_holds_through_its_last_day(today: date) -> None:
    assert facts(today) == []


def test_the_day_after_it_has_expired() -> None:
    assert facts(date(2026, 4, 1)) == ["the waiver of large-file, which Ada Example approved, expired on 2026-03-31"]


def test_the_files_it_was_for_are_named() -> None:
    [fact] = facts(date(2026, 4, 1), path="data/*.csv")

    assert "of large-file in data/*.csv" in fact


def test_a_waiver_for_more_than_a_year_is_none_that_anybody_watches() -> None:
    [fact] = facts(date(2025, 3, 29))

    assert fact.endswith("runs until 2026-03-31, more than a year from today")
