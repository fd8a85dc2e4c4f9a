"""What counts as the same value, and what as another one."""

import datetime as dt
import math
from decimal import Decimal

import polars as pl
import pytest

from modelwright.evidence import Content
from tests.data.test_content import column, of


def test_widths_units_scales_and_categories_are_storage_and_not_content() -> None:
    moment = dt.datetime(2024, 5, 17, 13, 45, 6)  # noqa: DTZ001 - a time without a zone is what is compared
    text = ["north", "south", None, "north"]

    assert len({column([1, None, -3], kind).digest for kind in (pl.Int8, pl.Int16, pl.Int32, pl.Int64, pl.Int128)}) == 1
    assert len({column([1, 2], kind).digest for kind in (pl.UInt8, pl.UInt16, pl.UInt32, pl.UInt64, pl.Int64)}) == 1
    assert len({column([moment, None], pl.Datetime(unit)).digest for unit in ("ms", "us", "ns")}) == 1
    assert len({column([0.5, None], kind).digest for kind in (pl.Float32, pl.Float64)}) == 1
    assert column([Decimal("1.50"), Decimal(2)], pl.Decimal(9, 2)) == column(
        [Decimal("1.5"), Decimal(2)], pl.Decimal(9, 1)
    )
    assert len({column(text, kind) for kind in (pl.String, pl.Categorical, pl.Enum(["south", "north"]))}) == 1
    assert column([[1, 2], [3, 4]], pl.Array(pl.Int8, 2)) == column([[1, 2], [3, 4]], pl.List(pl.Int64))


def test_what_is_no_number_is_missing_and_there_is_one_zero() -> None:
    assert column([1.0, math.nan]) == column([1.0, None])
    assert column([0.0]) == column([-0.0])
    assert column([math.inf]) != column([-math.inf])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (column(["1"]), column([1])),
        (column([1]), column([1.0])),
        (column([True]), column([1])),
        (column([None], pl.String), column([""])),
        (column([b"a"]), column(["a"])),
        (column([None, 1]), column([0, 1])),
        (column([[1, 2]]), column([[2, 1]])),
        (column([[1], [2, 3]]), column([[1, 2], [3]])),
        (column([[]], pl.List(pl.Int64)), column([None], pl.List(pl.Int64))),
        (column([{"a": 1, "b": 2}]), column([{"a": 2, "b": 1}])),
        (column([dt.date(2024, 1, 1)]), column([19723])),
        (column([2**64 - 1], pl.UInt64), column([-1], pl.Int64)),
        (column(["x" * 1_024]), column(["x" * 1_025])),
        (column(["x" * 5_000]), column(["x" * 4_999 + "y"])),
        (of(pl.DataFrame({"a": [1]})), of(pl.DataFrame({"a": [1], "b": [None]}))),
        (of(pl.DataFrame({"a": []}, schema={"a": pl.Int64})), of(pl.DataFrame({"b": []}, schema={"b": pl.Int64}))),
    ],
)
def test_what_is_different_has_another_content(one: Content, other: Content) -> None:
    assert one.digest != other.digest
