"""Rows are changed as a case says, and those that behave are counted."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pandas as pd
import pytest
from sklearn.base import BaseEstimator, ClassifierMixin

from modelwright.errors import InputError
from modelwright.evaluation.behaviour.changes import written_out
from modelwright.evaluation.behaviour.measure import measure, share_of
from modelwright.evaluation.ground import Ground
from modelwright.evidence.behaviour import Case
from modelwright.spec import Spec
from modelwright.spec.promised.behaviour import Minimum
from tests.evaluation.grounds import RepoOf, rows, small
from tests.specs import spec


def with_cases(ground: Ground, **cases: dict[str, Any]) -> Ground:
    """The same ground with other cases."""
    plain = {kind: {name: {"reason": "r", **one} for name, one in found.items()} for kind, found in cases.items()}
    return asking(ground, spec(promises={"behaviour": plain}))


def asking(ground: Ground, asked: Spec) -> Ground:
    """The same ground with another spec."""
    return replace(ground, repo=RepoOf(ground.repo.root, asked))


def measured(ground: Ground, **cases: dict[str, Any]) -> dict[str, Case]:
    found = measure(with_cases(ground, **cases))
    assert found is not None
    return {one.name: one for one in found.cases}


def test_a_model_that_goes_the_right_way_behaves_in_every_row(made_up: Ground) -> None:
    found = measured(made_up, direction={"up": {"must_not": "fall", "add": {"a": 1}}})["up"]

    assert found.share is not None
    assert found.share.value == 1
    assert found.worst == 0


def test_a_model_that_goes_the_wrong_way_behaves_in_none(made_up: Ground) -> None:
    found = measured(made_up, direction={"up": {"must_not": "rise", "add": {"a": 1}}})["up"]

    assert found.share is not None
    assert found.share.value == 0
    assert found.worst == pytest.approx(0.35, abs=0.15)


def test_a_tolerance_lets_small_steps_pass(made_up: Ground) -> None:
    wrong = {"must_not": "rise", "add": {"a": 0.01}}
    found = measured(made_up, direction={"strict": wrong, "lenient": wrong | {"tolerance": 0.01}})

    assert found["strict"].share is not None
    assert found["lenient"].share is not None
    assert (found["strict"].share.value, found["lenient"].share.value) == (0, 1)


def test_a_column_that_does_not_matter_may_be_shuffled(made_up: Ground) -> None:
    cases = {name: {"shuffle": [name], "at_most": 0.1} for name in ("a", "b")}
    found = measured(made_up, invariance=cases)

    assert found["b"].share is not None
    assert found["a"].share is not None
    assert found["b"].share.value > 0.99
    assert found["a"].share.value < 0.6


def test_only_the_rows_that_a_case_is_about_are_changed(made_up: Ground) -> None:
    about = {"c": ["x", "y"]}
    found = measured(
        made_up, direction={"some": {"must_not": "fall", "set": {"c": "z"}, "where": about, "above": {"a": 0.0}}}
    )["some"]
    held = made_up.holdout

    assert found.share is not None
    assert found.share.rows == int((held["c"].isin(["x", "y"]) & (held["a"] > 0)).sum())


def test_rows_that_are_as_they_were_do_not_count(made_up: Ground) -> None:
    found = measured(made_up, invariance={"set": {"set": {"c": "x"}, "at_most": 1}})["set"]

    assert found.share is not None
    assert found.share.rows == int((made_up.holdout["c"] != "x").sum())


def test_a_number_stays_within_what_training_held(made_up: Ground) -> None:
    highest = float(made_up.training["a"].max())
    found = measured(made_up, direction={"up": {"must_not": "fall", "add": {"a": 1}, "above": {"a": highest}}})["up"]

    assert found.share is None  # nothing is left to change, and the gate says so


def test_at_most_so_many_rows_are_drawn(made_up: Ground) -> None:
    few = spec(
        promises={"behaviour": {"rows": 50, "direction": {"up": {"reason": "r", "must_not": "fall", "add": {"a": 1}}}}}
    )
    found = measure(asking(made_up, few))

    assert found is not None
    assert found.cases[0].share is not None
    assert found.cases[0].share.rows == 50


def test_a_case_that_is_written_out_is_predicted(made_up: Ground) -> None:
    low, high = ({"case": {"a": a, "b": 0, "c": "z"}, "at_least": 0.5} for a in (-3, 3))
    found = measured(made_up, minimum={"low": low, "high": high})

    assert found["low"].prediction is not None
    assert found["low"].prediction < 0.1
    assert found["high"].prediction is not None
    assert found["high"].prediction > 0.9


def test_what_a_case_leaves_out_is_typical_of_the_training_rows(made_up: Ground) -> None:
    training = made_up.training[["a", "b", "c"]]
    short = Minimum(reason="r", case={"a": 3}, at_least=0.5)

    row = written_out(short, training, categorical=("c",))

    assert row["a"].tolist() == [3]
    assert row["b"].item() == training["b"].quantile(0.5, interpolation="lower")
    assert row["c"].item() == training["c"].mode()[0]
    assert row.dtypes.equals(training.dtypes)


def test_the_same_ground_gives_the_same_evidence(made_up: Ground) -> None:
    ground = with_cases(made_up, invariance={"noise": {"noise": {"a": 0.1}, "at_most": 0.02}})

    assert msgspec.json.encode(measure(ground)) == msgspec.json.encode(measure(ground))


@pytest.mark.parametrize(
    ("case", "fact"),
    [
        ({"set": {"c": "w"}}, r"direction\.one\.set: 'c' is never 'w' in the training rows"),
        ({"set": {"c": 1}}, r"direction\.one\.set: 'c' is never 1 in the training rows"),
        ({"add": {"a": 1}, "where": {"d": [1]}}, r"direction\.one\.where: 'd' is not a column of the data"),
        ({"add": {"a": 1}, "above": {"c": 1}}, r"direction\.one\.above: 'c' holds str, which is not a number"),
    ],
)
def test_what_the_rows_do_not_have_is_named(made_up: Ground, case: dict[str, Any], fact: str) -> None:
    with pytest.raises(InputError, match=fact):
        measured(made_up, direction={"one": {"must_not": "fall", **case}})


def test_the_line_of_the_case_is_named(made_up: Ground, tmp_path: Path) -> None:
    (tmp_path / "model.toml").write_text(
        "[promises.behaviour.direction.other]\n[promises.behaviour.direction.one]\nset = { c = 'w' }\n"
    )
    asked = spec(promises={"behaviour": {"direction": {"one": {"reason": "r", "must_not": "fall", "set": {"c": "w"}}}}})
    with pytest.raises(InputError, match=r"model\.toml:3: "):
        measure(replace(made_up, repo=RepoOf(tmp_path, asked)))


class Odd(ClassifierMixin, BaseEstimator):  # type: ignore[misc] # scikit-learn has no types
    """Knows two classes; beyond `limit` it says NaN, or raises."""

    def __init__(self, limit: float = 1.0, *, raises: bool = False) -> None:
        self.limit = limit
        self.raises = raises

    def fit(self, _X: Any, y: Any) -> "Odd":
        self.classes_ = np.unique(y)
        return self

    def predict(self, X: Any) -> Any:
        return self.predict_proba(X).argmax(axis=1)

    def predict_proba(self, X: Any) -> Any:
        if self.raises and (X["b"] > self.limit).any():
            raise ValueError("a value of a row: 4711")
        chance = np.where(X["b"] > self.limit, np.nan, 1 / (1 + np.exp(-X["a"])))
        return np.column_stack([1 - chance, chance])


@pytest.mark.parametrize("raises", [False, True])
def test_rows_that_a_model_cannot_predict_do_not_behave(tmp_path: Path, *, raises: bool) -> None:
    frame = rows(400)
    frame["b"] = frame["b"].clip(-1, 1)
    case = {"direction": {"far": {"reason": "r", "must_not": "fall", "set": {"b": 50.0}}}}
    ground = small(tmp_path, frame, spec=spec(promises={"behaviour": case}), model=Odd(raises=raises))

    found = measure(ground)

    assert found is not None
    [one] = found.cases
    assert one.refused == ("ValueError" if raises else "")
    assert "4711" not in msgspec.json.encode(found).decode()
    if not raises:
        assert one.share is not None
        assert one.share.value == 0
        assert one.not_finite == one.share.rows
        assert one.worst is None


def test_many_classes_are_watched_all_or_one(tmp_path: Path) -> None:
    frame = rows(900).assign(y=lambda rows: pd.cut(rows["a"], [-9, -0.5, 0.5, 9], labels=["l", "m", "h"]).astype(str))
    promises: dict[str, object] = {
        "headline": "log_loss",
        "quality": {"log_loss": {"at_most": 1}},
        "behaviour": {
            "direction": {"up": {"reason": "r", "must_not": "fall", "of": "h", "add": {"a": 0.5}}},
            "invariance": {"b": {"reason": "r", "shuffle": ["b"], "at_most": 0.2}},
            "minimum": {"far": {"reason": "r", "predicts": "h", "case": {"a": 2, "b": 0, "c": "x"}}},
        },
    }
    asked = spec(model={"task": "multiclass"}, data={"positive": None}, promises=promises)
    found = measure(small(tmp_path, frame, spec=asked))

    assert found is not None
    still, up, far = found.cases
    assert still.share is not None
    assert up.share is not None
    assert (still.share.value > 0.95, up.share.value > 0.95, far.label) == (True, True, "h")


def test_a_class_that_there_is_not_is_named(tmp_path: Path) -> None:
    frame = rows(300).assign(y=lambda rows: np.where(rows["a"] > 0, "h", np.where(rows["b"] > 0, "m", "l")))
    case = {"reason": "r", "must_not": "fall", "of": "hh", "add": {"a": 0.5}}
    promises: dict[str, object] = {"headline": "log_loss", "quality": {"log_loss": {"at_most": 1}}}
    asked = spec(
        model={"task": "multiclass"},
        data={"positive": None},
        promises={**promises, "behaviour": {"direction": {"up": case}}},
    )

    with pytest.raises(InputError, match=r"up\.of: 'hh' is not a class; there are h, l, m"):
        measure(small(tmp_path, frame, spec=asked))


@pytest.mark.parametrize("alike", [0.0, 0.9])
def test_the_interval_covers_a_share_of_rows_that_come_in_blocks(alike: float) -> None:
    """Of 600 draws of 40 blocks of 25 rows, whose rows are alike or not, 93 % or more hold the truth."""
    draw = np.random.default_rng(0)
    truth, held, count = 0.9, 0, 600
    blocks = np.repeat(np.arange(40), 25)
    for _ in range(count):
        shared = np.repeat(draw.random(40), 25)
        chance = np.where(draw.random(1000) < alike, shared, draw.random(1000))
        found = share_of(chance < truth, 0.95, blocks)
        held += found.low <= truth <= found.high

    assert 0.925 <= held / count <= 0.985


def test_where_every_row_behaves_blocks_are_what_is_counted() -> None:
    blocks = np.repeat(np.arange(10), 100)

    assert share_of(np.ones(1000, dtype=bool), 0.95, blocks).low == pytest.approx(0.72, abs=0.01)
    assert share_of(np.ones(1000, dtype=bool), 0.95, None).low > 0.99
