"""Intervals: how much less they cost than drawing rows anew and asking scikit-learn again.

What is asserted are ratios in one run, because machines differ and are busy. The slow side is timed on a few replicates
and extrapolated, and the intervals of both are held side by side: what is fast and says something else is worthless.
"""

import gc
import tracemalloc
import warnings
from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
from sklearn import metrics as sk

from modelwright.evaluation.intervals import lead, measured
from modelwright.evaluation.metrics import Floats, Scored
from modelwright.spec import METRICS
from tests.benchmarks.timing import used

ROWS = 100_000
REPLICATES = 1_000


def scored(rows: int, seed: int = 0) -> tuple[Scored, Scored]:
    """Two models on the same rows, of which the first is a little better."""
    draw = np.random.default_rng(seed)
    truth = (draw.random(rows) < 0.2).astype(float)
    logits = 1.5 * truth - 1.8 + draw.normal(size=rows)
    return tuple(Scored(truth, 1 / (1 + np.exp(-one))) for one in (logits, logits + draw.normal(size=rows) / 3))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("name", "function", "times"),
    [("roc_auc", sk.roc_auc_score, 200), ("log_loss", sk.log_loss, 50), ("brier_score", sk.brier_score_loss, 50)],
)
def test_a_paired_lead_against_resampling(name: str, function: Callable[..., float], times: int) -> None:
    few = 20
    model, other = scored(ROWS)
    draw = np.random.default_rng(0)
    sign = 1 if name == "roc_auc" else -1

    def difference() -> float:
        rows = draw.integers(ROWS, size=ROWS)
        truth = model.truth[rows]
        return sign * (function(truth, model.scores[rows]) - function(truth, other.scores[rows]))

    def ours() -> object:
        fresh = [Scored(one.truth, one.scores) for one in (model, other)]  # nothing sorted beforehand
        return lead(name, *fresh, confidence=0.95, seed=0)

    found: list[float] = []
    fast = min(used(ours) for _ in range(5))
    slow = used(lambda: found.extend(difference() for _ in range(few))) / few * REPLICATES
    one = lead(name, model, other, confidence=0.95, seed=0)
    ratio = (one.high - one.low) / 2 / 1.96 / np.std(found, ddof=1)
    print(f"\n{name} {one} in {fast:.3f} s; {REPLICATES:,} resamples {slow:,.0f} s: {slow / fast:,.0f} times", end="")
    assert slow / fast > times
    assert 0.6 < ratio < 1.6, "of 20 resamples the spread is known to about a third"


@pytest.mark.parametrize("task", ["binary", "multiclass", "regression"])
def test_every_metric_is_linear_in_rows(task: str) -> None:
    """A plain pass over the rows is held beside it: more rows than a cache of the processor holds cost more each."""

    def made(rows: int) -> Scored:
        draw = np.random.default_rng(0)
        if task == "binary":
            return scored(rows)[0]
        if task == "multiclass":
            return Scored(draw.integers(0, 7, rows).astype(float), draw.dirichlet(np.ones(7), rows))
        return Scored(draw.normal(size=rows), draw.normal(size=rows))

    def work(one: Scored) -> Callable[[], object]:
        names = METRICS[task]  # type: ignore[index]
        return lambda: measured(names, Scored(one.truth, one.scores), confidence=0.95, seed=0)

    def plain(one: Scored) -> Callable[[], object]:
        return lambda: np.square(one.scores - one.scores.mean()).mean()

    small, large = made(ROWS), made(10 * ROWS)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        constant = min(used(work(made(100))) for _ in range(5))
        less, more = (min(used(work(one)) for _ in range(5)) - constant for one in (small, large))
    passes = [min(used(plain(one)) for _ in range(30)) for one in (small, large)]
    gc.collect()
    tracemalloc.start()
    work(large)()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    ratio, of_a_pass = more / less, passes[1] / passes[0]
    print(f"\n{task}: {10 * ROWS:,} rows in {more:.2f} s, {ratio:.1f} times {ROWS:,}, ", end="")
    print(f"a plain pass {of_a_pass:.1f} times; {peak / 1e6:.0f} MB", end="")
    assert ratio / max(10, of_a_pass) < 2, "sorting and the caches of the processor cost a little more than ten"
    assert peak < 500_000_000


def test_blocks_cost_no_more_than_sorting_them() -> None:
    model, _ = scored(10 * ROWS)
    days: Floats = np.random.default_rng(0).integers(0, 5_000, 10 * ROWS).astype(float)
    names = METRICS["binary"]
    plain, blocked = (
        min(used(partial(measured, names, model, confidence=0.95, seed=0, blocks=one)) for _ in range(3))
        for one in (None, days)
    )
    print(f"\nwith blocks {blocked / plain:.1f} times as long", end="")
    assert blocked / plain < 5
