"""What planning with a predicted number is worth, counted by hand."""

from typing import Any

import numpy as np
import pytest

from modelwright.errors import InputError
from modelwright.evaluation.decision.measure import measure
from modelwright.evidence.decision import Decision
from tests.evaluation.decision.priced import priced, promised

TRUTH = (10.0, 20.0, 30.0, 40.0)
PREDICTED = (12.0, 20.0, 27.0, 41.0)


def decide(validation: Any = None, today: Any = None, **decision: Any) -> Decision:
    """Validation rows at which the model is right, unless others are given: then nothing is moved."""
    seen = ([10.0, 20.0, 30.0], [10.0, 20.0, 30.0]) if validation is None else validation
    found = measure(priced(promised("regression", **decision), TRUTH, PREDICTED, validation=seen, today=today))
    assert found is not None
    return found


def test_too_many_and_too_few_are_paid_for() -> None:
    """Three too many and three too few; today 20 for all: ten too many, thirty too few."""
    found = decide(cost_over=1.0, cost_under=1.0)

    assert found.rule == "plan the prediction plus 0"
    assert found.present == "always 20"
    assert found.alone.value == pytest.approx(-(3 + 3) / 4 * 1000)
    assert found.value.value == pytest.approx((10 + 10 + 20 - 6) / 4 * 1000)


def test_the_plan_moves_to_the_quantile_of_the_costs_on_validation_rows() -> None:
    """Where too few cost nine times as much, nine rows in ten shall have enough."""
    errors = np.linspace(-10, 10, 201)
    validation = (100 + errors, np.full(201, 100.0))

    assert decide(validation, cost_over=1.0, cost_under=9.0).rule == "plan the prediction plus 8"
    assert decide(validation, cost_over=9.0, cost_under=1.0).rule == "plan the prediction less 8"
    assert decide(validation, cost_over=2.0, cost_under=2.0).rule == "plan the prediction plus 0"


def test_moving_the_plan_is_cheaper_than_not() -> None:
    draw = np.random.default_rng(3)
    agreed = promised("regression", cost_over=1.0, cost_under=9.0)
    predicted = np.full(2000, 50.0)
    truth, seen = (predicted + draw.normal(0, 5, 2000) for _ in range(2))

    moved = measure(priced(agreed, truth, predicted, validation=(seen, predicted)))
    kept = measure(priced(agreed, truth, predicted, validation=([50.0, 50.0], [50.0, 50.0])))

    assert moved is not None
    assert kept is not None
    assert moved.alone.low > kept.alone.high


def test_it_is_held_against_a_column_of_today() -> None:
    found = decide(cost_over=1.0, cost_under=2.0, present={"column": "today"}, today=[10, 10, 40, 40])

    assert found.present == "today"
    assert found.value.value == pytest.approx(((20 + 10) - (3 + 3 * 2)) / 4 * 1000)


@pytest.mark.parametrize("missing", [None, "many", float("inf")])
def test_a_plan_of_today_that_is_no_number_is_counted(missing: Any) -> None:
    with pytest.raises(InputError, match="'today' is missing or no number in 1 rows"):
        decide(cost_over=1.0, cost_under=1.0, present={"column": "today"}, today=[1, missing, 3, 4])
