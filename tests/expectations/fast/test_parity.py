"""Verdict by verdict and count by count, the fast path says what Great Expectations says."""

from functools import cache
from operator import gt
from pathlib import Path

import msgspec
import polars as pl
import pytest

from modelwright.engines.files import FileSource
from modelwright.expectations import fast
from modelwright.expectations.fast import limits, order, pairs, quantiles, table, text, values
from modelwright.expectations.fast.known import known as known_types
from modelwright.expectations.fast.steps import judged
from modelwright.expectations.verdict import Verdict
from tests.expectations.fast import cases, frames
from tests.expectations.fast.parity import Case, by_great_expectations, differences, known, suite_of


def of_columns(frame: pl.DataFrame) -> list[Case]:
    return [
        (type_, {**one, "column": column})
        for type_, arguments in cases.OF_A_COLUMN.items()
        for one in arguments
        for column in frame.columns
    ]


def of_records() -> list[Case]:
    pairs: list[Case] = [
        (type_, {**one, "column_A": first, "column_B": second})
        for type_, arguments in cases.OF_A_PAIR.items()
        for one in arguments
        for first, second in cases.PAIRS
    ]
    lists: list[Case] = [
        (type_, {**one, "column_list": list(columns)})
        for type_, arguments in cases.OF_COLUMNS.items()
        for one in arguments
        for columns in cases.LISTS
    ]
    tables: list[Case] = [(type_, one) for type_, arguments in cases.OF_THE_TABLE.items() for one in arguments]
    return [*pairs, *lists, *tables]


def conditioned() -> list[Case]:
    return [(type_, {**one, **condition}) for type_, one in cases.CONDITIONED for condition in cases.CONDITIONS]


SUBJECTS = {
    "columns": (frames.COLUMNS, of_columns(frames.COLUMNS)),
    "columns without rows": (frames.EMPTY, of_columns(frames.EMPTY)),
    "records": (frames.RECORDS, of_records()),
    "records without rows": (frames.RECORDS.clear(), of_records()[::3]),
    "conditions": (frames.RECORDS, conditioned()),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("parity")


@cache
def compared(subject: str, folder: Path) -> tuple[FileSource, tuple[Case, ...], tuple[Verdict, ...]]:
    """A file, what is compared on it, and what Great Expectations says."""
    frame, all_cases = SUBJECTS[subject]
    path = folder / f"{subject}.parquet"
    frame.write_parquet(path)
    source = FileSource(path)
    kept = known(all_cases, frame.lazy())
    return source, tuple(kept), tuple(by_great_expectations(source, suite_of(kept)))


def disagreements(subject: str, folder: Path) -> list[str]:
    source, kept, theirs = compared(subject, folder)
    rows = source.scan()
    assert rows is not None
    return differences(suite_of(kept), fast.run(suite_of(kept), rows), theirs)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_the_fast_path_agrees_with_great_expectations(subject: str, folder: Path) -> None:
    assert disagreements(subject, folder) == []


def test_most_of_the_table_is_run_and_not_left_to_great_expectations(folder: Path) -> None:
    run = {subject: len(compared(subject, folder)[1]) / len(SUBJECTS[subject][1]) for subject in SUBJECTS}

    assert min(run.values()) > 0.8, run


def test_every_expectation_that_is_known_is_in_the_parity_table() -> None:
    assert set(known_types()) == cases.types()


def test_at_least_thirty_types_are_known() -> None:
    assert len(known_types()) >= 30


def _one_less(rows: int, missing: int, unexpected: int, mostly: float) -> Verdict:
    found = judged(rows, missing, unexpected, mostly)
    return msgspec.structs.replace(found, unexpected=max(0, unexpected - 1))


def _of_all_rows(_: table.Rows, mask: pl.Expr | None = None) -> pl.Expr:
    return pl.len() if mask is None else mask.sum()


_VALUES = table.Column.values
_WITH_NAN = property(lambda one: one.stored if one.kind == "float" else _VALUES.__get__(one))
# Where something is broken, what takes its place, and where that must show.
BROKEN = {
    "missing values are counted as present": (table.Rows, "missing", lambda *_: pl.lit(0), "columns"),
    "NaN is a value": (table.Column, "values", _WITH_NAN, "columns"),
    "one value too few is unexpected": (values, "judged", _one_less, "columns"),
    "strict limits are not strict": (limits.Limits, "strict_low", False, "columns"),
    "patterns match at the beginning only": (text, "translated", lambda pattern: f"^(?:{pattern})", "columns"),
    "order is turned round": (order, "lt", gt, "columns"),
    "quantiles are not interpolated": (quantiles, "_between", lambda lower, *_: lower, "columns"),
    "rows with missing values are not ignored": (pairs, "looked_at", lambda _, rows, __: rows, "records"),
    "row conditions are not heeded": (table.Rows, "number", _of_all_rows, "conditions"),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_a_fast_path_that_is_wrong_is_noticed(broken: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place, name, wrong, subject = BROKEN[broken]
    compared(subject, folder)

    monkeypatch.setattr(place, name, wrong)

    assert disagreements(subject, folder) != []
