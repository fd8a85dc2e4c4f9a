"""Frames of pandas: those that polars holds as they are take the fast path, and the others are looked at themselves."""

import datetime as dt
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from modelwright.data.content import content_of
from modelwright.engines.frames import FrameSource
from modelwright.errors import InputError
from modelwright.evidence import Content
from modelwright.expectations.holding import Held, hold
from modelwright.expectations.suite import Expectation, Suite

PLAIN: dict[str, Any] = {
    "whole numbers": [1, 2],
    "unsigned": np.array([1, 2], dtype=np.uint8),
    "floats": [0.5, None],
    "truths": [True, False],
    "text": ["a", None],
    "text of Python": pd.array(["a", None], dtype="string"),
    "whole numbers beside missing ones": pd.array([1, None], dtype="Int64"),
    "truths beside missing ones": pd.array([True, None], dtype="boolean"),
    "times": pd.DatetimeIndex(["2026-01-31", pd.NaT]),
    "times of a zone": pd.DatetimeIndex(["2026-01-31", pd.NaT]).tz_localize("Europe/Berlin"),
}
ODD: dict[str, Any] = {
    "objects": pd.Series([1, "a"], dtype=object),
    "text as objects": pd.Series(["a", None], dtype=object),
    "days as objects": pd.Series([dt.date(2026, 1, 31), None], dtype=object),
    "categories": pd.Categorical(["a", None]),
    "periods": pd.PeriodIndex(["2026-01", "2026-02"], freq="M"),
    "intervals": pd.IntervalIndex.from_tuples([(0, 1), (1, 2)]),
    "complex numbers": [1j, 2j],
    "spans": pd.to_timedelta(["1 day", None]),
    "text that no UTF-8 can write": pd.array(["a", "\ud800"], dtype=pd.StringDtype("python")),
}


def content(frame: pd.DataFrame) -> Content:
    rows = FrameSource(frame).rows()
    assert rows is not None
    return content_of(rows)


def held(frame: pd.DataFrame, *expectations: Expectation) -> Held:
    names = {one.name for one in content(frame).columns}
    return hold(Suite("s", expectations), FrameSource(frame), Path("s.json"), columns=names, known=())


@pytest.mark.parametrize("case", PLAIN)
def test_a_plain_column_takes_the_fast_path(case: str) -> None:
    frame = pd.DataFrame({"a": PLAIN[case]})

    assert FrameSource(frame).scan() is not None
    assert held(frame, Expectation("expect_column_values_to_not_be_null", {"column": "a"})).way == "fast"


@pytest.mark.parametrize("case", ODD)
def test_a_column_that_polars_has_no_like_of_is_looked_at_by_great_expectations(case: str) -> None:
    frame = pd.DataFrame({"a": ODD[case], "b": [1, 2]})
    missing = int(frame["a"].isna().sum())

    found = held(frame, Expectation("expect_column_values_to_not_be_null", {"column": "a"}))

    assert FrameSource(frame).scan() is None
    assert (found.way, found.verdicts[0].unexpected, found.verdicts[0].error) == ("great-expectations", missing, None)
    assert found.why  # which the stage prints
    # Which rows they are is known all the same.
    assert content(frame).rows == FrameSource(frame).statistics().rows == 2
    assert content(frame) == content(frame.iloc[::-1])
    assert content(frame) != content(frame.iloc[[0, 0]])


def test_objects_without_a_text_are_named() -> None:
    with pytest.raises(InputError, match="column 'a': holds object objects, which have no text to compare"):
        content(pd.DataFrame({"a": [object()]}))


@pytest.mark.parametrize(
    "columns",
    [
        [0, 1],
        ["a", 1],
        ["a", "a"],
        [("a", "b"), ("a", "c")],
        ["a", None],
        pd.MultiIndex.from_tuples([("a", 1), ("b", 2)]),
    ],
)
def test_names_that_are_no_text_or_stand_twice_are_no_fast_path(columns: Any) -> None:
    frame = pd.DataFrame([[1, 2], [3, 4]], columns=columns)
    source = FrameSource(frame)

    found = held(frame, Expectation("expect_table_row_count_to_equal", {"value": 2}))

    assert source.scan() is None
    assert (found.way, found.verdicts[0].met) == ("great-expectations", True)
    assert len({one.name for one in content(frame).columns}) == 2
    with source.parts() as parts:
        assert [one.shape for one in parts.frames] == [(2, 2)]


def test_times_of_a_zone_under_one_name_are_held() -> None:
    zoned = pd.to_datetime(["2026-01-31", "2026-02-01"]).tz_localize("Europe/Berlin")
    frame = pd.concat([pd.Series(zoned), pd.Series(zoned)], axis=1, keys=["a", "a"])

    found = held(frame, Expectation("expect_table_row_count_to_equal", {"value": 2}))

    assert found.verdicts[0].met


def test_an_odd_frame_means_what_it_meant_before_its_columns_were_odd() -> None:
    """The control of the way: the same expectation, on the same values, says the same on both."""
    plain = pd.DataFrame({"a": ["x", "y", None]})
    wanted = Expectation("expect_column_values_to_be_in_set", {"column": "a", "value_set": ["x"]})

    fast, slow = held(plain, wanted), held(plain.astype(object), wanted)

    assert (fast.way, slow.way) == ("fast", "great-expectations")
    assert fast.verdicts[0].unexpected == slow.verdicts[0].unexpected == 1
    assert fast.verdicts[0].missing == slow.verdicts[0].missing == 1
