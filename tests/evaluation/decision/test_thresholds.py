"""The threshold: the best one on validation rows, and which others are shown to be worse."""

from typing import Any

import numpy as np
import pytest

from modelwright.evaluation.decision.threshold import chosen, curve, loss, threshold_of, worths
from modelwright.evaluation.decision.tuned import boundary, is_best_on
from modelwright.evaluation.metrics import Scored
from modelwright.spec.promised.decision import Values
from tests.evaluation.decision.priced import priced, promised

VALUES = Values(true_positive=3.0, false_positive=-1.0)


def calibrated(rows: int = 20_000, seed: int = 0) -> Scored:
    draw = np.random.default_rng(seed)
    scores = draw.random(rows)
    return Scored((draw.random(rows) < scores).astype(float), scores)


def by_hand(scored: Scored, threshold: float) -> float:
    """What acting from a threshold on is worth per case."""
    acted = scored.scores >= threshold
    return float((acted * np.where(scored.truth == 1, 3.0, -1.0)).mean())


def test_the_worth_of_each_threshold_is_that_by_hand() -> None:
    scored = calibrated(500)

    found = worths(scored, VALUES)

    assert found.values == pytest.approx([by_hand(scored, one) for one in found.thresholds])
    assert found.acted == pytest.approx([(scored.scores >= one).mean() for one in found.thresholds])


def test_calibrated_scores_are_acted_on_from_where_the_prices_say() -> None:
    """Acting pays where 3 p exceeds 1 - p."""
    found = chosen(worths(calibrated(), VALUES))

    assert found.low < 0.25 < found.high
    assert found.threshold == pytest.approx(0.25, abs=0.05)
    assert found.high - found.low < 0.2


def test_few_rows_show_fewer_thresholds_to_be_worse() -> None:
    few, many = (chosen(worths(calibrated(rows), VALUES)) for rows in (200, 20_000))

    assert few.high - few.low > 2 * (many.high - many.low)


def test_rows_that_go_together_show_less_than_as_many_that_do_not() -> None:
    scored = calibrated(500)
    twenty = Scored(np.repeat(scored.truth, 20), np.repeat(scored.scores, 20))

    apart = chosen(worths(twenty, VALUES))
    together = chosen(worths(twenty, VALUES, blocks=np.repeat(np.arange(500), 20)))

    assert together.high - together.low > 1.5 * (apart.high - apart.low)


def test_the_loss_of_another_threshold_is_that_by_hand() -> None:
    scored = calibrated()
    found = worths(scored, VALUES, also=0.7)

    lost = loss(found, 0.7, 0.95)

    assert lost.value == pytest.approx(1000 * (by_hand(scored, chosen(found).threshold) - by_hand(scored, 0.7)))
    assert 0 < lost.low < lost.value < lost.high


def test_the_curve_is_what_is_worth_more_than_today() -> None:
    scored = calibrated(1000)

    found = curve(worths(scored, VALUES), 0.1)

    assert found["value"] == pytest.approx([1000 * (by_hand(scored, one) - 0.1) for one in found["threshold"]])
    assert found["value"][-1] == pytest.approx(-100), "from the last one on, nobody is acted on"


def test_the_spec_then_the_prices_then_one_half_say_from_where() -> None:
    truth, scores = calibrated().truth, calibrated().scores

    def threshold(**decision: Any) -> float:
        return threshold_of(priced(promised(**decision), [0, 1], [0.1, 0.9], validation=(truth, scores)))

    values = {"true_positive": 3.0, "false_positive": -1.0}
    assert threshold(values=values, threshold=0.9) == 0.9
    assert threshold(values=values) == pytest.approx(0.25, abs=0.05)
    assert threshold(currency="EUR") == 0.5


def test_the_best_threshold_of_the_holdout_is_found_out() -> None:
    """The best of many rows is one of very few; what validation rows chose is hardly ever that one."""
    tuned = honest = 0
    for seed in range(40):
        holdout = calibrated(2000, seed)
        range_ = chosen(worths(calibrated(2000, 1000 + seed), VALUES))
        order = np.argsort(-holdout.scores)
        best = holdout.scores[order][np.argmax(np.cumsum(np.where(holdout.truth == 1, 3.0, -1.0)[order]))]
        tuned += is_best_on(holdout, VALUES, float(best), low=range_.low, high=range_.high)
        honest += is_best_on(holdout, VALUES, range_.threshold, low=range_.low, high=range_.high)

    assert tuned >= 25
    assert honest <= 1


def test_where_many_thresholds_are_as_good_none_was_tuned() -> None:
    """Any threshold between two clear groups is the best one."""
    apart = Scored(np.repeat([0.0, 1.0], 50), np.repeat([0.1, 0.9], 50))

    assert not is_best_on(apart, VALUES, 0.5, low=0.1, high=0.9)


@pytest.mark.parametrize(
    ("acted", "lowest"),
    [
        ([False, False, True, True], None),
        ([False, True, True, True], 0.4),
        ([False, False, False, True], 0.8),
        ([True, False, True, True], None),
        ([True] * 4, None),
        ([False] * 4, None),
    ],
)
def test_where_a_model_decides_is_read_from_what_it_decides(acted: list[bool], lowest: float | None) -> None:
    """None where that is one half, or where no threshold explains it."""
    assert boundary(np.array([0.2, 0.4, 0.6, 0.8]), np.array(acted)) == lowest


def test_a_score_of_one_half_may_be_either() -> None:
    scores = np.array([0.2, 0.5, 0.8])

    assert boundary(scores, np.array([False, True, True])) is None
    assert boundary(scores, np.array([False, False, True])) is None
