"""A stratified split holds out the exact share of each stratum, and says where it cannot."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from modelwright.data.frozen import frozen
from modelwright.data.splits import is_holdout
from modelwright.data.strata import edges, strata
from modelwright.errors import InputError
from tests.data.rows import BOTH, KEYED, STRATIFIED, rows
from tests.specs import spec

FRAME = rows(600)


@given(st.lists(st.integers(3, 200), min_size=2, max_size=6), st.integers(0, 30), st.floats(0.17, 0.83))
@settings(max_examples=40, deadline=None)
def test_each_stratum_gives_its_share_to_within_half_a_row(sizes: list[int], seed: int, share: float) -> None:
    frame = pd.DataFrame({"y": np.repeat(np.arange(len(sizes)), sizes)}).assign(id=lambda new: np.arange(len(new)))
    stratified = spec(data={"keys": ("id",)}, split={"stratify": "y", "seed": seed, "holdout": share})

    held = is_holdout(frame, frozen(stratified, frame))

    for stratum, size in enumerate(sizes):
        assert abs(held[frame["y"] == stratum].sum() - share * size) <= 0.5


def test_without_strata_the_share_of_a_small_class_is_left_to_chance() -> None:
    """The negative control of the property above."""
    small = FRAME["y"] == 1

    assert abs(is_holdout(FRAME, KEYED)[small].sum() - 0.2 * small.sum()) > 0.5


def test_the_holdout_of_a_spec_without_strata_is_where_it_was() -> None:
    """A change here would move every team's holdout, and so needs a new major version."""
    assert np.flatnonzero(is_holdout(FRAME, KEYED))[:6].tolist() == [3, 8, 13, 19, 22, 24]


def test_a_new_stratum_has_the_share_of_the_spec() -> None:
    fixed = frozen(STRATIFIED, FRAME)
    more = pd.concat([FRAME, rows(4000, start=600).assign(y=2)], ignore_index=True)

    assert is_holdout(more, fixed)[600:].mean() == pytest.approx(0.2, abs=0.02)


def test_equal_rows_without_a_key_stay_together() -> None:
    doubled = pd.concat([FRAME, FRAME], ignore_index=True)

    held = is_holdout(doubled, frozen(spec(split={"stratify": "y"}), doubled))

    assert (held[:600] == held[600:]).all()
    assert held[doubled["y"] == 1].sum() == pytest.approx(0.2 * (doubled["y"] == 1).sum(), abs=1)


def test_a_number_of_many_values_is_cut_into_fifths_at_round_values() -> None:
    found = edges(FRAME, "a")

    assert found == tuple(round(edge, 3) for edge in found)
    assert not set(found) & set(FRAME["a"])
    codes, names = strata(FRAME, "a", found)
    assert names == ["1", "2", "3", "4", "5"]
    assert np.bincount(codes).min() > 100


def test_a_target_that_is_a_number_is_stratified_and_stays_so() -> None:
    wanted = spec(
        model={"task": "regression"},
        data={"keys": ("id",), "positive": None, "target": "a"},
        split={"stratify": "a"},
        promises={"headline": "r2", "quality": {"r2": {"at_least": 0.5}}},
    )

    fixed = frozen(wanted, FRAME)

    assert fixed.split.frozen is not None
    assert len(fixed.split.frozen.edges) == 4
    held, codes = is_holdout(FRAME, fixed), strata(FRAME, "a", fixed.split.frozen.edges)[0]
    assert all(abs(held[codes == one].sum() - 0.2 * (codes == one).sum()) <= 0.5 for one in range(5))


def test_where_half_of_the_rows_are_nought_no_bin_is_empty() -> None:
    frame = FRAME.assign(a=FRAME["a"].where(FRAME["a"] > 0.5, 0.0))

    assert np.bincount(strata(frame, "a", edges(frame, "a"))[0]).min() > 50


@pytest.mark.parametrize(
    ("targets", "fact"),
    [
        ([1] + [0] * 599, r"split.stratify: too few rows of 'y' to hold out 0.2: 1 \(1 row\)"),
        (
            [*range(1, 6), *[0] * 595],
            r"split.stratify: too few rows of 'y' to hold out 0.2: 1 \(1 row\), 2 \(1 row\), 3 \(1 row\) and 2 more",
        ),
        ([1, 1] + [0] * 598, r"split.stratify: too few rows of 'y' to hold out 0.2: 1 \(2 rows\)"),
        ([None] + [0] * 599, "split.stratify: 1 rows have no 'y'"),
        ([str(one // 2) for one in range(600)], "split.stratify: 'y' has 300 values, more than the 200 strata"),
        ([0.0] * 570 + list(range(1, 31)), "split.stratify: most rows have the same 'y', so it cannot be cut"),
    ],
)
def test_strata_that_cannot_be_on_both_sides_are_refused(targets: list[Any], fact: str) -> None:
    with pytest.raises(InputError, match=f"^{fact}"):
        is_holdout(FRAME.assign(y=targets), STRATIFIED)


def test_a_column_that_is_not_there_is_named() -> None:
    with pytest.raises(InputError, match=r"split.stratify: 'y' is not a column of the rows"):
        is_holdout(FRAME.drop(columns="y"), STRATIFIED)


def test_groups_are_held_out_whole_and_by_the_share_of_each_stratum() -> None:
    held = is_holdout(FRAME, frozen(BOTH, FRAME))

    groups = FRAME.assign(held=held).groupby("customer")["held"].agg(["min", "max"])
    assert (groups["min"] == groups["max"]).all()
    for region, own in FRAME.assign(held=held).groupby("region"):
        share = own.groupby("customer")["held"].first()
        assert abs(share.sum() - 0.2 * len(share)) <= 0.5, region


def test_the_share_is_of_groups_and_not_of_their_rows() -> None:
    """A customer with half of all rows counts as one."""
    sizes = [300, *[6] * 50]
    frame = pd.DataFrame({"customer": np.repeat(np.arange(51), sizes), "region": "north"})
    frame = frame.assign(id=np.arange(len(frame)))

    for seed in range(10):
        of = spec(data={"keys": ("id",)}, split={"group": "customer", "stratify": "region", "seed": seed})
        assert frame["customer"][is_holdout(frame, of)].nunique() == 10


def test_a_group_of_several_strata_is_refused() -> None:
    mixed = FRAME.assign(region=np.where(FRAME["id"] == FRAME["id"].iloc[0], "west", FRAME["region"]))

    with pytest.raises(InputError, match="1 groups of 'customer' have rows of more than one 'region'"):
        is_holdout(mixed, frozen(BOTH, FRAME))


def test_a_stratum_keeps_its_name_when_a_missing_value_makes_its_numbers_fractions() -> None:
    assert strata(pd.DataFrame({"y": [0.0, 1.0]}), "y", ())[1] == strata(pd.DataFrame({"y": [0, 1]}), "y", ())[1]
