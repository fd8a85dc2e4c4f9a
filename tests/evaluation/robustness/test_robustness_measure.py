"""Holdout rows are broken, predicted, and compared with what the whole ones were worth."""

import json
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pandas as pd
import pytest
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.compose import ColumnTransformer
from sklearn.dummy import DummyClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder

from modelwright.evaluation.ground import Ground
from modelwright.evaluation.intervals import resample
from modelwright.evaluation.metrics import METRICS, Scored
from modelwright.evaluation.robustness.gates import asked, verdicts
from modelwright.evaluation.robustness.losing import Lead
from modelwright.evaluation.robustness.measure import measure
from modelwright.evidence import Evaluation, write_evidence
from modelwright.evidence.robustness import DamageKind, Robustness
from tests.evaluation.grounds import rows, small
from tests.evaluation.test_gates import GOOD
from tests.specs import regression, spec

PROMISED = spec(promises={"robustness": {}})
NOT_NULL = "expect_column_values_to_not_be_null"


def pipeline(encoder: Any = None, imputer: Any = "passthrough") -> Any:
    one_hot = OneHotEncoder(handle_unknown="ignore")
    encode = ColumnTransformer([("n", imputer, ["a", "b"]), ("c", encoder or one_hot, ["c"])])
    return make_pipeline(encode, LogisticRegression())


def found_in(folder: Path, model: Any, *expectations: dict[str, Any], frame: pd.DataFrame | None = None) -> Robustness:
    if expectations:
        suite = {"name": "rows", "expectations": [{"severity": "critical", **one} for one in expectations]}
        (folder / "expectations").mkdir(exist_ok=True)
        (folder / "expectations" / "rows.json").write_text(json.dumps(suite), encoding="utf-8")
    found = measure(small(folder, frame, spec=PROMISED, model=model))
    assert found is not None
    return found


def broken(found: Robustness) -> dict[str, str]:
    evaluation: Evaluation = msgspec.structs.replace(GOOD, robustness=found)
    judged = [*verdicts(PROMISED, evaluation)]
    assert [one.gate for one in judged] == asked(PROMISED)
    return {one.gate: one.measured for one in judged if not one.kept}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Robustness:
    """A model that knows what to do with a missing value, behind no suite."""
    return found_in(tmp_path_factory.mktemp("sound"), pipeline(imputer=SimpleImputer()))


def test_a_model_that_imputes_keeps_every_promise_about_small_damage(sound: Robustness) -> None:
    assert [*broken(sound)] == ["robustness-unnoticed"]
    assert not sound.expectations


def test_another_unit_of_the_feature_that_matters_costs_most(sound: Robustness) -> None:
    worst = max((one for one in sound.damages if one.loss), key=lambda one: one.loss.value if one.loss else 0)

    assert worst.columns[0] == "a"
    assert worst.loss is not None
    assert worst.loss.value > 0.5


def test_every_loss_says_how_it_was_made(sound: Robustness) -> None:
    assert {(one.loss.rows, one.loss.method) for one in sound.damages if one.loss} == {
        (sound.rows, "influence of rows")
    }


def test_the_same_ground_gives_the_same_evidence(made_up: Ground, tmp_path: Path) -> None:
    one, other = measure(made_up), measure(made_up)

    assert msgspec.json.encode(one) == msgspec.json.encode(other)
    assert one is not None
    write_evidence(tmp_path / "evaluation.json", one)  # nothing in it is infinite or not a number


def test_expectations_that_stop_a_unit_and_missing_values_make_it_kept(tmp_path: Path) -> None:
    between = {"a": (-5, 5), "b": (10, 30)}
    suite: list[dict[str, Any]] = [
        {"type": "expect_column_values_to_be_between", "kwargs": {"column": one, "min_value": low, "max_value": high}}
        for one, (low, high) in between.items()
    ]
    suite += [{"type": NOT_NULL, "kwargs": {"column": one}} for one in ("a", "b", "c")]
    quantiles = {"quantiles": [0.5], "value_ranges": [[-0.3, 0.3]]}
    suite += [
        {"type": "expect_column_quantile_values_to_be_between", "kwargs": {"column": "a", "quantile_ranges": quantiles}}
    ]
    frame = rows().assign(b=lambda rows: rows["b"] + 20)
    found = found_in(tmp_path, pipeline(imputer=SimpleImputer()), *suite, frame=frame)

    assert broken(found) == {}
    assert all(one.noticed for one in found.damages if one.kind in {"x100", "extreme", "half missing"})


