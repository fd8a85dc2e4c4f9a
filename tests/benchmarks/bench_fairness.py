"""Groups of a protected attribute: rates, gaps and their intervals, against fairlearn's bootstrap of the same numbers.

Here no row is drawn anew: a rate of a group has the interval of Wilson, and a gap one that holds for all pairs of
groups at once. A bootstrap of the gap would add to its bias, so that interval is another one, and is not compared.
"""

import numpy as np
import numpy.typing as npt
import pytest

from modelwright.evaluation.fairness.gaps import difference, estimate_of, means, ratio
from modelwright.evaluation.fairness.rates import binary
from modelwright.evaluation.metrics import Scored
from modelwright.evidence import Estimate
from tests.benchmarks.timing import used

ROWS, GROUPS = 100_000, 24
REPLICATES, FEW = 1_000, 10


def made(rows: int) -> tuple[Scored, npt.NDArray[np.intp]]:
    draw = np.random.default_rng(0)
    truth = (draw.random(rows) < 0.3).astype(float)
    return Scored(truth, 1 / (1 + np.exp(0.8 - 1.5 * truth - draw.normal(size=rows)))), draw.integers(0, GROUPS, rows)


def treated(scored: Scored, groups: npt.NDArray[np.intp]) -> dict[str, tuple[list[Estimate], float, float]]:
    """Five rates of each group, and for each the gap and the ratio."""
    found = {}
    for rate in binary(scored, 0.5):
        one = means(rate, groups, GROUPS, None)
        gap, quotient = difference([one], 100, 0.95), ratio([one], 100, 0.95)
        each = [estimate_of(one, group, 0.95) for group in range(GROUPS)]
        found[rate.name] = each, gap.estimate.value if gap else 0.0, quotient.estimate.value if quotient else 0.0
    return found


def test_groups_and_gaps_against_fairlearn() -> None:
    from fairlearn.metrics import MetricFrame, false_positive_rate, selection_rate, true_positive_rate

    scored, groups = made(ROWS)
    functions = {
        "selection_rate": selection_rate,
        "true_positive_rate": true_positive_rate,
        "false_positive_rate": false_positive_rate,
    }

    def theirs(replicates: int) -> MetricFrame:
        return MetricFrame(
            metrics=functions,
            y_true=scored.truth,
            y_pred=scored.labels,
            sensitive_features=groups,
            n_boot=replicates,
            ci_quantiles=[0.025, 0.975],
            random_state=0,
        )

    fast = min(used(lambda: treated(scored, groups)) for _ in range(5))
    slow = (used(lambda: theirs(FEW)) - used(lambda: theirs(1))) / (FEW - 1) * REPLICATES
    print(f"\n5 rates with gaps of {GROUPS} groups of {ROWS:,} rows: {fast:.3f} s, fairlearn's 3 rates {slow:,.0f} s ")
    print(f"for {REPLICATES:,} replicates (extrapolated from {FEW}): {slow / fast:,.0f} times", end="")
    assert slow / fast > 1_000
    frame, found = theirs(1), treated(scored, groups)
    for name in functions:
        each, gap, quotient = found[name]
        assert [one.value for one in each] == pytest.approx(frame.by_group[name].tolist(), abs=1e-12)
        assert (gap, quotient) == pytest.approx((frame.difference()[name], frame.ratio()[name]), abs=1e-12)


def test_intervals_of_groups_are_those_of_fairlearn() -> None:
    from fairlearn.metrics import MetricFrame, selection_rate

    scored, groups = made(20_000)
    frame = MetricFrame(
        metrics=selection_rate,
        y_true=scored.truth,
        y_pred=scored.labels,
        sensitive_features=groups,
        n_boot=300,
        ci_quantiles=[0.025, 0.975],
        random_state=0,
    )
    for group, one in enumerate(treated(scored, groups)["selection_rate"][0]):
        theirs = [float(end.loc[group]) for end in frame.by_group_ci]
        assert [one.low, one.high] == pytest.approx(theirs, abs=0.15 * (one.high - one.low))


def test_its_cost_is_linear_in_rows() -> None:
    few, many = (min(used(lambda one=one: treated(*one)) for _ in range(5)) for one in (made(ROWS), made(10 * ROWS)))  # type: ignore[misc]
    print(f"\n{10 * ROWS:,} rows in {many:.2f} s, {many / few:.1f} times {ROWS:,}", end="")
    assert many / few < 16
