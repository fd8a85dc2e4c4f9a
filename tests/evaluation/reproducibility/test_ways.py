"""A model says the same however it is asked, and one that does not is named with the way."""

import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from modelwright.evaluation.ground import Ground
from modelwright.evaluation.reproducibility import ways as ways_of
from modelwright.evaluation.reproducibility.apart import difference_of_tables, largest_difference
from modelwright.evaluation.reproducibility.measure import measure
from modelwright.evaluation.reproducibility.seeds import seeds
from modelwright.evidence.reproducibility import Way
from tests.evaluation.grounds import rows, small
from tests.evaluation.leaks.teams import team
from tests.specs import spec

TOLERANCE = 1e-6
ONLINE: dict[str, Any] = {"model": {"serving": "online"}}


def by_name(ground: Ground) -> dict[str, Way]:
    return {one.name: one for one in measure(ground).ways}


def numbers(estimator: Any) -> Any:
    return make_pipeline(ColumnTransformer([("n", "passthrough", ["a", "b"])]), estimator)


def test_an_honest_model_says_the_same_in_every_way(made_up: Ground) -> None:
    found = measure(made_up)

    assert [one.name for one in found.ways] == ["saved", "shuffled", "single", "json"]
    assert all(one.deviation is not None and one.deviation <= 1e-9 for one in found.ways)
    assert found.ways[0].rows > found.ways[2].rows == 20
    assert (found.seeds.unset, found.seeds.deviation) == (("logisticregression__random_state",), 0.0)


def test_a_saved_model_is_compared_byte_by_byte(tmp_path: Path) -> None:
    from modelwright.model_file import dump

    ground = small(tmp_path)
    assert measure(ground).same_bytes is None
    ground.repo.model_path.parent.mkdir()
    ground.repo.model_path.write_bytes(dump(ground.model))
    assert measure(ground).same_bytes is True
    ground.repo.model_path.write_bytes(b"another")
    assert measure(ground).same_bytes is False


