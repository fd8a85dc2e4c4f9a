"""What a proposal from many columns costs, in shares that are compared; and what it still finds."""

from typing import Any

import numpy as np
import polars as pl
import pytest

from modelwright.proposals import near, orders, witnesses
from modelwright.proposals.facts import facts_of
from modelwright.proposals.orders import orders as orders_of
from modelwright.proposals.proposed import proposed
from modelwright.proposals.sums import of_sums
from modelwright.proposals.values import values_of
from tests.specs import spec

ROWS = 300


def wide(columns: int, **more: Any) -> pl.DataFrame:
    """Columns that have nothing to do with each other, half of them counts, and others."""
    random = np.random.default_rng(1)
    counts = {f"n{at}": random.poisson(40 + at % 60, ROWS) for at in range(columns // 2)}
    amounts = {f"x{at}": random.normal(at % 5, 1 + at % 3, ROWS) for at in range(columns - columns // 2)}
    return pl.DataFrame({**counts, **amounts, **more, "y": random.integers(0, 2, ROWS)})


def values(frame: pl.DataFrame) -> Any:
    return values_of(facts_of(spec(), frame, frozenset()))


def tried(monkeypatch: pytest.MonkeyPatch, columns: int) -> int:
    """How many shares a proposal compares, of which the most telling are computed on all rows."""
    count = 0
    most = witnesses._most

    def counted(shares: Any, of: Any) -> Any:
        nonlocal count
        count += shares.shape[1]
        return most(shares, of)

    with monkeypatch.context() as patched:
        patched.setattr(witnesses, "_most", counted)
        proposed(spec(), wide(columns))
    return count


def test_four_times_as_many_columns_are_about_four_times_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    assert tried(monkeypatch, 160) < 5 * tried(monkeypatch, 40)


def test_without_the_bound_they_are_far_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(near, "MOST", 10_000)

    assert tried(monkeypatch, 160) > 10 * tried(monkeypatch, 40)


def test_among_many_columns_those_that_go_with_one_are_near_it() -> None:
    random = np.random.default_rng(2)
    base = random.normal(size=ROWS)
    found = values(wide(120, base=base, risen=base + random.normal(0, 0.4, ROWS), bent=base**2))

    close = near.nearest(found, witnesses.conditions(found))

    assert {"risen", "bent"} <= close["base"]
    assert all(len(one) <= near.MOST for one in close.values())
    assert all(name not in one for name, one in close.items())


def test_columns_of_one_table_that_is_not_wide_are_all_near_each_other() -> None:
    found = values(wide(near.MOST))

    close = near.nearest(found, witnesses.conditions(found))

    assert all(one == set(found.of) - {name} for name, one in close.items())
    assert near.note(near.MOST + 1) == ""
    assert near.note(1_200).startswith("1,200 columns: each is held against the 32")


def test_among_many_columns_a_part_is_never_greater_than_its_total_and_the_sum_is_named() -> None:
    random = np.random.default_rng(3)
    part, rest = random.poisson(3_000, ROWS), random.poisson(3_000, ROWS) * (random.random(ROWS) < 0.4)

    found = orders_of(values(wide(120, part=part, rest=rest, total=part + rest)))

    assert [(one.low, one.high, one.total) for one in found] == [("part", "total", "part + rest = total")]


def test_of_more_orders_than_are_tried_those_that_are_equal_most_often_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(4)
    part = random.poisson(3_000, ROWS)
    most, some = (part + random.poisson(90, ROWS) * (random.random(ROWS) < share) for share in (0.3, 0.7))
    frame = pl.DataFrame({"part": part, "some": some, "most": most, "y": part % 2})
    assert {(one.low, one.high) for one in orders_of(values(frame))} == {("part", "some"), ("part", "most")}

    monkeypatch.setattr(orders, "_MOST_TRIED", 1)

    assert [(one.low, one.high) for one in orders_of(values(frame))] == [("part", "most")]


def test_among_many_columns_those_that_add_up_are_found() -> None:
    random = np.random.default_rng(5)
    shares = random.multinomial(1_000, [0.3, 0.3, 0.4], ROWS)
    yes = random.integers(0, 500, ROWS)
    more = {**{f"part{at}": shares[:, at] for at in range(3)}, "yes": yes, "no": 500 - yes}

    found = of_sums(values(wide(200, **more)))

    assert [(one.kwargs["column_list"], one.kwargs["sum_total"]) for one in found] == [
        (["yes", "no"], 500),
        (["part0", "part1", "part2"], 1_000),
    ]


def test_one_row_that_does_not_add_up_is_no_sum() -> None:
    yes = np.random.default_rng(6).integers(0, 500, ROWS)
    no = 500 - yes
    no[-1] += 1

    assert of_sums(values(pl.DataFrame({"yes": yes, "no": no}))) == []
