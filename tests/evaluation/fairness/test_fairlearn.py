"""The numbers are those of fairlearn, wherever every group has a row to take a rate of."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from fairlearn.metrics import (
    MetricFrame,
    demographic_parity_difference,
    demographic_parity_ratio,
    equal_opportunity_difference,
    equalized_odds_difference,
    equalized_odds_ratio,
    false_positive_rate,
    selection_rate,
    true_positive_rate,
)
from sklearn.metrics import mean_absolute_error, zero_one_loss

from modelwright.evaluation.fairness.gaps import Means, difference, means, ratio
from modelwright.evaluation.fairness.rates import Rate, binary, multiclass, regression
from modelwright.evaluation.metrics import Scored

CONFIDENCE = 0.95


def drawn(seed: int, rows: int = 400, groups: int = 4) -> tuple[Scored, npt.NDArray[np.intp]]:
    draw = np.random.default_rng(seed)
    group = draw.integers(0, groups, rows)
    truth = (draw.random(rows) < 0.2 + 0.6 * group / groups).astype(float)
    return Scored(truth, np.clip(0.4 * truth + 0.6 * draw.random(rows), 0, 1)), group


def measured(rates: list[Rate], group: npt.NDArray[np.intp]) -> dict[str, list[Means]]:
    """The means that each criterion compares."""
    found: dict[str, list[Means]] = {}
    for rate in rates:
        for criterion in rate.criteria:
            found.setdefault(criterion, []).append(means(rate, group, int(group.max()) + 1, None))
    return found


def value(gap: Any) -> float:
    return float(gap.estimate.value)


@pytest.mark.parametrize("seed", range(8))
def test_of_two_classes(seed: int) -> None:
    scored, group = drawn(seed)
    labels, data = scored.scores >= 0.5, measured([*binary(scored, 0.5)], group)
    one = {"y_true": scored.truth, "y_pred": labels.astype(float), "sensitive_features": group}

    assert value(difference(data["demographic_parity"], 1, CONFIDENCE)) == demographic_parity_difference(**one)
    assert value(ratio(data["demographic_parity"], 1, CONFIDENCE)) == demographic_parity_ratio(**one)
    assert value(difference(data["equal_opportunity"], 1, CONFIDENCE)) == equal_opportunity_difference(**one)
    assert value(difference(data["equalised_odds"], 1, CONFIDENCE)) == equalized_odds_difference(**one)
    assert value(ratio(data["equalised_odds"], 1, CONFIDENCE)) == equalized_odds_ratio(**one)


@pytest.mark.parametrize("seed", range(4))
def test_of_every_group(seed: int) -> None:
    scored, group = drawn(seed, groups=7)
    rates = {rate.name: means(rate, group, 7, None) for rate in binary(scored, 0.5)}
    metrics = {
        "selection_rate": selection_rate,
        "true_positive_rate": true_positive_rate,
        "false_positive_rate": false_positive_rate,
        "error": zero_one_loss,
    }
    frame = MetricFrame(
        metrics=metrics, y_true=scored.truth, y_pred=(scored.scores >= 0.5).astype(float), sensitive_features=group
    )

    for name in metrics:
        assert rates[name].values.tolist() == pytest.approx(frame.by_group[name].tolist(), abs=1e-15)


def test_of_two_attributes_together() -> None:
    scored, group = drawn(3)
    other = np.random.default_rng(8).integers(0, 3, len(group))
    frame = MetricFrame(
        metrics=selection_rate,
        y_true=scored.truth,
        y_pred=(scored.scores >= 0.5).astype(float),
        sensitive_features={"one": group, "other": other},
    )

    data = measured([*binary(scored, 0.5)], group * 3 + other)["demographic_parity"]

    assert value(difference(data, 1, CONFIDENCE)) == frame.difference()
    assert value(ratio(data, 1, CONFIDENCE)) == frame.ratio()


def test_of_a_number() -> None:
    draw = np.random.default_rng(1)
    group, truth = draw.integers(0, 3, 300), draw.normal(size=300)
    scored = Scored(truth, truth + draw.normal(size=300) * (1 + group))
    frame = MetricFrame(
        metrics=mean_absolute_error, y_true=scored.truth, y_pred=scored.scores, sensitive_features=group
    )

    data = measured([*regression(scored)], group)["error"]

    assert value(difference(data, 1, CONFIDENCE)) == pytest.approx(frame.difference(), abs=1e-14)
    assert value(ratio(data, 1, CONFIDENCE)) == pytest.approx(frame.ratio(), abs=1e-14)


def test_of_many_classes_each_against_the_others() -> None:
    draw = np.random.default_rng(1)
    group, truth = draw.integers(0, 3, 500), draw.integers(0, 3, 500).astype(float)
    scores = draw.dirichlet([1, 1, 1], 500) + 0.5 * (truth[:, None] == np.arange(3))
    scored = Scored(truth, scores / scores.sum(axis=1, keepdims=True))
    rates, _ = multiclass(scored, ["a", "b", "c"])

    for code, name in enumerate("abc"):
        own = [rate for rate in rates if rate.name.endswith(f" of {name}")]
        truly, given = truth == code, scored.scores.argmax(axis=1) == code
        theirs = equalized_odds_difference(truly, given, sensitive_features=group)
        assert value(difference(measured(own, group)["equalised_odds"], 1, CONFIDENCE)) == theirs


def test_where_a_group_has_no_row_to_take_a_rate_of_fairlearn_says_nought_and_this_says_nothing() -> None:
    scored = Scored(np.array([1.0, 0.0, 1.0, 1.0]), np.array([0.9, 0.8, 0.7, 0.2]))
    group = np.array([0, 0, 1, 1])
    rate = next(one for one in binary(scored, 0.5) if one.name == "false_positive_rate")

    assert false_positive_rate(scored.truth[2:], [1.0, 0.0], pos_label=1.0) == 0
    assert np.isnan(means(rate, group, 2, None).values[1])
