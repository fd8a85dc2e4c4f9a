"""What acting on some cases is worth, counted by hand."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from modelwright.errors import InputError
from modelwright.evaluation.decision.measure import measure
from modelwright.evaluation.decision.present import acts
from modelwright.evidence.decision import Decision
from tests.evaluation.decision.priced import priced, promised

# Ten cases, four of which are positive. From 0.5 on, three of them are found, and one other.
TRUTH = (1, 1, 1, 1, 0, 0, 0, 0, 0, 0)
SCORES = (0.9, 0.8, 0.7, 0.2, 0.6, 0.4, 0.3, 0.2, 0.1, 0.1)
VALUES = {"true_positive": 50.0, "false_positive": -10.0, "false_negative": -100.0}


def decide(
    *, today: Any = None, validation: Any = None, scores: Any = SCORES, decides_at: float = 0.5, **decision: Any
) -> Decision:
    agreed = promised(**{"values": VALUES, **decision})
    found = measure(priced(agreed, TRUTH, scores, today=today, validation=validation, decides_at=decides_at))
    assert found is not None
    return found


def test_the_value_is_that_of_a_thousand_cases_by_hand() -> None:
    found = decide(threshold=0.5)

    # Of ten cases: three found, one false alarm, one missed.
    assert found.alone.value == pytest.approx(100 * (3 * 50 - 10 - 100))
    # Nobody is acted on today: four are missed.
    assert found.value.value == pytest.approx(100 * (3 * 50 - 10 - 100 + 4 * 100))
    assert found.acted == pytest.approx(0.4)
    assert found.acted_today == 0
    assert {one.name: one.more for one in found.stakes} == {
        "true_positive": pytest.approx(300),
        "false_positive": pytest.approx(100),
        "false_negative": pytest.approx(-300),
        "true_negative": pytest.approx(-100),
    }


@pytest.mark.parametrize(
    ("present", "without"),
    [
        ("none", 4 * -100),
        ("all", 4 * 50 + 6 * -10),
        ({"column": "today", "at_least": 700}, 2 * 50 - 10 + 2 * -100),
        ({"column": "today", "at_most": 500}, 50 + 5 * -10 + 3 * -100),
        ({"column": "today", "equals": 700}, 50 + 3 * -100),
    ],
)
def test_it_is_held_against_what_decides_today(present: Any, without: float) -> None:
    today = [700, 710, 500, np.nan, 720, 100, 200, 300, 400, 500]

    found = decide(threshold=0.5, present=present, today=today)

    assert found.value.value == pytest.approx(100 * (40 - without))


def test_a_column_that_is_not_there_or_holds_no_numbers_is_named() -> None:
    promise = promised(values=VALUES, present={"column": "score", "at_least": 1}).promises.decision
    assert promise is not None

    with pytest.raises(InputError, match="the data have no column 'score'"):
        acts(promise, pd.DataFrame({"y": TRUTH}))
    with pytest.raises(InputError, match="'score' holds no numbers to compare with the bound"):
        acts(promise, pd.DataFrame({"score": ["low", "high"]}))


def test_a_price_turns_where_the_model_is_worth_no_more() -> None:
    """Three found instead of missed gain 450: as much as the one false alarm may cost."""
    turns = {one.name: one.break_even for one in decide(threshold=0.5).stakes}

    assert turns["false_positive"] == pytest.approx(-450)
    # A case that is missed would have to be good, and acting on none has no price.
    assert turns["false_negative"] is None
    assert turns["true_negative"] is None
    assert decide(threshold=0.5, values={**VALUES, "false_positive": -450.0}).value.value == pytest.approx(0)
    promise: dict[str, Any] = {"values": VALUES, "at_least": 20_000}
    assert {one.name: one.break_even for one in decide(threshold=0.5, **promise).stakes} == {
        "true_positive": None,
        "false_positive": pytest.approx(-250),
        "false_negative": pytest.approx(-20),
        "true_negative": None,
    }


def test_each_price_is_halved_and_doubled_with_the_same_decisions() -> None:
    found = decide(threshold=0.5, values={**VALUES, "false_positive": -300.0}, at_least=0)
    values = {(one.name, one.factor): one.value.value for one in found.mistaken}

    assert values["false_positive", 0.5] == pytest.approx(100 * (150 - 150 + 300))
    assert values["false_positive", 2.0] == pytest.approx(100 * (150 - 600 + 300))
    assert values["true_positive", 2.0] == pytest.approx(100 * (300 - 300 + 300))
    # What has no price cannot be wrong by a factor.
    assert {one.name for one in found.mistaken} == {"true_positive", "false_positive", "false_negative"}
    assert not [one for one in found.mistaken if one.survives and one.value.low <= 0]


def test_nothing_is_measured_of_what_has_no_price_or_is_one_case() -> None:
    assert measure(priced(promised(threshold=0.5), TRUTH, SCORES)) is None
    assert measure(priced(promised(values=VALUES), [1], [0.5])) is None
    assert measure(priced(promised("multiclass", currency="EUR"), [0, 1], np.eye(2))) is None


def test_the_threshold_comes_from_validation_rows_alone() -> None:
    """The holdout is best served from 0.65 on, the validation rows from 0.35 on."""
    validation = ([1] * 40 + [0] * 60, [0.35] * 40 + [0.1] * 60)

    found = decide(validation=validation)
    other = decide(validation=validation, scores=np.array(SCORES) / 2)

    assert found.threshold == other.threshold == pytest.approx(0.35)
    assert found.chosen is not None
    assert found.chosen.rows == 100


def test_a_capacity_lowers_the_share_that_is_acted_on() -> None:
    draw = np.random.default_rng(4)
    scores = draw.random(4000)
    validation = ((draw.random(4000) < scores).astype(float), scores)

    free, short = decide(validation=validation), decide(validation=validation, capacity=0.1)

    assert free.threshold is not None
    assert short.threshold is not None
    # By the prices, acting pays from 10 / 160 on; a tenth of uniform scores begins at 0.9.
    assert free.threshold == pytest.approx(1 / 16, abs=0.06)
    assert short.threshold == pytest.approx(0.9, abs=0.02)
    assert (np.asarray(scores) >= short.threshold).mean() <= 0.1


def test_a_model_that_decides_elsewhere_is_taken_at_its_word() -> None:
    found = decide(decides_at=0.7)

    assert found.fixed is not None
    assert found.fixed.where == "the model's own `predict`"
    assert found.threshold == pytest.approx(0.7)
    assert found.acted == pytest.approx(0.3)
