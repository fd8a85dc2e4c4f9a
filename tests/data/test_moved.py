"""Rows that leave the holdout for training are counted, whoever moved them."""

import msgspec
import pandas as pd
import pytest

from modelwright.data.frozen import frozen
from modelwright.data.moved import moved, record
from modelwright.data.splits import digest, is_holdout, row_ids
from modelwright.evidence import SplitRecord, read_evidence, write_evidence
from modelwright.spec import Spec
from tests.data.rows import KEYED, SPECS, STRATIFIED, TIMED, rows

ALL = rows(1200)
FIRST = ALL.head(600)


@pytest.mark.parametrize("name", SPECS)
def test_more_rows_move_none(name: str) -> None:
    fixed = frozen(SPECS[name], FIRST)

    assert moved(record(FIRST, fixed), ALL, fixed) == []


def test_the_record_counts_every_row_once_and_names_the_holdout() -> None:
    fixed = frozen(SPECS["time with a gap"], FIRST)
    made = record(FIRST, fixed)

    assert made.training + made.held_out + made.gap == made.rows == 600
    assert made.gap > 0
    assert made.holdout_digest == digest(row_ids(FIRST[is_holdout(FIRST, fixed)], fixed))


def test_the_record_counts_each_stratum() -> None:
    made = record(FIRST, frozen(STRATIFIED, FIRST))

    assert [one.name for one in made.strata] == ["0", "1"]
    assert sum(one.rows for one in made.strata) == 600
    assert all(abs(one.held_out - 0.2 * one.rows) <= 0.5 for one in made.strata)


@pytest.mark.parametrize("name", SPECS)
def test_a_record_that_was_written_and_read_is_the_same(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Evidence rounds its numbers; thresholds must not be."""
    path = tmp_path_factory.mktemp("reports") / "split.json"
    fixed = frozen(SPECS[name], FIRST)
    write_evidence(path, record(FIRST, fixed))

    assert read_evidence(path, SplitRecord) == record(FIRST, fixed)


def changed(of: Spec, **keys: object) -> Spec:
    return msgspec.structs.replace(of, split=msgspec.structs.replace(of.split, **keys))


def test_another_seed_is_told_with_the_rows_that_it_moves() -> None:
    other = changed(KEYED, seed=9)
    left = int((is_holdout(ALL, KEYED) & ~is_holdout(ALL, other)).sum())

    assert moved(record(FIRST, KEYED), ALL, other) == [
        f"split: seed was 1: {left} rows that were held out are training rows now"
    ]


def test_a_later_cut_is_told_and_an_earlier_one_moves_no_row_into_training() -> None:
    fixed = frozen(TIMED, FIRST)
    before = record(FIRST, fixed)
    later, earlier = changed(fixed, cut="2024-02-15"), changed(fixed, cut="2024-01-20")

    [line] = moved(before, ALL, later)

    assert line.startswith('split: cut was "2024-02-09": ')
    assert moved(before, ALL, changed(later, seed=9, holdout=0.5)) == [line]
    assert moved(before, ALL, earlier) == []
    assert moved(before, ALL, changed(fixed, seed=9)) == []


def test_thresholds_that_were_drawn_anew_are_told() -> None:
    fixed, anew = frozen(STRATIFIED, FIRST), frozen(STRATIFIED, ALL)
    assert (is_holdout(ALL, fixed) & ~is_holdout(ALL, anew)).any()

    [line] = moved(record(FIRST, fixed), ALL, anew)

    assert line.startswith("split: what it was frozen to changed: ")


def test_a_key_of_another_type_is_told() -> None:
    """The hash of a number is not that of its text: every row would be drawn anew."""
    assert moved(record(FIRST, KEYED), ALL.assign(id=ALL["id"].astype(str)), KEYED) == [
        "split: 'id' held whole numbers when the split was made and holds text now, so every row is drawn anew"
    ]


def test_a_column_of_the_earlier_split_that_is_gone_is_told() -> None:
    before = record(FIRST, SPECS["groups"])

    [line] = moved(before, pd.DataFrame(ALL.drop(columns="customer")), KEYED)

    assert line.endswith("the earlier holdout cannot be told any more: 'customer' is not a column of the rows")
