"""The gates of calibration fire where they must, by name, and not where they must not."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from sklearn.dummy import DummyClassifier
from sklearn.linear_model import LinearRegression, LogisticRegression

from modelwright.evaluation.calibration.gates import asked, verdicts
from modelwright.evaluation.calibration.measure import measure
from modelwright.evaluation.ground import Ground
from modelwright.evaluation.metrics import Scored
from modelwright.evidence.calibration import Calibration
from modelwright.spec import Spec
from tests.evaluation.grounds import rows, small
from tests.evaluation.test_gates import GOOD
from tests.specs import regression, spec


def outcomes(found: Calibration | None, promised: Spec) -> dict[str, str]:
    judged = list(verdicts(promised, msgspec.structs.replace(GOOD, calibration=found)))
    assert [one.gate for one in judged] == asked(promised)
    return {one.gate: one.outcome for one in judged}


def limited(**calibration: object) -> Spec:
    return spec(model={"risk": "limited"}, promises={"calibration": calibration})


def warped(ground: Ground, warp: Callable[[Any], Any]) -> Calibration | None:
    """What is measured of a model whose scores are changed; its validation data stay as they are."""
    scored = ground.scored["model"]
    changed = Scored(scored.truth, warp(scored.scores))
    one = Ground(ground.repo, ground.frame, ground.model, ground.training, ground.holdout, {}, {"model": changed})
    one.__dict__["out_of_fold"] = ground.out_of_fold
    return measure(one)


def test_an_honest_model_keeps_them_all(made_up: Ground) -> None:
    assert "broken" not in outcomes(measure(made_up), limited()).values()


@pytest.mark.parametrize(
    ("warp", "gate"),
    [
        (lambda p: 0.4 + (p - 0.4) / 4, "calibration-slope"),
        (lambda p: p**3 / (p**3 + (1 - p) ** 3), "calibration-slope"),
        (np.sqrt, "calibration-error"),
        (lambda p: p.round(1), "calibration-rounded"),
        (lambda p: p.round(2), "calibration-rounded"),
        (lambda p: 1 - p, "calibration-slope"),
    ],
)
def test_scores_that_are_tampered_with_break_the_gate_that_names_it(
    made_up: Ground, warp: Callable[[Any], Any], gate: str
) -> None:
    assert outcomes(warped(made_up, warp), limited())[gate] == "broken"


def test_rounding_alone_breaks_nothing_else(made_up: Ground) -> None:
    found = outcomes(warped(made_up, lambda p: p.round(2)), limited())

    assert [gate for gate, outcome in found.items() if outcome == "broken"] == ["calibration-rounded"]
    assert outcomes(warped(made_up, lambda p: p.round(2)), limited(decimals=2))["calibration-rounded"] == "kept"
    assert outcomes(warped(made_up, lambda p: p.round(1)), limited(decimals=2))["calibration-rounded"] == "broken"


def test_constant_scores_have_no_slope_and_are_refused(tmp_path: Path) -> None:
    found = outcomes(measure(small(tmp_path, model=DummyClassifier())), limited())

    assert found == {"calibration-error": "undecided", "calibration-slope": "broken", "calibration-rounded": "kept"}


def test_a_few_rows_cannot_tell(tmp_path: Path) -> None:
    """Of 12 holdout rows, nothing is shown to be broken, and little to be kept."""
    found = outcomes(measure(small(tmp_path, rows(60))), limited())

    assert "broken" not in found.values()
    assert found["calibration-error"] == "undecided"


def test_what_is_not_measured_is_not_kept() -> None:
    assert set(outcomes(None, limited()).values()) == {"broken"}
    promised = msgspec.structs.replace(regression(), model=spec(model={"task": "regression", "risk": "limited"}).model)
    assert set(outcomes(None, promised).values()) == {"broken"}


def test_a_minimal_model_is_not_asked_unless_it_promises() -> None:
    assert asked(spec()) == []
    assert asked(spec(promises={"calibration": {"error": 0.1}})) != []


def numbers(root: Path, *, holdout_shift: float = 0.0, scale: float = 1.0) -> dict[str, str]:
    """The outcomes of a linear model of rows whose holdout differs from what was trained on."""
    promised = spec(
        model={"task": "regression", "risk": "limited"},
        data={"positive": None},
        promises={"headline": "r2", "quality": {"r2": {"at_least": 0.5}}},
    )
    draw = np.random.default_rng(9)
    frame = rows(3000).assign(y=lambda one: 3 * one["a"] + draw.normal(size=3000))
    honest = small(root, frame, spec=promised, model=_on_numbers(LinearRegression()))
    changed = honest.holdout["y"].to_numpy() * scale + holdout_shift
    scored = Scored(changed, honest.scored["model"].scores)
    one = Ground(honest.repo, frame, honest.model, honest.training, honest.holdout, {}, {"model": scored})
    return outcomes(measure(one), promised)


def _on_numbers(model: Any) -> Any:
    from sklearn.compose import make_column_transformer
    from sklearn.pipeline import make_pipeline

    return make_pipeline(make_column_transformer(("passthrough", ["a", "b"])), model)


def test_numbers_are_held_to_slope_bias_and_coverage(tmp_path: Path) -> None:
    kept = {"calibration-slope": "kept", "calibration-bias": "kept", "calibration-coverage": "kept"}

    assert numbers(tmp_path) == kept
    assert numbers(tmp_path, holdout_shift=1.0) == {
        **kept,
        "calibration-bias": "broken",
        "calibration-coverage": "broken",
    }
    assert numbers(tmp_path, scale=2.0)["calibration-slope"] == "broken"


def test_many_classes_are_judged_by_the_one_that_is_named(tmp_path: Path) -> None:
    promised = spec(
        model={"task": "multiclass", "risk": "limited"},
        data={"positive": None},
        promises={"headline": "log_loss", "quality": {"log_loss": {"at_most": 2.0}}},
    )
    draw = np.random.default_rng(9)
    frame = rows(3000).assign(y=lambda one: np.digitize(one["a"] + 0.7 * draw.normal(size=3000), [-0.5, 0.5]))
    ground = small(tmp_path, frame, spec=promised, model=_on_numbers(LogisticRegression()))

    assert "broken" not in outcomes(measure(ground), promised).values()
    sharp = warped(ground, lambda p: p**4 / (p**4).sum(axis=1, keepdims=True))
    assert outcomes(sharp, promised) == {
        "calibration-error": "broken",
        "calibration-slope": "broken",
        "calibration-rounded": "kept",
    }


@pytest.mark.parametrize(
    ("key", "value", "fact"),
    [
        ("slope", (1.1, 1.3), "give two numbers around 1"),
        ("coverage", 0.1, "does not fit a binary task"),
        ("bias", 1.0, "does not fit a binary task"),
    ],
)
def test_a_promise_that_cannot_be_is_refused(key: str, value: object, fact: str) -> None:
    from modelwright.spec.promised.calibration import contradictions

    [(keys, said)] = contradictions(spec(promises={"calibration": {key: value}}))

    assert keys == ("promises", "calibration", key)
    assert fact in said
