"""A holdout that was chosen is told apart from training rows."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from modelwright.evaluation.leaks.jackknife import jackknife, parts
from modelwright.evaluation.leaks.sides import auc, sides
from modelwright.evaluation.metrics import Scored
from tests.evaluation.grounds import rows, small
from tests.specs import spec


def test_a_holdout_that_was_chosen_is_told_apart(tmp_path: Path) -> None:
    frame = rows().assign(t=lambda one: one["b"] + one["a"] / 10)
    chosen = spec(split={"strategy": "time", "column": "t", "holdout": 0.2})

    found = sides(small(tmp_path, frame, spec=chosen))

    assert found is not None
    assert found.auc.low > 0.9
    assert found.features[0].feature == "b"


def test_a_classifier_that_recognises_groups_has_found_nothing(tmp_path: Path) -> None:
    group = np.arange(2000) // 4
    frame = rows().assign(g=group, b=np.random.default_rng(3).normal(size=500)[group])

    found = sides(small(tmp_path, frame, spec=spec(split={"group": "g"})))

    assert found is not None
    assert found.auc.low < 0.55
    assert "groups" in found.auc.method


def test_the_area_is_that_of_scikit_learn_and_its_interval_covers() -> None:
    draw = np.random.default_rng(0)
    covered = []
    for _ in range(1000):
        truth = np.arange(300) % 2
        scores: Any = np.round(draw.normal(size=300) + 0.5 * truth, 1)
        found = auc(truth, scores)
        covered.append(found.low <= 0.6382 <= found.high)
    assert found.value == pytest.approx(roc_auc_score(truth, scores), abs=1e-12)
    assert np.mean(covered) > 0.992, "nominally 99.8 %"


def test_a_jackknife_gives_the_error_of_a_mean() -> None:
    values = np.random.default_rng(0).normal(size=4000)
    scored = Scored(values, np.zeros(4000))

    def mean(weights: Any) -> Any:
        return (weights @ scored.truth) / weights.sum(axis=1)

    value, error, freedom = jackknife(mean, parts(4000, seed=0))
    assert value == pytest.approx(values.mean())
    assert freedom == 39
    assert error == pytest.approx(values.std() / np.sqrt(4000), rel=0.3)
