"""Which differences of type make another digest, as the page on expectations says."""

import datetime as dt
import math
from typing import Any

import polars as pl
import pytest

from modelwright.data.content import content_of
from tests.repos import ROOT

MOMENT = dt.datetime(2026, 1, 31, tzinfo=dt.UTC)
PLAIN = MOMENT.replace(tzinfo=None)


def digest(values: list[Any], kind: pl.DataType | type[pl.DataType]) -> str:
    return content_of(pl.LazyFrame({"a": pl.Series(values, dtype=kind)})).digest


Stored = tuple[list[Any], pl.DataType | type[pl.DataType]]
SAME: dict[str, list[Stored]] = {
    "whole numbers of any width": [([1, 127], pl.Int8), ([1, 127], pl.Int64), ([1, 127], pl.UInt32)],
    "floats of either width": [([0.5, 3], pl.Float32), ([0.5, 3], pl.Float64)],
    "decimals with more zeros": [(["1.5"], pl.Decimal(5, 1)), (["1.500"], pl.Decimal(12, 3))],
    "units of time": [([PLAIN], pl.Datetime("ms")), ([PLAIN], pl.Datetime("us")), ([PLAIN], pl.Datetime("ns"))],
    "time zones": [([MOMENT], pl.Datetime("us", "UTC")), ([MOMENT], pl.Datetime("us", "Asia/Tokyo"))],
    "text, categories, enumerations": [(["a"], pl.String), (["a"], pl.Categorical), (["a"], pl.Enum(["a", "b"]))],
    "missing values": [([None, 0.0], pl.Float64), ([math.nan, -0.0], pl.Float64)],
}
OTHER: dict[str, list[Stored]] = {
    "whole numbers and others": [([5], pl.Int64), ([5.0], pl.Float64)],
    "decimals and floats": [(["0.5"], pl.Decimal(5, 1)), ([0.5], pl.Float64)],
    "truths and whole numbers": [([True, False], pl.Boolean), ([1, 0], pl.Int64)],
    "days, times and text": [([PLAIN.date()], pl.Date), ([PLAIN], pl.Datetime("us")), (["2026-01-31"], pl.String)],
    "moments and times of no zone": [([MOMENT], pl.Datetime("us", "UTC")), ([PLAIN], pl.Datetime("us"))],
    "an empty text and none": [([""], pl.String), ([None], pl.String)],
    "a row that is there twice": [([1], pl.Int64), ([1, 1], pl.Int64)],
    "floats that the shorter width does not hold": [([0.1], pl.Float32), ([0.1], pl.Float64)],
}


@pytest.mark.parametrize("case", SAME)
def test_how_a_value_is_stored_makes_no_difference(case: str) -> None:
    assert len({digest(values, kind) for values, kind in SAME[case]}) == 1


@pytest.mark.parametrize("case", OTHER)
def test_what_a_value_is_makes_a_difference(case: str) -> None:
    assert len({digest(values, kind) for values, kind in OTHER[case]}) == len(OTHER[case])


def test_the_page_lists_what_is_tested_here() -> None:
    page = (ROOT / "docs" / "expectations.md").read_text(encoding="utf-8")
    [table] = [part for part in page.split("\n\n") if part.startswith("| No difference | A difference |")]

    # The names of columns, and the order of rows and columns, have tests of their own beside those of the digest.
    assert len(table.splitlines()) - 2 == len(SAME) + 1 == len(OTHER)
