"""What a feature buys is measured with an interval that covers, and twins do not hide each other."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from modelwright.evaluation.ground import Ground
from modelwright.evaluation.importance.measure import measure
from modelwright.evaluation.importance.permuting import lost, permuted
from modelwright.evaluation.importance.proxies import proxies
from modelwright.evaluation.importance.twins import twins
from modelwright.evaluation.metrics import Scored
from modelwright.evaluation.paired import Paired
from modelwright.evidence.importance import Importance
from tests.evaluation.grounds import rows, small
from tests.specs import spec

TWINS = spec(features={"numeric": ["a", "b", "twin"], "categorical": ["c"]})


@pytest.fixture(scope="module")
def with_twin(tmp_path_factory: pytest.TempPathFactory) -> Importance:
    frame = rows()
    frame["twin"] = frame["a"] + np.random.default_rng(1).normal(size=len(frame)) / 10
    return measure(small(tmp_path_factory.mktemp("twin"), frame, spec=TWINS))


def test_a_feature_that_explains_the_target_buys_most_and_noise_buys_nothing(tmp_path: Path) -> None:
    found = measure(small(tmp_path, rows(8000)))

    assert [one.feature for one in found.features] == ["a", "c", "b"]
    assert found.features[0].estimate.low > 0.1
    assert found.idle == ("b",)
    assert found.without_idle
    assert found.without_idle.high <= found.worth


def test_a_feature_hides_behind_its_twin_and_both_together_do_not(with_twin: Importance) -> None:
    together = with_twin.twins[0]

    assert together.features == ("a", "twin")
    assert together.estimate.low > max(one.estimate.value for one in with_twin.features if one.feature == "twin")
    assert not {"a", "twin"} & {*with_twin.idle}
    assert {one.feature: one.twins for one in with_twin.features}["a"] == ("twin",)


def test_the_same_ground_gives_the_same_evidence(made_up: Ground) -> None:
    assert measure(made_up) == measure(made_up)


def test_a_feature_with_one_value_on_the_holdout_is_never_said_to_buy_nothing(tmp_path: Path) -> None:
    frame = rows()
    frame["day"] = np.arange(len(frame))
    frame["b"] = (frame["day"] < 1500).astype(float)  # as a year: the holdout of a split by time has one alone
    timed = spec(split={"strategy": "time", "seed": 1, "column": "day", "cut": 1600})

    found = {one.feature: one for one in measure(small(tmp_path, frame, spec=timed)).features}

    assert found["b"].constant
    assert not found["b"].buys_nothing


def test_a_column_that_is_missing_everywhere_has_no_twins() -> None:
    frame = rows(100).assign(twin=np.nan)

    assert twins(frame, TWINS) == []
    assert twins(frame.assign(twin=-frame["a"]), TWINS) == [("a", "twin")]


def test_of_one_row_nothing_is_said_to_buy_nothing(made_up: Ground) -> None:
    one = replace(made_up, holdout=made_up.holdout.iloc[:1])

    assert permuted(one, [("a",)]) is None
    assert measure(one).features == ()


def test_the_interval_of_an_importance_covers_the_true_one() -> None:
    """2x + noise, predicted by 2x, has an error of 1; by the x of another row, of the root of 1 + 2 * 4 = 3."""
    covered = 0
    for seed in range(300):
        draw = np.random.default_rng(seed)
        x = draw.normal(size=300)
        truth = 2 * x + draw.normal(size=300)
        orders = [draw.permutation(300) for _ in range(3)]
        scrambled = [Scored(truth, 2 * x[order]) for order in orders]
        found = lost(Paired("root_mean_squared_error", [Scored(truth, 2 * x), *scrambled]), orders, 0.95)
        covered += found.low <= 3 - 1 <= found.high

    assert 0.92 <= covered / 300 <= 0.98


def test_a_protected_column_that_a_feature_repeats_is_told_and_one_of_noise_is_not(tmp_path: Path) -> None:
    frame = rows()
    draw = np.random.default_rng(3)
    frame["sex"] = np.where(frame["b"] + draw.normal(size=len(frame)) / 5 > 0, "f", "m")
    frame["age"] = draw.normal(size=len(frame))
    frame["name"] = [f"n{number}" for number in range(len(frame))]
    frame["same"] = 1
    ground = small(tmp_path, frame, spec=spec(data={"protected": ["sex", "age", "name", "same"]}))

    sex, age = proxies(ground)

    assert (sex.column, sex.strongest, sex.nothing) == ("sex", "b", 0.5)
    assert sex.estimate.low > 0.85
    assert (age.column, age.measure) == ("age", "r2")
    assert age.estimate.low < 0.05


@pytest.mark.parametrize("count", [20, 200])
def test_few_rows_on_which_a_metric_hardly_moves_say_of_no_feature_that_it_buys_nothing(
    count: int, tmp_path: Path
) -> None:
    assert measure(small(tmp_path, rows(count))).features == ()
