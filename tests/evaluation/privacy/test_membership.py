"""A model that learned its rows by heart is found out, and one that did not is not accused."""

from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from modelwright.evaluation.ground import Ground
from modelwright.evaluation.privacy.attacks import attack
from modelwright.evaluation.privacy.gates import asked, verdicts
from modelwright.evaluation.privacy.measure import measure
from modelwright.evaluation.privacy.parties import Parties
from modelwright.evaluation.verdict import Verdict
from modelwright.evidence import Estimate
from modelwright.evidence.privacy import Attack, Privacy
from tests.evaluation.grounds import rows, small
from tests.evaluation.test_gates import GOOD
from tests.specs import regression, spec

ASKED = spec(promises={"privacy": {}})


def judged(found: Privacy | None) -> Verdict:
    (verdict,) = verdicts(ASKED, msgspec.structs.replace(GOOD, privacy=found))
    assert [verdict.gate] == asked(ASKED) == ["membership-advantage"]
    return verdict


def by_heart(estimator: Any) -> Any:
    from sklearn.compose import ColumnTransformer
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder

    encode = ColumnTransformer([("n", "passthrough", ["a", "b"]), ("c", OneHotEncoder(handle_unknown="ignore"), ["c"])])
    return make_pipeline(encode, estimator)


def forest(*, regressor: bool = False) -> Any:
    from sklearn.ensemble import ExtraTreesClassifier, ExtraTreesRegressor

    return by_heart((ExtraTreesRegressor if regressor else ExtraTreesClassifier)(10, random_state=0))


def nearest() -> Any:
    from sklearn.neighbors import KNeighborsClassifier

    return by_heart(KNeighborsClassifier(1))


def test_a_model_of_few_numbers_tells_nobody(made_up: Ground) -> None:
    found = measure(made_up)

    assert (found.attacked, found.members, found.others) == ("the model", *[len(made_up.holdout)] * 2)
    assert judged(found).outcome == "kept"
    assert found.strongest.advantage.low < 0.05


@pytest.mark.parametrize("model", [forest, nearest])
def test_a_model_that_knows_its_rows_by_heart_is_broken(model: Any, tmp_path: Path) -> None:
    verdict = judged(measure(small(tmp_path, model=model())))

    assert verdict.outcome == "broken"
    assert verdict.estimate
    assert verdict.estimate.low > 0.15
    assert verdict.measured.startswith("the guess by small")


def test_a_number_that_is_known_by_heart_is_found_as_well(tmp_path: Path) -> None:
    frame = rows().assign(y=lambda all_rows: all_rows["a"] + np.random.default_rng(2).normal(size=len(all_rows)))

    assert (
        measure(small(tmp_path, frame, spec=regression(), model=forest(regressor=True))).strongest.advantage.low > 0.5
    )


def test_drift_of_a_split_by_time_is_not_taken_for_membership(tmp_path: Path) -> None:
    frame = rows()
    draw = np.random.default_rng(4)
    frame["day"] = np.arange(len(frame)) // 4
    late = frame["day"] >= 400
    frame.loc[late, "y"] = draw.integers(2, size=int(late.sum()))  # after the cut, nothing holds any more
    timed = spec(split={"strategy": "time", "seed": 1, "column": "day", "cut": 400})

    found = measure(small(tmp_path, frame, spec=timed))

    assert found.attacked == "a clone fitted on four fifths of the training rows"
    assert found.strongest.advantage.low < 0.05


def test_the_interval_covers_and_a_coin_has_no_advantage() -> None:
    """Members and others of one distribution: a threshold that is chosen on the rows themselves would find a lead."""
    held, values = 0, []
    for seed in range(200):
        draw = np.random.default_rng(seed)
        parties = Parties("", np.repeat([True, False], 300), None, np.zeros(600), {})
        found = attack("", draw.normal(size=600), parties, seed=seed, confidence=0.95).advantage
        held += found.low <= 0 <= found.high
        values.append(found.value)

    assert 0.92 <= held / 200 <= 0.99
    assert abs(np.mean(values)) < 0.01


def test_rows_of_one_block_do_not_count_as_many() -> None:
    draw = np.random.default_rng(0)
    blocks = np.repeat(np.arange(40), 15)
    members = blocks < 20
    shared = draw.normal(size=40)[blocks]

    single = attack("", shared, Parties("", members, None, np.zeros(600), {}), seed=0, confidence=0.95)
    together = attack("", shared, Parties("", members, blocks, np.zeros(600), {}), seed=0, confidence=0.95)

    assert np.diff([together.auc.low, together.auc.high]) > 3 * np.diff([single.auc.low, single.auc.high])


def test_a_few_rows_are_undecided_and_no_measurement_is_broken(tmp_path: Path) -> None:
    found = measure(small(tmp_path, rows(60)))

    assert found.attacks == ()
    assert (judged(found).outcome, judged(found).measured) == ("undecided", "too few rows to tell")
    assert (judged(None).outcome, judged(None).measured) == ("broken", "not measured")


def test_an_interval_across_the_promise_is_undecided() -> None:
    around = Attack("small loss", Estimate(0.6, 0.5, 0.7), Estimate(0.15, 0.1, 0.2), Estimate(0.01, 0.0, 0.02))

    verdict = judged(Privacy("the model", 100, 100, (around,)))

    assert verdict.outcome == "undecided"
    assert verdict.margin == pytest.approx(0.05)


def test_scores_that_are_all_the_same_tell_nothing() -> None:
    parties = Parties("", np.repeat([True, False], 50), None, np.zeros(100), {})

    found = attack("", np.zeros(100), parties, seed=0, confidence=0.95)

    assert found.advantage.value == 0
    assert found.auc.value == 0.5