class ByBatch(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Ranks each row among those that it is asked together with."""

    def fit(self, _X: Any, y: Any) -> "ByBatch":
        self.classes_ = np.unique(y)
        return self

    def predict_proba(self, X: Any) -> Any:
        ranks = pd.DataFrame(np.asarray(X)).rank(pct=True).to_numpy()[:, 0]
        return np.column_stack([1 - ranks, ranks])


class ByPlace(ByBatch):
    """Goes by the place of a row in its batch."""

    def predict_proba(self, X: Any) -> Any:
        share = np.linspace(0, 1, len(X)) if len(X) > 1 else np.array([0.5])
        return np.column_stack([1 - share, share])


class ByType(ByBatch):
    """Takes a number for another one once JSON has made a whole number of it."""

    def predict_proba(self, X: Any) -> Any:
        whole = float(all(kind.kind == "i" for kind in X.dtypes))
        return np.tile([1 - whole, whole], (len(X), 1))


def without_saving(monkeypatch: pytest.MonkeyPatch) -> None:
    """These models are of this test's own types, which are not saved."""
    monkeypatch.setattr(ways_of, "dump", lambda _model: b"")
    monkeypatch.setattr(ways_of, "_saved", lambda _asked, _archive: 0.0)


@pytest.mark.parametrize(
    ("estimator", "wrong"),
    [
        (ByBatch(), {"single"}),
        (ByPlace(), {"shuffled", "single"}),
    ],
)
def test_a_model_that_goes_by_the_batch_is_named(
    estimator: Any, wrong: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_saving(monkeypatch)

    found = by_name(small(tmp_path, model=numbers(estimator)))

    assert {name for name, way in found.items() if way.deviation is None or way.deviation > TOLERANCE} == wrong


def test_a_model_that_goes_by_the_type_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_saving(monkeypatch)
    frame = rows().assign(a=lambda one: one["a"].round(), b=1.0)
    typed = spec(features={"numeric": ["a", "b"], "categorical": []})

    found = by_name(small(tmp_path, frame, spec=typed, model=ByType()))

    assert found["json"].deviation == 1.0
    assert found["shuffled"].deviation == 0.0


def test_a_model_that_cannot_be_saved_is_named_with_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> float:
        raise TypeError("untrusted type\nand more")

    monkeypatch.setattr(ways_of, "_saved", refuse)

    way = by_name(small(tmp_path))["saved"]

    assert (way.deviation, way.why_not) == (None, "TypeError: untrusted type")


SERVE = """
import os
from functools import lru_cache
import pandas as pd
from types import SimpleNamespace

FACTOR = {factor}

@lru_cache(maxsize=1)
def model():
    return os.environ["MODEL_PATH"]

def predict_rows(rows: list[dict[str, float | str | None]]):
    frame = pd.DataFrame(rows)
    assert model().endswith("model.skops")
    return [{{"probability_1": float(value) * FACTOR}} for value in frame["a"].abs() / 10]

app = SimpleNamespace(routes=[SimpleNamespace(path="{path}", endpoint=predict_rows)])
"""
PREDICT = """
import pandas as pd

def predict(model, rows):
    return pd.DataFrame({"probability_1": rows["a"].abs() / 10}, index=rows.index)
"""


@pytest.mark.parametrize(
    ("factor", "path", "deviation"), [(1, "/predict", 0.0), (0.5, "/predict", 0.1), (1, "/else", None)]
)
def test_the_online_service_is_asked_by_its_route(
    factor: float, path: str, deviation: float | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Adapter:  # as pydantic's, which the kit itself does not install
        def __init__(self, kind: Any) -> None:
            assert "dict" in str(kind)

        def validate_python(self, records: Any) -> Any:
            return records

    monkeypatch.setitem(sys.modules, "pydantic", SimpleNamespace(TypeAdapter=Adapter))
    monkeypatch.delenv("MODEL_PATH", raising=False)
    ground = team(tmp_path, "return frame", **ONLINE)
    package = tmp_path / "src" / ground.spec.model.package
    (package / "predict.py").write_text(PREDICT, encoding="utf-8")
    (package / "serve.py").write_text(SERVE.format(factor=factor, path=path), encoding="utf-8")
    ground.repo.model_path.parent.mkdir()
    ground.repo.model_path.write_bytes(b"model")

    way = by_name(ground)["online"]

    if deviation is None:
        assert (way.deviation, way.why_not) == (None, "NoRoute: serve.py has no route /predict")
    else:
        assert way.deviation is not None
        assert (way.deviation > TOLERANCE) == (deviation > 0)


def test_what_is_exported_is_compared_where_it_lies_beside_the_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ground = small(tmp_path, model=numbers(LogisticRegression()))
    path = ground.repo.model_path.with_suffix(".onnx")
    path.parent.mkdir()
    path.write_bytes(b"onnx")

    class Session:
        shift = 0.0

        def __init__(self, _path: str, *, providers: list[str]) -> None:
            assert providers == ["CPUExecutionProvider"]

        def get_inputs(self) -> Any:
            kinds = {"a": "tensor(float)", "b": "tensor(float)", "c": "tensor(string)"}
            return [SimpleNamespace(name=name, type=kind) for name, kind in kinds.items()]

        def run(self, _names: None, given: dict[str, Any]) -> Any:
            frame = pd.DataFrame({name: values[:, 0] for name, values in given.items()})
            assert frame["a"].dtype == np.float32
            said = ground.model.predict_proba(frame.astype({"a": float, "b": float})) + self.shift
            return [said.argmax(axis=1), [dict(enumerate(row)) for row in said.tolist()]]

    runtime = ModuleType("onnxruntime")
    runtime.InferenceSession = Session  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "onnxruntime", runtime)

    close = by_name(ground)["onnx"].deviation
    Session.shift = 0.01
    far = by_name(ground)["onnx"].deviation

    assert close is not None
    assert 0 < close < 1e-4, "its numbers are shorter"
    assert far == pytest.approx(0.01, abs=1e-4)
    path.unlink()
    assert "onnx" not in by_name(ground)


@pytest.mark.parametrize(
    ("estimator", "unset", "matters"),
    [
        (RandomForestClassifier(5, random_state=0), (), False),
        (RandomForestClassifier(5), ("randomforestclassifier__random_state",), True),
        (
            RandomForestClassifier(5, random_state=np.random.RandomState(0)),
            ("randomforestclassifier__random_state",),
            True,
        ),
        (HistGradientBoostingClassifier(max_iter=5), ("histgradientboostingclassifier__random_state",), False),
        (
            HistGradientBoostingClassifier(max_iter=5, early_stopping=True),
            ("histgradientboostingclassifier__random_state",),
            True,
        ),
    ],
)
def test_a_seed_that_was_removed_is_named_where_it_matters(
    estimator: Any, unset: tuple[str, ...], *, matters: bool, tmp_path: Path
) -> None:
    found = seeds(small(tmp_path, rows(600), model=numbers(estimator)))

    assert found.unset == unset
    assert (found.deviation > TOLERANCE) == matters


def test_numbers_are_compared_by_their_spread_and_probabilities_as_they_are() -> None:
    assert largest_difference([0.1, 0.2], [0.1, 0.3]) == pytest.approx(0.1)
    assert largest_difference([100.0, 300.0], [100.0, 320.0]) == pytest.approx(0.1)
    assert largest_difference([5.0, 5.0], [5.0, 6.0]) == 1.0
    assert largest_difference([0.1, np.nan], [0.1, 0.2]) == 1.0
    assert largest_difference([0.1], [0.1, 0.2]) == 1.0
    assert largest_difference([], []) == 0.0


def test_tables_are_compared_by_probabilities_then_numbers_then_names() -> None:
    one = pd.DataFrame({"prediction": [0, 1], "probability_1": [0.5, 0.9]})
    assert difference_of_tables(one, one.assign(prediction=[1, 1])) == 0.0, "a tie"
    assert difference_of_tables(one, one.assign(probability_1=[0.5, 0.8])) == pytest.approx(0.1)
    assert difference_of_tables(one[["prediction"]], one[["prediction"]] + 1) == 1.0
    assert difference_of_tables(pd.DataFrame({"p": ["x"]}), pd.DataFrame({"p": ["y"]})) == 1.0
    assert difference_of_tables(one, one.assign(probability_1=["0.5", "0.9"])) == 1.0
    assert difference_of_tables(one, one.drop(columns="prediction")) == 1.0
