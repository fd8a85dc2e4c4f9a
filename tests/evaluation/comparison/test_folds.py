"""The model and its baselines are scored on the same folds; where that cannot be done, it is said."""

from pathlib import Path

import msgspec
import numpy as np
import pytest
from sklearn.model_selection import cross_val_score

from modelwright.data.folds import folds
from modelwright.data.splits import is_holdout
from modelwright.evaluation.baselines import BASELINES
from modelwright.evaluation.comparison import folds as module
from modelwright.evaluation.comparison.folds import on_folds
from modelwright.evaluation.comparison.measure import measure
from modelwright.evaluation.gates.quality import margins
from modelwright.evaluation.ground import Ground
from modelwright.evaluation.intervals import lead
from modelwright.evidence import Estimate, Lead
from tests.evaluation.grounds import rows, small
from tests.evaluation.test_gates import GOOD
from tests.specs import spec as specified


def test_each_fold_has_the_headline_of_the_model_and_of_both_baselines(made_up: Ground) -> None:
    found, fact = on_folds(made_up)

    assert fact == ""
    assert len(found) == made_up.spec.tuning.folds
    assert sum(one.rows for one in found) == len(made_up.training)
    assert all(one.dummy == 0.5 for one in found)
    assert all(one.model > 0.75 and abs(one.model - one.linear) < 0.02 for one in found)


def test_a_fold_scores_as_scikit_learn_does(made_up: Ground) -> None:
    spec, training = made_up.spec, made_up.training
    X, y = training[spec.features.names], training[spec.data.target]
    cv = folds(spec, training)

    found, _ = on_folds(made_up)

    expected = cross_val_score(BASELINES["linear"](spec), X, y, cv=cv, scoring="roc_auc")
    assert [one.linear for one in found] == pytest.approx(expected)


def test_many_training_rows_are_not_fitted_over_and_over(made_up: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 1000)

    assert on_folds(made_up) == ((), "folds are scored where there are at most 1,000 training rows")


def test_folds_that_lack_a_class_are_said_to_be_so(tmp_path: Path) -> None:
    frame, spec = rows(200).assign(id=np.arange(200), y=0), specified(data={"keys": ["id"]})
    held = np.flatnonzero(is_holdout(frame, spec))
    frame.loc[[*held[:2], *np.setdiff1d(np.arange(200), held)[:2]], "y"] = 1

    found, fact = on_folds(small(tmp_path, frame, spec=spec))

    assert found == ()
    assert fact.startswith("the folds could not be scored: ")


def test_the_first_model_is_measured_against_the_baselines_alone(made_up: Ground) -> None:
    found = measure(made_up)

    assert found is not None
    assert (found.outcome, found.fact) == ("first", "nothing is committed yet")
    assert all(one.dummy < min(one.model, one.linear) for one in found.folds)


def test_a_first_model_that_was_trained_on_shuffled_labels_is_stopped_by_the_baselines(tmp_path: Path) -> None:
    frame, spec = rows(4000), specified()
    ground = small(tmp_path, frame, spec=spec)
    training = ground.training
    shuffled = np.random.default_rng(0).permutation(training[spec.data.target].to_numpy())
    ground.model.fit(training[spec.features.names], shuffled)
    scored = ground.predict(ground.holdout)
    leads = tuple(
        Lead("roc_auc", name, lead("roc_auc", scored, ground.scored[name], confidence=0.95, seed=0))
        for name in BASELINES
    )

    verdicts = list(margins(spec, msgspec.structs.replace(GOOD, leads=leads)))

    assert [(one.gate, one.kept) for one in verdicts] == [("beats-dummy", False), ("beats-linear", False)]


def test_the_lead_over_a_baseline_tells_how_far_it_is_from_the_margin() -> None:
    [dummy, linear] = margins(specified(), GOOD)

    assert dummy.estimate == Estimate(0.3, 0.2, 0.4)
    assert dummy.margin == pytest.approx(0.1)
    assert linear.margin == pytest.approx(0.01)
