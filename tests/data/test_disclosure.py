"""What publication gives away: groups too small to hide in, and counts that can be computed from the others."""

import random
from collections import Counter
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from modelwright.data.disclosure import anonymity, findings, k_anonymity, l_diversity
from modelwright.data.suppression import suppressed, suppressed_table
from modelwright.repo import Repo
from tests.repos import ROOT

# The patients of Machanavajjhala et al. (2007), figure 2: 4-anonymous, and everybody in their thirties has cancer.
PATIENTS = pl.LazyFrame(
    {
        "zip": ["130**"] * 4 + ["1485*"] * 4 + ["130**"] * 4,
        "age": ["<30"] * 4 + [">=40"] * 4 + ["3*"] * 4,
        "condition": ["heart", "heart", "viral", "viral", "cancer", "heart", "viral", "viral", *["cancer"] * 4],
    }
)


def test_the_published_example_is_four_anonymous_and_not_diverse() -> None:
    assert k_anonymity(PATIENTS, ["zip", "age"]) == 4
    assert l_diversity(PATIENTS, ["zip", "age"], "condition") == 1
    assert l_diversity(PATIENTS.head(8), ["zip", "age"], "condition") == 2


def test_one_person_who_stands_out_makes_the_rows_one_anonymous() -> None:
    other = pl.LazyFrame({"zip": ["130**"], "age": ["5*"], "condition": ["flu"]})
    found = anonymity(pl.concat([PATIENTS, other]), ["zip", "age"], sensitive="condition")

    assert (found.k, found.l, found.groups, found.rows_below) == (1, 1, 4, 13)


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(st.tuples(st.none() | st.integers(0, 2), st.sampled_from("ab"), st.integers(0, 3)), max_size=40))
def test_k_and_l_are_those_of_a_count_by_hand(rows: list[tuple[int | None, str, int]]) -> None:
    frame = pl.LazyFrame(rows, schema={"p": pl.Int64, "q": pl.String, "s": pl.Int64}, orient="row")
    sizes = Counter((p, q) for p, q, _ in rows)
    values = Counter((p, q) for p, q, _ in set(rows))
    found = anonymity(frame, ["p", "q"], sensitive="s")

    assert found.k == min(sizes.values(), default=0)
    assert (found.l or 0) == min(values.values(), default=0)
    assert found.rows_below == sum(size for size in sizes.values() if size < 5)


def test_columns_of_any_name_can_be_quasi_identifiers() -> None:
    frame = pl.LazyFrame({"rows": [1, 1, 2], "values": [1, 1, 1], "len": [1, 2, 3]})

    assert k_anonymity(frame, ["rows", "values"]) == 1
    assert l_diversity(frame, ["values"], "len") == 3


def test_without_quasi_identifiers_all_rows_are_one_group() -> None:
    assert anonymity(PATIENTS, []).k == 12


def test_the_public_credit_data_single_out_a_person() -> None:
    rows = pl.scan_parquet(ROOT / "template" / "data" / "credit_default.parquet")
    found = anonymity(rows, ["SEX", "AGE", "MARRIAGE", "EDUCATION"], sensitive="default.payment.next.month")

    assert (found.k, found.l, found.groups, found.rows_below) == (1, 1, 975, 891)


class Promises:
    """A spec whose data section promises something; the keys are optional."""

    def __init__(self, **promised: int) -> None:
        self.data = type("Data", (), {"k_anonymity": None, "l_diversity": None, **promised})


def test_a_promise_about_groups_is_held_against_the_rows(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    (tmp_path / "model.toml").write_text('[data]\npath = "x"\nk_anonymity = 5\n', encoding="utf-8")
    found = anonymity(PATIENTS, ["zip", "age"], sensitive="condition")

    repo.__dict__["spec"] = Promises(k_anonymity=5, l_diversity=1)
    [line] = findings(repo, found)
    assert line.endswith("model.toml:3: data.k_anonymity: 5 are promised, and a group by zip, age has 4 [k-anonymity]")
    repo.__dict__["spec"] = Promises(k_anonymity=4)
    assert findings(repo, found) == []
    repo.__dict__["spec"] = Promises()
    assert findings(repo, found) == []


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"a": 40, "b": 50, "c": 60}, {"a": 40, "b": 50, "c": 60}),
        ({"a": 3, "b": 50, "c": 60}, {"a": None, "b": None, "c": 60}),
        ({"a": 1, "b": 2, "c": 60, "d": 70}, {"a": None, "b": None, "c": None, "d": 70}),
        ({"a": 3, "b": 4, "c": 60}, {"a": None, "b": None, "c": 60}),
        ({"a": 0, "b": 50}, {"a": 0, "b": 50}),
        ({"a": 0, "b": 3, "c": 50}, {"a": 0, "b": None, "c": None}),
        ({"a": 4}, {"a": None}),
        ({}, {}),
    ],
)
def test_small_counts_of_a_list_are_not_shown_and_cannot_be_computed(
    counts: dict[str, int], shown: dict[str, int | None]
) -> None:
    assert suppressed(counts) == shown


