"""The holdout is fixed: neither the order of rows nor new ones move a row across."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from modelwright.data.splits import digest, folds, is_holdout, row_ids, split
from modelwright.errors import InputError
from modelwright.spec import Spec
from tests.specs import regression, spec

KEYED = spec(data={"keys": ("id",)})


def rows(count: int = 1000) -> pd.DataFrame:
    draw = np.random.default_rng(0)
    return pd.DataFrame({"id": np.arange(count), "a": draw.normal(size=count), "y": draw.integers(0, 2, count)})


def test_the_promised_share_is_held_out() -> None:
    held = is_holdout(rows(20_000), KEYED)

    assert held.mean() == pytest.approx(0.2, abs=0.01)


def test_no_row_is_lost_or_doubled() -> None:
    training, holdout = split(rows(), KEYED)

    assert sorted([*training["id"], *holdout["id"]]) == list(range(1000))


@given(st.permutations(range(50)))
@settings(max_examples=30, deadline=None)
def test_the_order_of_rows_does_not_matter(order: list[int]) -> None:
    frame = rows(50)

    held = set(frame["id"][is_holdout(frame, KEYED)])

    shuffled = frame.iloc[order]
    assert set(shuffled["id"][is_holdout(shuffled, KEYED)]) == held


def test_new_rows_never_move_old_ones() -> None:
    before = is_holdout(rows(), KEYED)
    more = pd.concat([rows(), rows(3000).tail(2000)])

    assert (is_holdout(more, KEYED)[:1000] == before).all()


def test_a_new_column_never_moves_a_row_that_has_a_key() -> None:
    assert (is_holdout(rows().assign(b=1), KEYED) == is_holdout(rows(), KEYED)).all()


def test_without_a_key_equal_rows_stay_on_one_side() -> None:
    doubled = pd.concat([rows(), rows()]).drop(columns="id")

    held = is_holdout(doubled, spec())

    assert (held[:1000] == held[1000:]).all()


def test_another_seed_holds_out_other_rows() -> None:
    other = spec(data={"keys": ("id",)}, split={"seed": 2})

    assert (is_holdout(rows(), KEYED) != is_holdout(rows(), other)).any()


def test_a_split_by_time_holds_out_the_newest_and_keeps_a_day_together() -> None:
    timed = spec(split={"strategy": "time", "column": "day"})
    frame = pd.DataFrame({"day": np.repeat(np.arange(10), 7), "y": 0}).sample(frac=1, random_state=0)

    training, holdout = split(frame, timed)

    assert sorted(set(training["day"])) == list(range(8))
    assert sorted(set(holdout["day"])) == [8, 9]
    assert training["day"].is_monotonic_increasing


def grouped(task: str = "binary", *, seed: int = 0) -> Spec:
    data: dict[str, object] = {"keys": ("id",)}
    groups: dict[str, object] = {"group": "customer", "seed": seed}
    if task == "binary":
        return spec(data=data, split=groups)
    number: dict[str, object] = {"headline": "r2", "quality": {"r2": {"at_least": 0.5}}}
    return spec(data=data | {"positive": None}, split=groups, model={"task": task}, promises=number)


def visits(customers: int = 400) -> pd.DataFrame:
    """Several rows for each customer, in no order."""
    frame = rows(customers * 5)
    return frame.assign(customer=np.random.default_rng(1).integers(0, customers, len(frame)).astype(str))


@given(st.integers(0, 50), st.integers(100, 400))
@settings(max_examples=30, deadline=None)
def test_no_group_is_on_both_sides(seed: int, customers: int) -> None:
    frame = visits(customers)
    held = is_holdout(frame, grouped(seed=seed))

    assert set(frame["customer"][held]) & set(frame["customer"][~held]) == set()


def test_without_a_group_rows_of_one_customer_are_on_both_sides() -> None:
    frame = visits()
    held = is_holdout(frame, KEYED)

    assert set(frame["customer"][held]) & set(frame["customer"][~held])


def test_about_the_promised_share_of_groups_is_held_out() -> None:
    frame = visits(4000)
    held = is_holdout(frame, grouped())

    assert frame["customer"][held].nunique() / 4000 == pytest.approx(0.2, abs=0.02)


def test_a_new_group_never_moves_an_old_one() -> None:
    frame = visits()
    more = pd.concat([frame, visits(700).assign(customer=lambda new: "new" + new["customer"])])

    assert (is_holdout(more, grouped())[: len(frame)] == is_holdout(frame, grouped())).all()


@pytest.mark.parametrize("task", ["binary", "regression"])
def test_no_group_is_on_both_sides_of_a_fold(task: str) -> None:
    frame = visits()
    customers = frame["customer"].to_numpy()

    made = folds(grouped(task), frame)

    assert len(made) == 3
    assert sorted(row for _, scored in made for row in scored) == list(range(len(frame)))
    for fitted, scored in made:
        assert set(customers[fitted]) & set(customers[scored]) == set()


def test_the_folds_of_groups_are_those_of_the_seed() -> None:
    frame = visits()
    one, same, other = (folds(grouped(seed=seed), frame) for seed in (1, 1, 2))

    assert all((a[1] == b[1]).all() for a, b in zip(one, same, strict=True))
    assert any(a[1].tolist() != b[1].tolist() for a, b in zip(one, other, strict=True))


def test_folds_that_cannot_know_the_groups_are_refused() -> None:
    with pytest.raises(InputError, match=r"train.py must call folds\(spec, training\)"):
        folds(grouped())


def test_fewer_groups_than_folds_are_refused() -> None:
    with pytest.raises(InputError, match="2 groups of 'customer' do not fill 3 folds"):
        folds(grouped(), visits(2))


def test_a_holdout_of_nothing_or_everything_is_refused() -> None:
    timed = spec(split={"strategy": "time", "column": "day"})

    with pytest.raises(InputError, match="100 of 100 rows would be held out"):
        split(pd.DataFrame({"day": [1] * 100}), timed)


def test_the_digest_is_of_the_set_of_rows() -> None:
    ids = row_ids(rows(), KEYED)

    assert digest(ids) == digest(ids[::-1]) != digest(ids[1:])


def test_row_ids_are_the_same_on_every_machine() -> None:
    """A change here would move every team's holdout, and so needs a new major version."""
    frame = pd.DataFrame({"id": [1, 2], "s": ["a", "b"]})

    assert row_ids(frame, KEYED).tolist() == [11358988112447789330, 826468140851422801]


def test_folds_go_forward_in_time_or_keep_the_classes() -> None:
    assert type(folds(spec(split={"strategy": "time", "column": "day"}))).__name__ == "TimeSeriesSplit"
    assert type(folds(spec())).__name__ == "StratifiedKFold"
    assert type(folds(regression())).__name__ == "KFold"
