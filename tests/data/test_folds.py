"""Folds honour the split: nothing that is scored was known when the model was fitted, at any level."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import msgspec
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from modelwright.data.folds import folds, nested
from modelwright.data.splits import split
from modelwright.errors import InputError
from modelwright.spec import Spec
from tests.data.rows import BOTH, GAPPED, GROUPED, SPECS, STRATIFIED, TIMED, rows
from tests.specs import spec

FRAME = rows(900)


def with_tuning(of: Spec, **keys: int) -> Spec:
    return msgspec.structs.replace(of, tuning=msgspec.structs.replace(of.tuning, **keys))


def pairs(of: Spec, frame: pd.DataFrame) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
    """What is fitted and what is scored, in each outer fold and in each inner one."""
    for outer in nested(of, frame):
        fitted = frame.iloc[outer.fitted]
        yield fitted, frame.iloc[outer.scored]
        for inner, scored in outer.folds:
            yield fitted.iloc[inner], fitted.iloc[scored]


@pytest.mark.parametrize("name", SPECS)
def test_no_outer_test_row_is_in_an_inner_fold(name: str) -> None:
    made = nested(with_tuning(SPECS[name], nested=3), FRAME)

    assert len(made) == 3
    for outer in made:
        inner = outer.fitted[np.concatenate([np.concatenate(pair) for pair in outer.folds])]
        assert len(outer.folds) == 3
        assert len(outer.scored)
        assert not set(inner) & set(outer.scored)


@pytest.mark.parametrize("name", ["random", "stratified", "groups", "groups and strata"])
def test_each_training_row_is_scored_once(name: str) -> None:
    made = nested(with_tuning(SPECS[name], nested=4), FRAME)

    assert sorted(np.concatenate([outer.scored for outer in made])) == list(range(len(FRAME)))


@pytest.mark.parametrize("of", [GROUPED, BOTH])
def test_no_group_is_on_both_sides_at_any_level(of: Spec) -> None:
    for fitted, scored in pairs(with_tuning(of, nested=3), FRAME):
        assert not set(fitted["customer"]) & set(scored["customer"])


def test_without_a_group_customers_are_on_both_sides() -> None:
    """The negative control."""
    assert any(set(a["customer"]) & set(b["customer"]) for a, b in pairs(with_tuning(STRATIFIED, nested=3), FRAME))


@pytest.mark.parametrize(("of", "days"), [(TIMED, 0), (GAPPED, 1)])
def test_time_goes_forward_with_the_gap_at_every_level(of: Spec, days: int) -> None:
    for fitted, scored in pairs(with_tuning(of, nested=3), FRAME):
        assert fitted["day"].max() + pd.Timedelta(days=days) < scored["day"].min()


@given(st.lists(st.integers(0, 40), min_size=60, max_size=200), st.integers(2, 6), st.integers(1, 5))
@settings(max_examples=40, deadline=None)
def test_folds_by_time_part_no_time_and_keep_the_gap(steps: list[int], count: int, gap: int) -> None:
    frame = pd.DataFrame({"day": steps, "y": 0})
    of = with_tuning(spec(split={"strategy": "time", "column": "day", "gap": gap}), folds=count)
    try:
        made: list[tuple[Any, Any]] = folds(of, frame)
    except InputError as error:
        assert error.place in {"split.column", "split.gap"}  # noqa: PT017 - few times do not fill folds
        return

    values = frame["day"].to_numpy()
    scored = [set(values[places]) for _, places in made]
    assert len(made) == count
    assert all(one and max(one) < min(two) for one, two in pairwise(scored))
    assert max(scored[-1]) == max(steps)
    assert all(values[fitted].max() + gap < min(one) for (fitted, _), one in zip(made, scored, strict=True))


def test_blocks_of_time_hold_about_as_many_rows() -> None:
    made = folds(with_tuning(TIMED, folds=4), FRAME)

    assert [len(scored) for _, scored in made] == pytest.approx([180] * 4, abs=25)


def test_times_with_a_zone_are_cut_too() -> None:
    made = folds(GAPPED, FRAME.assign(day=FRAME["day"].dt.tz_localize("Europe/Berlin")))

    assert [len(scored) for _, scored in made] == [len(scored) for _, scored in folds(GAPPED, FRAME)]


def test_folds_keep_the_share_of_each_stratum() -> None:
    shares = [FRAME["y"].iloc[scored].mean() for _, scored in folds(STRATIFIED, FRAME)]

    assert shares == pytest.approx([FRAME["y"].mean()] * 3, abs=0.004)


@pytest.mark.parametrize("name", ["stratified", "groups", "groups and strata", "time with a gap"])
def test_folds_that_cannot_know_the_rows_are_refused(name: str) -> None:
    with pytest.raises(InputError, match=r"split.\w+: folds must know the rows: train.py must call folds\(spec, train"):
        folds(SPECS[name])


@pytest.mark.parametrize(
    ("of", "fact"),
    [
        (with_tuning(TIMED, folds=50), "split.column: 50 times of 'day' do not fill 50 folds and the rows before them"),
        (
            with_tuning(spec(split={"strategy": "time", "column": "day", "gap": 30}), folds=3),
            "split.gap: 30.0 leaves no row to fit before fold 1 of 3",
        ),
        (with_tuning(spec(), folds=5_000), r"tuning.folds: \d+ training rows do not fill 5000 folds"),
    ],
)
def test_rows_that_do_not_fill_the_folds_are_refused(of: Spec, fact: str) -> None:
    with pytest.raises(InputError, match=f"^{fact}"):
        folds(of, FRAME)


def test_a_class_that_does_not_fill_the_folds_is_named() -> None:
    few = FRAME.assign(y=[1, 1] + [0] * (len(FRAME) - 2))

    with pytest.raises(InputError, match=r"^tuning.folds: class '1' has 2 of the training rows, too few for 3 folds"):
        folds(with_tuning(spec(), folds=3), few)


def test_a_spec_that_asks_for_no_nested_folds_gets_none() -> None:
    assert nested(STRATIFIED, FRAME) == []


def test_rows_of_the_gap_are_on_neither_side() -> None:
    training, holdout = split(FRAME, GAPPED)

    cut = holdout["day"].min()
    between = FRAME[(FRAME["day"] < cut) & (FRAME["day"] >= cut - pd.Timedelta(days=1))]
    assert len(between) > 10
    assert len(training) + len(holdout) + len(between) == len(FRAME)
    assert training["day"].max() == cut - pd.Timedelta(days=2)


def test_the_gap_of_times_that_are_numbers_is_in_their_own_steps() -> None:
    frame = pd.DataFrame({"day": np.arange(20), "y": 0})

    training, holdout = split(frame, spec(split={"strategy": "time", "column": "day", "cut": 15, "gap": 2.5}))

    assert (training["day"].max(), holdout["day"].min()) == (12, 15)


def test_a_gap_that_leaves_no_training_rows_is_refused() -> None:
    with pytest.raises(InputError, match=r"split.gap: no row lies 90 before the cut, so none is left for training"):
        split(FRAME, spec(split={"strategy": "time", "column": "day", "gap": 90}))