def test_an_unfitted_place_for_missing_values_is_refused_unless_none_can_come(tmp_path: Path) -> None:
    """LogisticRegression raises an error for NaN: nobody put an imputer into the pipeline."""
    (tmp_path / "open").mkdir()
    (tmp_path / "guarded").mkdir()
    guarded = [{"type": NOT_NULL, "kwargs": {"column": one}} for one in ("a", "b", "c")]

    without = broken(found_in(tmp_path / "open", pipeline()))
    behind = broken(found_in(tmp_path / "guarded", pipeline(), *guarded))
    only_warned = broken(found_in(tmp_path / "open", pipeline(), *({**one, "severity": "warning"} for one in guarded)))

    fact = "the model refuses missing values (ValueError), and no critical expectation stops them"
    assert without["robustness-missing"] == only_warned["robustness-missing"] == fact
    assert "robustness-missing" not in behind


def test_an_encoder_that_knows_no_new_category_is_refused(tmp_path: Path) -> None:
    found = found_in(tmp_path, pipeline(OrdinalEncoder(), SimpleImputer()))

    assert broken(found)["robustness-unseen"].startswith("the model refuses unseen categories (ValueError)")


class Raw(ClassifierMixin, BaseEstimator):  # type: ignore[misc] # scikit-learn has no types
    """Goes by what it is told: `how` it takes columns, and what it says."""

    def __init__(self, how: str) -> None:
        self.how = how

    def fit(self, _X: Any, y: Any) -> "Raw":
        self.classes_ = np.unique(y)
        return self

    def predict(self, X: Any) -> Any:
        return self.predict_proba(X).argmax(axis=1)

    def predict_proba(self, X: Any) -> Any:
        if self.how == "position":
            values = pd.to_numeric(X.iloc[:, 0], errors="coerce").to_numpy(dtype=float)
        elif self.how == "fills":
            values = X["a"].to_numpy(dtype=float) if "a" in X else np.zeros(len(X))
        elif "a" not in X:
            raise KeyError("no such column")
        else:
            values = X["a"].to_numpy(dtype=float)
        if self.how != "log":
            values = np.nan_to_num(values)
        with np.errstate(all="ignore"):
            chance = 1 / (1 + np.exp(-np.clip(values, -30, 30)))
            chance = np.where(np.abs(values) > 1e6, np.log(values * 0), chance) if self.how == "log" else chance
        lost = 0.5 if self.how == "sum" and X.isna().to_numpy().any() else 0.0
        return np.column_stack([1 - lost - chance, chance]).clip(0, 1)


@pytest.mark.parametrize(
    ("how", "gate", "fact"),
    [
        ("position", "columns-by-name", "columns in another order change predictions"),
        ("fills", "columns-by-name", "without a, b, c it predicts all the same"),
        ("log", "finite-predictions", "predictions are none"),
        ("log", "columns-by-name", "it refuses rows without a, and does not say why"),
        ("sum", "finite-predictions", "predictions are none: missing values in a, b, c, half of a missing"),
    ],
)
def test_a_model_that_takes_anything_is_refused(tmp_path: Path, how: str, gate: str, fact: str) -> None:
    found = broken(found_in(tmp_path, Raw(how), frame=rows(600)))

    assert fact in found[gate]


def test_a_constant_model_has_nothing_to_lose(tmp_path: Path) -> None:
    found = found_in(tmp_path, DummyClassifier(), frame=rows(600))

    assert found.lead is None
    assert not any(one.loss for one in found.damages)


def test_of_many_features_some_are_broken_alone_and_named(tmp_path: Path) -> None:
    draw = np.random.default_rng(0)
    numbers = {f"n{place}": draw.normal(size=400) for place in range(30)}
    frame = pd.DataFrame({**numbers, "y": (numbers["n0"] > 0).astype(int)})
    asked_of = spec(features={"numeric": [*numbers], "categorical": []}, promises={"robustness": {"rows": 50}})
    found = measure(small(tmp_path, frame, spec=asked_of, model=LogisticRegression()))

    assert found is not None
    assert (found.features, len(found.alone), found.rows) == (30, 20, 50)
    assert len(found.damages) < 40


