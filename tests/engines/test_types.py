"""The type of a column is of one family, whoever names it."""

import polars as pl
import pytest

from modelwright.engines.types import FAMILIES, family_of, family_of_dtype


@pytest.mark.parametrize(
    ("dtype", "family"),
    [
        (pl.UInt8(), "integer"),
        (pl.Int64(), "integer"),
        (pl.Float32(), "number"),
        (pl.Decimal(9, 2), "number"),
        (pl.String(), "text"),
        (pl.Categorical(), "text"),
        (pl.Enum(["a"]), "text"),
        (pl.Boolean(), "boolean"),
        (pl.Date(), "date"),
        (pl.Datetime("ms", "UTC"), "timestamp"),
        (pl.Time(), None),
        (pl.List(pl.Int64), None),
        (pl.Null(), None),
    ],
)
def test_a_type_of_polars_is_of_the_family_of_its_values(dtype: pl.DataType, family: str | None) -> None:
    assert family_of_dtype(dtype) == family


def test_a_name_is_of_the_narrowest_family_that_lists_it() -> None:
    assert {family_of(name) for name in FAMILIES["number"]} == {"integer", "number"}
    assert family_of("VARCHAR(18)") is None
