"""Champion against challenger: what the evidence measures, against drawing rows anew and asking scikit-learn again.

The slow side is timed on a few replicates and extrapolated to a thousand, and its spread is held beside the interval.
"""

from collections.abc import Callable

import numpy as np
import pytest
from sklearn import metrics as sk

from modelwright.evaluation.comparison.differences import differences, paired_tests
from modelwright.evaluation.comparison.pairs import Paired
from modelwright.evaluation.metrics import METRICS, Scored
from modelwright.evidence.comparison import Pairing
from modelwright.spec import Spec
from tests.benchmarks.timing import used
from tests.specs import spec

ROWS = 100_000
REPLICATES, FEW = 1_000, 20


def made(rows: int) -> Paired:
    """Two models on the same rows, of which the first is a little better."""
    draw = np.random.default_rng(0)
    truth = (draw.random(rows) < 0.2).astype(float)
    logits = 1.5 * truth - 1.8 + draw.normal(size=rows)
    model, champion = (Scored(truth, 1 / (1 + np.exp(-one))) for one in (logits, logits + draw.normal(size=rows) / 3))
    return Paired(model, champion, Scored(truth, np.full(rows, 0.2)), None, Pairing(rows, rows, 0, 0))


def of(metric: str) -> Spec:
    bound = {"at_least": 0.5} if METRICS[metric].higher_is_better else {"at_most": 0.5}
    return spec(promises={"headline": metric, "quality": {metric: bound}})


def fresh(pairs: Paired) -> Paired:
    """The same, with nothing sorted beforehand."""
    model, champion, dummy = (Scored(one.truth, one.scores) for one in (pairs.model, pairs.champion, pairs.dummy))
    return Paired(model, champion, dummy, None, pairs.found)


@pytest.mark.parametrize(
    ("name", "function", "times"),
    [("roc_auc", sk.roc_auc_score, 200), ("log_loss", sk.log_loss, 50), ("brier_score", sk.brier_score_loss, 50)],
)
def test_a_difference_against_resampling(name: str, function: Callable[..., float], times: int) -> None:
    pairs, promised = made(ROWS), of(name)
    truth, model, champion = pairs.model.truth, pairs.model.scores, pairs.champion.scores
    sign, draw = 1 if METRICS[name].higher_is_better else -1, np.random.default_rng(0)

    def again() -> float:
        rows = draw.integers(ROWS, size=ROWS)
        return sign * (function(truth[rows], model[rows]) - function(truth[rows], champion[rows]))

    found: list[float] = []
    fast = min(used(lambda: differences(promised, fresh(pairs))) for _ in range(5))
    slow = used(lambda: found.extend(again() for _ in range(FEW))) / FEW * REPLICATES
    [one] = differences(promised, pairs)
    spread = (one.estimate.high - one.estimate.low) / 2 / 1.96 / np.std(found, ddof=1)
    print(f"\n{name} by {one.estimate.method} in {fast:.4f} s, {slow:,.0f} s by {REPLICATES:,} resamples ", end="")
    print(f"(extrapolated from {FEW}): {slow / fast:,.0f} times", end="")
    assert slow / fast > times
    assert one.estimate.value == pytest.approx(sign * (function(truth, model) - function(truth, champion)), abs=1e-9)
    assert 0.6 < spread < 1.6, "of 20 resamples the spread is known to about a third"


def test_all_that_is_compared_is_linear_in_rows() -> None:
    """Every metric that may be promised, DeLong's test and McNemar's."""
    names = ("roc_auc", "average_precision", "log_loss", "brier_score", "accuracy", "f1", "mcc")
    bounds = {name: {"at_least": 0.5} if METRICS[name].higher_is_better else {"at_most": 0.5} for name in names}
    promised = spec(promises={"headline": "roc_auc", "quality": bounds})

    def work(pairs: Paired) -> float:
        return min(used(lambda: (differences(promised, fresh(pairs)), [*paired_tests(promised, pairs)])) for _ in "abc")

    few, many = work(made(ROWS)), work(made(10 * ROWS))
    print(f"\n{10 * ROWS:,} rows in {many:.2f} s, {many / few:.1f} times {ROWS:,}", end="")
    assert many / few < 16, "sorting and the caches of the processor cost a little more than ten"
