"""Small frames with what goes wrong: nulls, NaN, infinity, text among numbers, days, times, nothing at all."""

from datetime import date, datetime

import polars as pl

_NAN, _INFINITY = float("nan"), float("inf")


def _day(month: int, day: int) -> date:
    return date(2020, month, day)


def _time(month: int, day: int, hour: int = 0) -> datetime:
    return datetime(2020, month, day, hour)  # noqa: DTZ001 - without a zone, as in most tables


COLUMNS = pl.DataFrame(
    {
        "whole": [3, 1, 2, 2],
        "whole, missing": [3, None, 2, 2],
        "whole, unsigned": pl.Series([3, 1, 2, 2], dtype=pl.UInt16),
        "number": [1.5, 2.0, -0.0, 4.25],
        "number, missing": [1.5, None, _NAN, 2.0],
        "number, infinite": [1.0, _INFINITY, -_INFINITY, _NAN],
        "number, single": pl.Series([0.1, 0.2, None, _NAN], dtype=pl.Float32),
        "truth, missing": [True, None, False, True],
        "text": ["a", "bb", "2020-01-01", "é\n"],
        "text, missing": ["a", None, "", "a"],
        "text, none": pl.Series([None] * 4, dtype=pl.String),
        "whole, none": pl.Series([None] * 4, dtype=pl.Int64),
        "nothing": pl.Series([None] * 4, dtype=pl.Null),
        "day": [_day(1, 1), None, _day(2, 1), _day(2, 1)],
        "time": [_time(1, 1), _time(3, 1, 12), _time(2, 1), _time(2, 1)],
        "time, in Berlin": pl.Series([_time(1, 1), None, _time(2, 1), _time(2, 1)]).dt.replace_time_zone(
            "Europe/Berlin"
        ),
    }
)
# One of each kind, without rows.
EMPTY = COLUMNS.select("whole", "number", "truth, missing", "text", "day", "time").clear()

RECORDS = pl.DataFrame(
    {
        "a": [1, 2, 3, None, None, 3],
        "b": [1, 1, None, 2, None, 3],
        "c": pl.Series([2, 1, 3, None, 4, 3], dtype=pl.Int32),
        "f": [1.0, 2.5, _NAN, None, 0.0, 3.0],
        "g": [1.0, 2.0, _NAN, 1.0, None, 3.0],
        "f32": pl.Series([1.0, 2.1, _NAN, 1.0, None, 3.0], dtype=pl.Float32),
        "s": ["x", "y", None, None, "z", "z"],
        "t": ["x", "a", None, "q", None, "zz"],
        "d": [_day(1, 1), _day(1, 2), None, None, _day(1, 5), _day(1, 5)],
        "e": [_day(1, 1), _day(1, 1), _day(1, 1), None, None, _day(1, 5)],
        "m": [_time(1, 1), _time(1, 2), None, None, _time(1, 5), _time(1, 5)],
        "n": pl.Series([_time(1, 1), _time(1, 1), None, _time(1, 1), None, _time(1, 6)], dtype=pl.Datetime("ns")),
        "z": pl.Series([_time(1, 1), _time(1, 1), None, _time(1, 1), None, _time(1, 6)]).dt.replace_time_zone("UTC"),
        "p": [True, False, None, True, None, False],
        "two words": [1, None, 3, 4, 5, 6],
    }
)
