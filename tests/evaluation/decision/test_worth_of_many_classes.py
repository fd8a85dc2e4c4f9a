"""What naming one of many classes costs, counted by hand."""

from typing import Any

import numpy as np
import pytest

from modelwright.errors import InputError
from modelwright.evaluation.decision.many import cheapest_of
from modelwright.evaluation.decision.measure import measure
from modelwright.evidence.decision import Decision
from tests.evaluation.decision.priced import priced, promised

NAMES = ("apple", "pear", "plum")
TRUTH = (0, 0, 0, 0, 0, 1, 1, 2, 2, 2)
NAMED = (0, 0, 0, 0, 1, 1, 2, 2, 2, 0)


def sure(named: Any, by: float = 0.8) -> Any:
    """Probabilities that name these classes."""
    rest = (1 - by) / (len(NAMES) - 1)
    return np.full((len(named), len(NAMES)), rest) + np.eye(len(NAMES))[list(named)] * (by - rest)


def decide(*, today: Any = None, scores: Any = None, **decision: Any) -> Decision:
    scores = sure(NAMED) if scores is None else scores
    found = measure(priced(promised("multiclass", **decision), TRUTH, scores, classes=NAMES, today=today))
    assert found is not None
    return found


def test_each_wrong_class_costs_the_same_unless_it_is_priced() -> None:
    """Three of ten are wrong; today all are taken for apples, and five are."""
    found = decide(cost_wrong=2.0)

    assert found.alone.value == pytest.approx(-3 * 2 * 100)
    assert found.value.value == pytest.approx((5 - 3) * 2 * 100)
    assert found.present == "all are taken for apple"
    assert found.rule == "name the likeliest class"


def test_a_mistake_with_a_price_of_its_own_costs_that() -> None:
    found = decide(cost_wrong=2.0, costs={"plum": {"apple": 10.0}})

    # Two wrong at 2 and one at 10, against two at 2 and three at 10.
    assert found.alone.value == pytest.approx(-(2 * 2 + 10) * 100)
    assert found.value.value == pytest.approx((2 * 2 + 3 * 10 - 2 * 2 - 10) * 100)
    assert {one.name: one.more for one in found.stakes} == {
        "costs.plum.apple": pytest.approx(-200),
        "cost_wrong": pytest.approx(0),
    }


def test_a_right_class_can_cost_something_too() -> None:
    assert decide(cost_wrong=2.0, costs={"pear": {"pear": 1.0}}).alone.value == pytest.approx(-(3 * 2 + 1) * 100)


@pytest.mark.parametrize(
    ("present", "wrong", "words"),
    [("plum", 7, "all are taken for plum"), ({"column": "today"}, 8, "today")],
)
def test_it_is_held_against_what_decides_today(present: Any, wrong: int, words: str) -> None:
    """A class that the model does not know is a wrong one."""
    found = decide(cost_wrong=1.0, present=present, today=["kiwi"] * 8 + ["plum"] * 2)

    assert found.value.value == pytest.approx((wrong - 3) * 100)
    assert found.present == words


def test_a_class_that_the_model_does_not_know_is_refused() -> None:
    with pytest.raises(InputError, match="costs: the model knows no class 'kiwi'"):
        decide(cost_wrong=1.0, costs={"apple": {"kiwi": 3.0}})
    with pytest.raises(InputError, match="present: the model knows no class 'kiwi'"):
        decide(cost_wrong=1.0, present="kiwi")


def test_the_class_of_the_lowest_expected_cost_is_named() -> None:
    scores = np.array([[0.7, 0.2, 0.1], [0.05, 0.9, 0.05]])

    assert cheapest_of(scores, 1.0, {}).tolist() == [0, 1]
    # One in five pears: taking it for an apple costs 0.2 * 20, for a pear 0.7 + 0.1.
    assert cheapest_of(scores, 1.0, {(1, 0): 20.0}).tolist() == [1, 1]


def test_expected_costs_decide_only_where_validation_rows_are_served_by_it() -> None:
    """Scores that mean nothing lose by being taken at their word."""
    honest = np.array([[0.6, 0.4, 0.0]] * 6 + [[0.6, 0.4, 0.0]] * 4)
    dear = {"pear": {"apple": 20.0}}
    truth = [0] * 6 + [1] * 4

    def rule(validation: tuple[Any, Any]) -> str:
        agreed = promised("multiclass", cost_wrong=1.0, costs=dear)
        found = measure(priced(agreed, truth, honest, classes=NAMES, validation=validation))
        assert found is not None
        return found.rule

    assert rule((truth, honest)) == "name the class of the lowest expected cost"
    assert rule(([0] * 10, honest)) == "name the likeliest class"
