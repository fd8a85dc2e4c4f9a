"""Pseudonyms: the same for the same value, and telling nothing without the secret."""

import polars as pl
import pytest

from modelwright.data.pseudonyms import pseudonyms


def test_equal_values_have_equal_pseudonyms_with_one_secret_and_one_name_of_the_column() -> None:
    ids = pl.Series("id", [7, 8, 7, None])
    first = pseudonyms(ids, b"secret").to_list()

    assert first[0] == first[2] != first[1]
    assert first[3] is None
    assert pseudonyms(ids, b"secret").to_list() == first
    assert not set(first[:3]) & set(pseudonyms(ids, b"another").to_list())
    assert not set(first[:3]) & set(pseudonyms(ids.rename("other"), b"secret").to_list())
    assert pseudonyms(ids.cast(pl.Float64), b"secret").to_list() == first
    assert pseudonyms(ids.cast(pl.String), b"secret").to_list() == first


@pytest.mark.parametrize(
    "values",
    [
        pl.Series("c", [1.5, float("nan"), 1e300]),
        pl.Series("c", [b"\x00\xff", None]),
        pl.Series("c", ["north", None], dtype=pl.Categorical),
        pl.Series("c", [True, None]),
        pl.Series("c", [None, None]),
        pl.Series("c", [], dtype=pl.String),
        pl.Series("c", ["", " ", "Größe 🚲", 'a "quoted" one\n']),
    ],
)
def test_values_of_any_plain_type_have_pseudonyms(values: pl.Series) -> None:
    found = pseudonyms(values, b"secret")
    there = [one for one in values.to_list() if one is not None and one == one]  # noqa: PLR0124 - a NaN is not

    assert found.dtype == pl.String
    assert found.name == "c"
    assert found.drop_nulls().len() == len(there)
    assert found.drop_nulls().n_unique() == len(set(there))
