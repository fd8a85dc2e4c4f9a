"""Data of a few hundred rows, as people bring them: wines, flowers, tumours and patients of scikit-learn."""

from functools import cache
from typing import Any, NamedTuple

import numpy as np
import polars as pl
import pytest

from modelwright.challenge.score import challenge_suite, mean_over_kinds
from modelwright.expectations.suite import Expectation, Suite
from modelwright.spec import Spec
from tests.proposals.examples import alarms, propose
from tests.specs import regression, spec

# What a suite of a model of the least risk notices at least.
FLOOR = 0.7
NAMES = ("wine", "iris", "breast_cancer", "diabetes")


class Few(NamedTuple):
    """A data set, and what a team would say of it."""

    frame: pl.DataFrame
    of: Spec


@cache
def few(name: str, *, shuffled: bool = False) -> Few:
    """Wines and flowers are sorted by their class, as scikit-learn gives them."""
    from sklearn import datasets

    whole: Any = getattr(datasets, f"load_{name}")(as_frame=True, **({"scaled": False} if name == "diabetes" else {}))
    frame = pl.from_pandas(whole.frame)
    if shuffled:
        frame = frame.sample(fraction=1.0, shuffle=True, seed=5)
    frame = frame.with_row_index("id").with_columns(pl.col("id").cast(pl.Int64))
    numbers = [one for one in frame.columns if one not in {"id", "target"}]
    features: dict[str, object] = {"numeric": numbers, "categorical": []}
    data: dict[str, object] = {"target": "target", "keys": ["id"]}
    if name == "diabetes":
        promises = {"headline": regression().promises.headline, "quality": {"r2": {"at_least": 0.1}}}
        task: dict[str, Any] = {"model": {"task": "regression"}, "promises": promises}
        return Few(frame, spec(data={**data, "positive": None}, features=features, **task))
    if name == "breast_cancer":
        return Few(frame, spec(data=data, features=features))
    promises = {"headline": "log_loss", "quality": {"log_loss": {"at_most": 1.0}}}
    task = {"model": {"task": "multiclass"}, "promises": promises}
    return Few(frame, spec(data={**data, "positive": None}, features=features, **task))


@pytest.mark.parametrize("name", NAMES)
def test_what_is_proposed_of_few_rows_notices_what_the_least_risk_asks_for(name: str) -> None:
    frame, of = few(name)

    found = challenge_suite(of, Suite(name, tuple(propose(of, frame))), frame.lazy())

    unnoticed = [(one.kind, one.column) for one in found.corruptions if not one.noticed]
    assert mean_over_kinds(found.corruptions) >= FLOOR + 0.05, unnoticed
    assert {"constant", "category-unseen", "codes-shifted"}.isdisjoint(kind for kind, _ in unnoticed)


@pytest.mark.parametrize("shuffled", [False, True], ids=["sorted", "shuffled"])
@pytest.mark.parametrize("name", NAMES)
def test_one_half_of_few_rows_breaks_nothing_that_the_other_proposes(name: str, *, shuffled: bool) -> None:
    frame, of = few(name, shuffled=shuffled)

    for seed in range(2):
        chosen = pl.Series(np.random.default_rng(seed).random(frame.height) < 0.5)
        assert alarms(propose(of, frame.filter(chosen)), frame.filter(~chosen)) == []


@pytest.mark.parametrize("name", ["wine", "iris"])
def test_a_range_of_few_rows_is_not_absurd(name: str) -> None:
    """From seven blocks of a file that is sorted, malic acid of 0.74 to 5.8 would reach from 0.09 to 160."""
    frame, of = few(name)
    proposed = propose(of, frame)

    for column in of.features.numeric:
        [bounds] = [one.kwargs for one in proposed if _is_range(one, column)]
        low, high = float(frame[column].min()), float(frame[column].max())  # type: ignore[arg-type] # numbers
        assert high <= bounds["max_value"] <= high + 2.2 * (high - low), column
        assert low >= bounds["min_value"] >= max(0, low - 1.1 * (high - low)), column


def _is_range(one: Expectation, column: str) -> bool:
    is_between = one.type == "expect_column_values_to_be_between" and one.column == column
    return is_between and one.severity == "critical"


def test_labels_that_are_swapped_are_noticed_where_features_tell_the_classes_apart() -> None:
    frame, of = few("breast_cancer")

    swapped = frame.with_columns(target=1 - pl.col("target"))

    assert alarms(propose(of, frame), swapped)
