"""Numbers at the ends of their types are corrupted as others are, and end in no traceback."""

import polars as pl
import pytest

from modelwright.challenge.corruptions import all_kinds
from modelwright.challenge.rows import Column

ENDS = [(pl.Int64(), 2**60), (pl.Int64(), 2**63 - 41), (pl.UInt64(), 2**64 - 41), (pl.Int128(), 2**127 - 41)]


@pytest.mark.parametrize(("dtype", "start"), ENDS)
@pytest.mark.parametrize("nature", ["number", "category"])
def test_whole_numbers_that_cannot_grow_are_left_or_change_and_none_goes_missing(
    dtype: pl.DataType, start: int, nature: "str"
) -> None:
    values = pl.Series("values", [start + one for one in range(40)], dtype)
    column = Column("x", values, nature, is_feature=True)  # type: ignore[arg-type]

    for kind in all_kinds():
        changed = kind.corrupt(column) if kind.wants is Column else None
        if changed is not None and not kind.name.endswith("-missing"):
            assert changed.null_count() == 0, kind.name


def test_the_sign_of_a_large_number_is_flipped_to_the_last_digit() -> None:
    kind = next(one for one in all_kinds() if one.name == "sign-flipped")
    column = Column("x", pl.Series("values", [2**60 + 1, 2**60 + 2]), "number")

    assert kind.corrupt(column).to_list() == [-(2**60) - 1, -(2**60) - 2]