def test_a_higher_floor_hides_more() -> None:
    assert suppressed({"a": 8, "b": 50, "c": 60}) == {"a": 8, "b": 50, "c": 60}
    assert suppressed({"a": 8, "b": 50, "c": 60}, floor=10) == {"a": None, "b": None, "c": 60}


def whole(counts: list[list[int]]) -> list[list[int]]:
    """A table with its totals."""
    rows = [[*row, sum(row)] for row in counts]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]


def bounds(counts: list[list[int]], shown: list[list[int | None]]) -> dict[tuple[int, int], tuple[float, float]]:
    """What an attacker who can solve equations knows of each gap: the least and the most that it may be."""
    full = whole(counts)
    gaps = [(r, c) for r, row in enumerate(shown) for c, count in enumerate(row) if count is None]
    last_row, last_column = len(counts), len(counts[0])
    lines = [([(r, c) for c in range(last_column)], (r, last_column)) for r in range(last_row + 1)]
    lines += [([(r, c) for r in range(last_row)], (last_row, c)) for c in range(last_column + 1)]
    equations, sums = [], []
    for parts, total in lines:
        signs = dict.fromkeys(parts, 1) | {total: -1}
        equations.append([signs.get(gap, 0) for gap in gaps])
        sums.append(-sum(sign * full[r][c] for (r, c), sign in signs.items() if shown[r][c] is not None))
    found = {}
    for at, gap in enumerate(gaps):
        one = np.eye(len(gaps))[at]
        least = linprog(one, A_eq=equations, b_eq=sums, bounds=(0, None))
        most = linprog(-one, A_eq=equations, b_eq=sums, bounds=(0, None))
        assert least.status == 0
        found[gap] = (least.fun, np.inf if most.status else -most.fun)
    return found


def drawn_table(seed: int) -> list[list[int]]:
    draw = random.Random(seed)  # noqa: S311 - a table, not a secret
    rows, columns = draw.randint(2, 5), draw.randint(2, 5)
    return [[draw.choice([0, 1, 2, 3, 4, 6, 8, 10, 20, 50, 100]) for _ in range(columns)] for _ in range(rows)]


@pytest.mark.parametrize("seed", range(60))
def test_no_small_count_of_a_table_can_be_computed_from_what_is_shown(seed: int) -> None:
    counts = drawn_table(seed)
    shown = suppressed_table(counts)
    full = whole(counts)

    assert all(
        one in {None, real}
        for row, reals in zip(shown, full, strict=True)
        for one, real in zip(row, reals, strict=True)
    )
    assert all(shown[r][c] is None for r, row in enumerate(full) for c, count in enumerate(row) if 0 < count < 5)
    for (r, c), (least, most) in bounds(counts, shown).items():
        if 0 < full[r][c] < 5:
            assert most - least > 0.5


def test_small_counts_alone_could_be_computed() -> None:
    """The control of the test above: without the second step, the attacker finds what was left out."""
    counts = [[3, 50], [60, 70]]
    alone: list[list[int | None]] = [[None, 50, 53], [60, 70, 130], [63, 120, 183]]

    assert bounds(counts, alone) == {(0, 0): pytest.approx((3, 3))}
    assert all(most - least > 0.5 for least, most in bounds(counts, suppressed_table(counts)).values())


def test_a_table_without_small_counts_is_shown_with_its_totals() -> None:
    assert suppressed_table([[10, 20], [30, 0]]) == [[10, 20, 30], [30, 0, 30], [40, 20, 60]]


def test_a_table_of_few_is_not_shown_at_all() -> None:
    assert suppressed_table([[1, 0], [0, 2]]) == [[None] * 3] * 3
