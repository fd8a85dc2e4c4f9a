"""The same verdicts from Parquet, from CSV and from a frame, whatever the columns are called."""

from pathlib import Path

import pandas as pd
import polars as pl
import pytest

from modelwright.engines.files import FileSource
from modelwright.engines.frames import FrameSource
from modelwright.engines.source import Source
from modelwright.expectations import fast
from modelwright.expectations.suite import read_suite
from tests.expectations.fast.parity import Case, by_great_expectations, differences, known, suite_of
from tests.repos import ROOT

NAMES = ["^a.*$", "*", 'a "quoted" one', "two words", "naïve 🚲", "a; drop table b", "len()"]
SHIPPED = ("credit_default", "dry_bean", "bike_sharing_hourly")
ORDERS = """order,amount,paid,country,day,code
1,10.5,True,DE,2026-01-01,007
2,NA,False,FR,2026-01-02,8
3, 7,,,2026-01-02,nan
4,1e3,True,"",2026-13-01,12
"""
OF_ORDERS: list[Case] = [
    (type_, {**arguments, "column": column})
    for column in ("order", "amount", "paid", "country", "day", "code")
    for type_, arguments in (
        ("expect_column_values_to_not_be_null", {}),
        ("expect_column_values_to_be_between", {"min_value": 2, "max_value": 100}),
        ("expect_column_values_to_be_in_set", {"value_set": [1, 12, "DE"]}),
        ("expect_column_values_to_be_unique", {}),
        ("expect_column_value_lengths_to_be_between", {"max_value": 4}),
        ("expect_column_values_to_match_strftime_format", {"strftime_format": "%Y-%m-%d"}),
        ("expect_column_mean_to_be_between", {"min_value": 3}),
        ("expect_column_max_to_be_between", {"min_value": "2026-01-01"}),
        ("expect_column_values_to_be_in_type_list", {"type_list": ["int64", "bool", "str"]}),
    )
]


def disagreements(source: Source, cases: list[Case]) -> list[str]:
    rows = source.scan()
    assert rows is not None
    kept = suite_of(known(cases, rows))
    assert len(kept.expectations) > 0.9 * len(cases)
    return differences(kept, fast.run(kept, rows), by_great_expectations(source, kept))


def test_names_that_are_patterns_or_code_are_names(tmp_path: Path) -> None:
    pl.DataFrame({name: [place, None, 2, 2] for place, name in enumerate(NAMES)}).write_parquet(tmp_path / "n.parquet")
    cases: list[Case] = [
        *(("expect_column_values_to_be_between", {"column": name, "min_value": 1, "max_value": 3}) for name in NAMES),
        *(("expect_column_values_to_be_unique", {"column": name}) for name in NAMES),
        ("expect_compound_columns_to_be_unique", {"column_list": NAMES[:3]}),
        ("expect_table_columns_to_match_ordered_list", {"column_list": NAMES}),
        ("expect_column_to_exist", {"column": "*"}),
    ]

    assert disagreements(FileSource(tmp_path / "n.parquet"), cases) == []


def test_csv(tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text(ORDERS, encoding="utf-8")

    assert disagreements(FileSource(tmp_path / "orders.csv"), OF_ORDERS) == []


def test_a_frame() -> None:
    frame = pd.DataFrame(
        {
            "order": [1, 2, 3, 3],
            "amount": [10.5, None, 7, 1e3],
            "paid": [True, False, True, True],
            "country": ["DE", None, "", "FR"],
            "day": pd.Series(pd.to_datetime(["2026-01-01", "2026-01-02", "2026-01-02", "2026-01-03"])).shift(),
            "code": [7.0, 8.0, None, 12.0],
        }
    )

    assert disagreements(FrameSource(frame), OF_ORDERS) == []


CORRUPTIONS = {
    "half of the values missing": lambda rows: rows.with_columns(
        pl.when(pl.int_range(pl.len()) % 2 == 0).then(pl.col(rows.columns[1])).alias(rows.columns[1])
    ),
    "numbers in another unit": lambda rows: rows.with_columns(pl.col(pl.Float64, pl.Int64) * 100),
    "a column gone": lambda rows: rows.drop(rows.columns[2]),
    "a column of text": lambda rows: rows.with_columns(pl.col(rows.columns[2]).cast(pl.String)),
    "two columns swapped": lambda rows: rows.rename(
        {rows.columns[1]: rows.columns[-1], rows.columns[-1]: rows.columns[1]}
    ),
    "rows twice": lambda rows: pl.concat([rows, rows.head(50)]),
}


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_suites_run_here_as_a_whole(name: str) -> None:
    source = FileSource(ROOT / "template" / "data" / f"{name}.parquet")
    suite = read_suite(ROOT / "template" / "expectations" / f"{name}.json", Path(name))
    rows = source.scan()
    assert rows is not None

    ours = fast.run(suite, rows)

    assert fast.unknown(suite, rows) == []
    assert differences(suite, ours, by_great_expectations(source, suite)) == []
    assert all(one.met for one in ours)


@pytest.mark.parametrize(
    ("name", "corruption"),
    [
        *(("bike_sharing_hourly", corruption) for corruption in CORRUPTIONS),
        ("credit_default", "half of the values missing"),
        ("dry_bean", "two columns swapped"),
    ],
)
def test_they_notice_here_what_great_expectations_notices(name: str, corruption: str, tmp_path: Path) -> None:
    sample = pl.read_parquet(ROOT / "template" / "data" / f"{name}.parquet").head(400)
    path = tmp_path / "rows.parquet"
    CORRUPTIONS[corruption](sample).write_parquet(path)
    source = FileSource(path)
    suite = read_suite(ROOT / "template" / "expectations" / f"{name}.json", Path(name))
    rows = source.scan()
    assert rows is not None

    ours = fast.run(suite, rows)

    assert differences(suite, ours, by_great_expectations(source, suite)) == []
    assert not all(one.met for one in ours)
