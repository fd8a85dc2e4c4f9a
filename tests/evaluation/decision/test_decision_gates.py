"""The gates of decisions fire where they must, by name, and not where they must not."""

from typing import Any

import msgspec
import pytest

from modelwright.evaluation.decision.gates import asked, verdicts
from modelwright.evidence import Estimate
from modelwright.evidence.decision import Chosen, Decision, Found, Mistaken
from tests.evaluation.decision.priced import outcomes, promised
from tests.evaluation.test_gates import GOOD
from tests.specs import spec

VALUES = {"true_positive": 5.0, "false_positive": -1.0}
CHOSEN = Chosen(0.3, 0.2, 0.4, 1000)


def estimate(low: float, high: float) -> Estimate:
    return Estimate((low + high) / 2, low, high, 1000, "t")


def worth(low: float, high: float, **more: Any) -> Decision:
    return Decision("EUR", "none", "act", estimate(low, high), estimate(low, high), chosen=CHOSEN, **more)


def fixed(threshold: float, *, best: bool = False) -> Found:
    return Found(threshold, "promises.decision.threshold", estimate(5, 20), best)


@pytest.mark.parametrize(
    ("low", "high", "outcome"), [(101, 300, "kept"), (99, 300, "broken"), (100, 300, "broken"), (10, 90, "broken")]
)
def test_the_lower_end_of_the_value_must_be_above_the_promise(low: float, high: float, outcome: str) -> None:
    agreed = promised(values=VALUES, at_least=100)

    assert outcomes(agreed, worth(low, high))["decision-value"] == outcome


@pytest.mark.parametrize("threshold", [0.2, 0.3, 0.4])
def test_a_threshold_that_validation_data_do_not_show_to_be_worse_is_kept(threshold: float) -> None:
    agreed = promised(values=VALUES, threshold=threshold)

    assert outcomes(agreed, worth(1, 2, fixed=fixed(threshold)))["decision-threshold"] == "kept"


@pytest.mark.parametrize(
    ("found", "fact"),
    [
        (fixed(0.1), "which loses 12 EUR per 1,000 cases on validation data"),
        (fixed(0.5), "which loses 12 EUR per 1,000 cases on validation data"),
        (fixed(0.35, best=True), "the best one of all on the holdout: it was tuned there"),
    ],
)
def test_a_threshold_that_loses_or_was_tuned_on_the_holdout_is_refused(found: Found, fact: str) -> None:
    agreed = promised(values=VALUES, threshold=found.threshold)
    evaluation = msgspec.structs.replace(GOOD, decision=worth(1, 2, fixed=found))

    (verdict,) = [one for one in verdicts(agreed, evaluation) if one.gate == "decision-threshold"]

    assert verdict.outcome == "broken"
    assert fact in verdict.measured


def test_what_is_not_priced_is_not_kept() -> None:
    for task in ("binary", "multiclass", "regression"):
        agreed = promised(task, currency="EUR")
        assert set(outcomes(agreed, None).values()) == {"broken"}
        evaluation = msgspec.structs.replace(GOOD, decision=None)
        assert "says of nothing what it costs" in next(iter(verdicts(agreed, evaluation))).measured


def test_prices_that_would_break_it_are_counted() -> None:
    mistaken = tuple(Mistaken("true_positive", factor, estimate(-1, 1), factor > 1) for factor in (0.5, 2.0))
    evaluation = msgspec.structs.replace(GOOD, decision=worth(1, 2, mistaken=mistaken))

    found = next(iter(verdicts(promised(values=VALUES), evaluation))).measured

    assert found.endswith("of 2 prices halved or doubled, 1 would break it")


def test_only_two_classes_have_a_threshold_and_a_minimal_model_is_not_asked() -> None:
    assert asked(promised(values=VALUES)) == ["decision-value", "decision-threshold"]
    assert asked(promised("regression", cost_over=1.0, cost_under=1.0)) == ["decision-value"]
    assert asked(spec()) == []
    assert list(verdicts(spec(), GOOD)) == []
