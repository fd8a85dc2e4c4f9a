"""What a remedy is expected to gain is about what it gained when it was done."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from modelwright.evaluation.calibration.measure import measure as calibration
from modelwright.evaluation.importance.measure import measure as importance
from modelwright.evaluation.learning.measure import measure as learning
from modelwright.evaluation.metrics import METRICS, Scored
from modelwright.evaluation.remedies.labels import label_noise
from modelwright.evaluation.remedies.measure import ranked
from tests.evaluation.grounds import rows, small
from tests.evaluation.test_gates import GOOD
from tests.specs import regression, spec


def numbers(estimator: Any) -> Any:
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import FunctionTransformer

    return make_pipeline(FunctionTransformer(lambda table: table[["a", "b"]]), estimator)


def waves(count: int, *, seed: int) -> pd.DataFrame:
    """A number that takes many rows to learn."""
    draw = np.random.default_rng(seed)
    return rows(count, seed=seed).assign(y=lambda one: np.sin(3 * one["a"]) * one["b"] + draw.normal(size=count) / 10)


def bought(metric: str, truth: Any, before: Any, after: Any) -> float:
    """By how much a loss fell."""
    losses = [
        METRICS[metric].compute(Scored(np.asarray(truth, dtype=float), np.asarray(one)), np.ones((1, len(truth))))[0]
        for one in (before, after)
    ]
    return float(losses[0] - losses[1])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_twice_the_rows_gain_what_the_learning_curve_expects(seed: int, tmp_path: Path) -> None:
    from sklearn.base import clone
    from sklearn.neighbors import KNeighborsRegressor

    ground = small(tmp_path, waves(3000, seed=seed), spec=regression(), model=numbers(KNeighborsRegressor(5)))
    expected = learning(ground).doubled
    more = pd.concat([ground.training, waves(len(ground.training), seed=100 + seed)])
    features, X = ground.spec.features.names, ground.holdout[ground.spec.features.names]

    done = clone(ground.model).fit(more[features], more["y"])

    gained = bought("mean_absolute_error", ground.holdout["y"], ground.model.predict(X), done.predict(X))
    assert expected
    assert expected.low <= gained <= expected.high
    assert gained == pytest.approx(expected.value, rel=0.5)


def test_recalibration_gains_what_was_measured_on_the_folds(tmp_path: Path) -> None:
    from sklearn.calibration import CalibratedClassifierCV
    from sklearn.naive_bayes import GaussianNB
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import FunctionTransformer

    # The same number ten times over: naive Bayes takes each for news, and is far too sure.
    tenfold = FunctionTransformer(lambda table: np.repeat(table[["a"]].to_numpy(), 10, axis=1))
    ground = small(tmp_path, rows(4000), model=make_pipeline(tenfold, GaussianNB()))
    found = calibration(ground)
    assert found
    expected = {(one.method, one.metric): one.estimate for one in found.gains}["platt", "brier_score"]
    training, X = ground.training, ground.holdout[ground.spec.features.names]

    done = CalibratedClassifierCV(ground.model, method="sigmoid").fit(training[X.columns], training["y"])

    before, after = (model.predict_proba(X)[:, 1] for model in (ground.model, done))
    gained = bought("brier_score", ground.holdout["y"], before, after)
    assert expected.low > 0.01
    assert gained == pytest.approx(expected.value, rel=0.35)


def test_without_the_features_that_buy_nothing_nothing_is_lost(tmp_path: Path) -> None:
    junk = [f"junk_{number}" for number in range(5)]
    frame = rows(6000)
    frame[junk] = np.random.default_rng(4).normal(size=(len(frame), len(junk)))
    ground = small(tmp_path, frame, spec=spec(features={"numeric": ["a", "b", *junk], "categorical": ["c"]}))
    found = importance(ground)

    assert {*found.idle} == {"b", *junk}
    without = small(tmp_path, frame, spec=spec(features={"numeric": ["a"], "categorical": ["c"]}))
    areas = [
        METRICS["roc_auc"].compute(one.scored["model"], np.ones((1, len(one.holdout))))[0] for one in (ground, without)
    ]
    assert areas[1] > areas[0] - found.worth


def apart(share: float, *, seed: int = 0) -> pd.DataFrame:
    """Two classes that hardly overlap, with a share of the labels turned round."""
    draw = np.random.default_rng(seed)
    truth = draw.integers(2, size=3000)
    wrong = draw.random(3000) < share
    return rows(3000, seed=seed).assign(a=4.0 * truth + draw.normal(size=3000), y=np.where(wrong, 1 - truth, truth))


@pytest.mark.parametrize("share", [0.05, 0.15])
def test_labels_that_were_turned_round_are_estimated_and_come_first(share: float, tmp_path: Path) -> None:
    ground = small(tmp_path, apart(share))

    noise = label_noise(ground)

    # The classes overlap by some 2 %, which is added to what was turned round.
    assert [one.estimate.value for one in noise] == pytest.approx([share + 0.02] * 2, abs=0.025)
    assert ranked(ground.spec, GOOD, noise)[0].id == "check-labels"


def test_labels_that_are_right_are_not_in_doubt(tmp_path: Path) -> None:
    ground = small(tmp_path, apart(0.0))

    assert max((one.estimate.value for one in label_noise(ground)), default=0.0) < 0.04
    assert "check-labels" not in [one.id for one in ranked(ground.spec, GOOD, label_noise(ground))]