@pytest.mark.parametrize("dtype", ["category", "bool", "int64", "object"])
def test_names_of_any_type_can_be_broken(tmp_path: Path, dtype: str) -> None:
    frame = rows(500)
    frame["c"] = (frame["c"] == "x").astype(int) if dtype in {"bool", "int64"} else frame["c"]
    frame["c"] = frame["c"].astype(np.dtype(dtype) if dtype in {"bool", "int64", "object"} else "category")
    found = found_in(tmp_path, pipeline(imputer=SimpleImputer()), frame=frame)

    assert {"missing", "half missing"} <= {one.kind for one in found.damages if one.loss}


@pytest.mark.filterwarnings("ignore:Skipping features")  # of the baseline
def test_a_column_that_is_all_missing_or_constant_is_no_obstacle(tmp_path: Path) -> None:
    frame = rows(500).assign(b=np.nan)
    imputer = SimpleImputer(keep_empty_features=True)
    found = found_in(tmp_path, pipeline(imputer=imputer), frame=frame)

    assert "b" not in {one.columns[0] for one in found.damages if one.kind == "half missing"}


def test_two_rows_are_no_obstacle(tmp_path: Path) -> None:
    asked_of = spec(promises={"robustness": {"rows": 2}})
    found = measure(small(tmp_path, spec=asked_of, model=pipeline(imputer=SimpleImputer())))

    assert found is not None
    assert found.rows == 2


def test_a_number_is_broken_as_a_class_is(tmp_path: Path) -> None:
    from sklearn.linear_model import LinearRegression

    frame = rows(800).assign(y=lambda rows: 3 * rows["a"] + rows["b"])
    encode = ColumnTransformer(
        [("n", SimpleImputer(), ["a", "b"]), ("c", OneHotEncoder(handle_unknown="ignore"), ["c"])]
    )
    found = measure(small(tmp_path, frame, spec=regression(), model=make_pipeline(encode, LinearRegression())))

    assert found is not None
    halves = {one.columns[0]: one.loss for one in found.damages if one.kind == "half missing"}
    assert halves["a"] is not None
    assert halves["b"] is not None
    assert halves["a"].value > 3 * halves["b"].value > 0


@pytest.mark.parametrize("kind", ["half missing", "x100", "shift", "swapped"])
def test_a_loss_agrees_with_the_bootstrap(kind: DamageKind) -> None:
    """The interval by influence against 1,000 replicates of the same ratio."""
    draw = np.random.default_rng(1)
    size = {"half missing": 1.0, "x100": 0.1, "shift": 2.0, "swapped": 0.5}[kind]
    truth = (draw.random(1000) < 0.3).astype(float)
    model = Scored(truth, 1 / (1 + np.exp(-(2 * truth - 1 + draw.normal(size=1000)))))
    dummy = Scored(truth, np.full(1000, 0.3))
    worse = Scored(truth, 1 / (1 + np.exp(-(2 * truth - 1 + draw.normal(size=1000) * (1 + size)))))
    lead = Lead.of("roc_auc", model, dummy, confidence=0.95, blocks=None)
    assert lead is not None
    found = lead.lost(worse)

    weights = next(resample(1000, seed=0))
    clean, now, nothing = (METRICS["roc_auc"].compute(one, weights) for one in (model, worse, dummy))
    low, high = np.quantile((clean - now) / (clean - nothing), [0.025, 0.975])
    assert found is not None
    assert found.low == pytest.approx(low, abs=0.15 * (high - low))
    assert found.high == pytest.approx(high, abs=0.15 * (high - low))


def test_the_interval_of_a_loss_covers_it() -> None:
    """The truth is that of 400,000 rows; of 300 samples of 500 rows, 92 % or more hold it."""
    draw = np.random.default_rng(2)

    def sample(count: int) -> tuple[Scored, Scored, Scored]:
        truth = draw.normal(size=count)
        predicted = truth + 0.5 * draw.normal(size=count)
        return (
            Scored(truth, predicted),
            Scored(truth, np.zeros(count)),
            Scored(truth, predicted + 0.5 * draw.normal(size=count)),
        )

    def lost(count: int) -> Any:
        model, dummy, worse = sample(count)
        lead = Lead.of("mean_absolute_error", model, dummy, confidence=0.95, blocks=None)
        assert lead is not None
        return lead.lost(worse)

    truth = lost(400_000).value
    held = [found.low <= truth <= found.high for found in (lost(500) for _ in range(300))]

    assert 0.92 <= np.mean(held) <= 0.985
