"""What Great Expectations says is what it would say of each expectation alone."""

import warnings
from pathlib import Path

import polars as pl
import pytest

from modelwright.engines.files import FileSource
from modelwright.expectations import fast, reference
from tests.expectations.fast.parity import Case, by_great_expectations, differences, suite_of


def quantile(share: float, low: float, high: float) -> Case:
    ranges = {"quantiles": [share], "value_ranges": [[low, high]]}
    return "expect_column_quantile_values_to_be_between", {"column": "age", "quantile_ranges": ranges}


SUITE = suite_of(
    [
        quantile(0.1, 1, 2),
        quantile(0.9, 8, 9),
        ("expect_column_values_to_be_of_type", {"column": "height", "type_": "int64"}),
        ("expect_column_values_to_be_unique", {"column": "height"}),
        ("expect_column_mean_to_be_between", {"column": "age", "min_value": 1}),
    ]
)


@pytest.fixture
def source(tmp_path: Path) -> FileSource:
    pl.DataFrame({"age": range(11)}).write_parquet(tmp_path / "rows.parquet")
    return FileSource(tmp_path / "rows.parquet")


def test_two_lists_of_quantiles_of_one_column_are_not_taken_for_one(source: FileSource) -> None:
    rows = source.scan()
    assert rows is not None

    found = by_great_expectations(source, SUITE)

    assert [one.met for one in found[:2]] == [True, True]
    assert differences(SUITE, fast.run(SUITE, rows), found) == []


def test_together_the_library_takes_them_for_one(source: FileSource, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reference, "_OF_QUANTILES", "")

    assert [one.met for one in by_great_expectations(source, SUITE)[:2]] == [True, False]


def test_a_column_that_is_not_there_is_said_in_the_words_of_the_fast_path(source: FileSource) -> None:
    found = by_great_expectations(source, SUITE)

    assert [one.error for one in found] == [None, None, "no column 'height'", "no column 'height'", None]


def test_a_statistic_is_observed_and_is_a_plain_number(source: FileSource) -> None:
    [*_, mean] = by_great_expectations(source, SUITE)

    assert (mean.observed, type(mean.observed)) == (5.0, float)


def test_that_conditions_as_text_will_go_is_told_nobody(source: FileSource) -> None:
    condition = {"row_condition": 'col("age") > 3', "condition_parser": "great_expectations"}
    suite = suite_of([("expect_column_values_to_be_unique", {"column": "age", **condition})])

    with source.batch() as batch, warnings.catch_warnings():
        warnings.simplefilter("error", DeprecationWarning)
        [found] = reference.run(suite, batch, Path("suite.json"))

    assert found.rows == 7
