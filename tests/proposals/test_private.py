"""Personal data stay out of a suite: no value, no range and no set of them."""

import numpy as np
import polars as pl
import pytest

from modelwright.expectations.suite import Suite, suite_json
from modelwright.proposals.private import personal_columns
from tests.proposals.examples import kinds, propose
from tests.specs import spec

ROWS = 600
SURNAMES = ["Smith", "Jones", "Taylor"]


def people() -> pl.DataFrame:
    random = np.random.default_rng(0)
    return pl.DataFrame(
        {
            "surname": random.choice(SURNAMES, ROWS),
            "birth_date": [f"19{year}-03-07" for year in random.integers(40, 99, ROWS)],
            "card": random.choice(["4111 1111 1111 1111", "5555 5555 5555 4444"], ROWS),
            "salary": random.integers(20_000, 90_000, ROWS),
            "y": random.integers(0, 2, ROWS),
        }
    )


def test_columns_are_personal_by_the_spec_and_by_what_they_are_called() -> None:
    declared = spec(data={"personal": ("salary",)})

    assert {"surname", "birth_date", "salary"} <= personal_columns(declared, people())
    assert "salary" not in personal_columns(spec(), people())


@pytest.mark.parametrize("column", ["surname", "birth_date", "salary"])
def test_of_personal_data_only_types_and_gaps_are_expected(column: str) -> None:
    expectations = propose(spec(data={"personal": ("salary",)}), people())

    assert kinds([one for one in expectations if not one.type.startswith("expect_table")], column) == {
        "column_values_to_be_in_type_list",
        "column_values_to_not_be_null",
    }


def test_no_personal_value_is_in_the_file() -> None:
    frame = people()
    written = suite_json(Suite("people", tuple(propose(spec(data={"personal": ("salary", "card")}), frame)))).decode()

    for name in ("surname", "birth_date", "card"):
        for value in frame[name].unique():
            assert value not in written
    for end in (frame["salary"].min(), frame["salary"].max()):
        assert str(end) not in written


def test_what_is_not_personal_is_expected() -> None:
    """Otherwise the tests above would pass on a suite that is empty."""
    assert "column_values_to_be_between" in kinds(propose(spec(), people()), "salary")
