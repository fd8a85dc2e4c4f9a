"""The search finds what is weak, and nothing where nothing is."""

import numpy as np
import pandas as pd
import pytest

from modelwright.evaluation.slices.coding import Coded, coded
from modelwright.evaluation.slices.search import _could_be, rows_of, search

LEAST = 100


def columns_of(rows: int, seed: int, *, numbers: int = 4, names: int = 4) -> tuple[pd.DataFrame, list[Coded]]:
    draw = np.random.default_rng(seed)
    made = {f"n{at}": draw.normal(size=rows) for at in range(numbers)}
    made |= {f"c{at}": draw.choice(["x", "y", "z"], rows) for at in range(names)}
    frame = pd.DataFrame(made)
    return frame, [coded(frame[name], least=LEAST) for name in frame]


@pytest.mark.parametrize("blocked", [False, True], ids=["rows", "blocks"])
def test_nothing_is_found_where_all_rows_are_alike(*, blocked: bool) -> None:
    found = 0
    for seed in range(25):
        draw = np.random.default_rng(1000 + seed)
        frame, columns = columns_of(2000, seed)
        blocks = draw.integers(0, 80, len(frame)) if blocked else None
        loss = draw.exponential(size=len(frame))
        if blocks is not None:
            # A block has a loss and a name in common, so the name seems to matter where rows are taken for independent.
            loss += draw.exponential(size=80)[blocks]
            columns.append(coded(pd.Series(blocks % 5, name="block"), least=LEAST))
        found += bool(search(columns, loss, least=LEAST, blocks=blocks).found)

    assert found == 0


def test_rows_of_a_block_are_not_taken_for_independent() -> None:
    draw = np.random.default_rng(3)
    blocks = draw.integers(0, 40, 4000)
    columns = [coded(pd.Series(blocks % 4, name="block"), least=LEAST)]
    loss = draw.exponential(size=4000) * 0.1 + draw.exponential(size=40)[blocks]

    assert search(columns, loss, least=LEAST).found
    assert not search(columns, loss, least=LEAST, blocks=blocks).found


@pytest.mark.parametrize("many", [1, 2, 3])
def test_a_slice_of_so_many_columns_is_found_first(many: int) -> None:
    frame, columns = columns_of(6000, many)
    draw = np.random.default_rng(9)
    weak = (frame[[f"c{at}" for at in range(many)]] == "y").all(axis=1).to_numpy()
    loss = draw.exponential(size=len(frame)) + 3 * weak

    first = search(columns, loss, least=LEAST).found[0]

    assert [columns[place].named(part) for place, part in first.parts] == [f"c{at} is y" for at in range(many)]
    assert first.rows == weak.sum()
    assert first.mean == pytest.approx(loss[weak].mean())
    assert (rows_of(first, columns) == weak).all()


def test_its_z_is_that_of_welch() -> None:
    from scipy.stats import ttest_ind

    frame, columns = columns_of(3000, 5)
    weak = (frame["c1"] == "z").to_numpy()
    loss = np.random.default_rng(1).exponential(size=3000) + 0.5 * weak

    found = next(one for one in search(columns, loss, least=LEAST).found if len(one.parts) == 1)
    reference = ttest_ind(loss[weak], loss[~weak], equal_var=False, alternative="greater")

    assert found.z == pytest.approx(reference.statistic, rel=1e-9)
    assert found.p == pytest.approx(reference.pvalue, rel=1e-6)


def test_chance_is_corrected_for_every_slice_that_could_be_found() -> None:
    _, columns = columns_of(3000, 5, numbers=1, names=2)
    singles, pairs = 5 + 3 + 3, 5 * 3 + 5 * 3 + 3 * 3

    looks = search(columns, np.random.default_rng(1).exponential(size=3000), least=20).looks

    assert _could_be(columns, (0, 1, 2), 3000, 20) == 5 * 3 * 3
    assert looks == singles + pairs + 45


def test_a_column_without_parts_and_a_loss_that_never_differs_are_searched_for_nothing() -> None:
    frame = pd.DataFrame({"same": np.zeros(500), "own": np.arange(500).astype(str)})
    columns = [coded(frame[name], least=LEAST) for name in frame]

    assert columns[1].parts == ()
    assert search(columns, np.ones(500), least=LEAST).found == ()
    assert search([], np.ones(500), least=LEAST).found == ()
