"""A holdout that training knows already is refused; natural coincidences are not."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from modelwright.data.overlap import overlap, overlap_of
from modelwright.data.splits import is_holdout
from modelwright.errors import InputError
from modelwright.spec import Spec
from tests.data.rows import GROUPED, KEYED, rows
from tests.repos import ROOT
from tests.specs import regression, spec

TOLERATED = 0.01
CREDIT = spec(
    data={"keys": ("ID",), "target": "default.payment.next.month", "protected": ("SEX", "AGE", "MARRIAGE")},
    features={
        "numeric": (
            "LIMIT_BAL",
            *(f"PAY_{month}" for month in (0, 2, 3, 4, 5, 6)),
            *(f"{name}{month}" for name in ("BILL_AMT", "PAY_AMT") for month in range(1, 7)),
        ),
        "categorical": ("EDUCATION",),
    },
    split={"seed": 7},
)


@pytest.fixture(scope="module")
def credit() -> pd.DataFrame:
    return pd.read_parquet(ROOT / "template/data/credit_default.parquet")


def beans() -> tuple[pd.DataFrame, Spec]:
    frame = pd.read_parquet(ROOT / "template/data/dry_bean.parquet")
    wanted: dict[str, object] = {"headline": "log_loss", "quality": {"log_loss": {"at_most": 0.3}}}
    return frame, spec(
        model={"task": "multiclass"},
        data={"target": "Class", "positive": None},
        features={"numeric": tuple(frame.columns.drop("Class")), "categorical": ()},
        promises=wanted,
        split={"seed": 7},
    )


def bikes() -> tuple[pd.DataFrame, Spec]:
    frame = pd.read_parquet(ROOT / "template/data/bike_sharing_hourly.parquet")
    features: dict[str, object] = {
        "numeric": ("hr", "temp", "atemp", "hum", "windspeed", "yr", "mnth"),
        "categorical": ("season", "weekday", "holiday", "workingday", "weathersit"),
    }
    of = spec(
        model={"task": "regression"},
        data={"keys": ("instant",), "target": "cnt", "positive": None},
        features=features,
        split={"strategy": "time", "column": "dteday"},
        promises={"headline": "r2", "quality": {"r2": {"at_least": 0.5}}},
    )
    return frame.assign(dteday=pd.to_datetime(frame["dteday"])), of


def copied(frame: pd.DataFrame, of: Spec, share: float, noise: float) -> pd.DataFrame:
    """The rows, and some of them again with new keys and noise, in units of each column's spread."""
    numbers = list(of.features.numeric)
    again = frame.sample(frac=share, random_state=0)
    drawn = np.random.default_rng(0).normal(0, noise, (len(again), len(numbers)))
    quarters = frame[numbers].quantile([0.25, 0.75])
    again = again.astype(dict.fromkeys(numbers, float))
    again[numbers] += drawn * ((quarters.iloc[1] - quarters.iloc[0]) / 1.349).to_numpy()
    if of.data.keys:
        again = again.assign(**{of.data.keys[0]: np.arange(len(again)) + 10**7})
    return pd.concat([frame.astype(dict.fromkeys(numbers, float)), again], ignore_index=True)


def test_the_examples_are_not_refused(credit: pd.DataFrame) -> None:
    for frame, of in ((credit, CREDIT), beans(), bikes()):
        found = overlap(frame, of)

        assert found.facts(TOLERATED) == []
        assert found.share < 0.003


@pytest.mark.parametrize("noise", [0.0, 0.001, 0.005, 0.01])
def test_a_few_copied_rows_are_refused(credit: pd.DataFrame, noise: float) -> None:
    frame = copied(credit, CREDIT, 0.03, noise)

    found = overlap(frame, CREDIT)

    assert len(found.facts(TOLERATED)) == 1
    assert found.share > 0.04


def test_copies_of_rows_without_a_key_are_refused_as_soon_as_they_differ() -> None:
    """Equal rows have equal hashes and stay together; noise parts them."""
    frame, of = beans()

    assert overlap(copied(frame, of, 0.03, 0.0), of).facts(TOLERATED) == []
    assert overlap(copied(frame, of, 0.03, 0.005), of).facts(TOLERATED) != []


def test_rows_that_are_only_alike_in_their_keys_are_no_twins() -> None:
    frame = rows(400)
    held = is_holdout(frame, KEYED)

    assert overlap_of(frame[~held].assign(id=0), frame[held].assign(id=0), KEYED).equal == 0


def twins(**change: Any) -> tuple[int, int]:
    """Each holdout row is a training row, but for a change: how many are found equal, and how many near."""
    training = rows(300)
    holdout = training.tail(100).assign(id=lambda new: new["id"] + 10**6)
    found = overlap_of(training, holdout.assign(**change), KEYED)
    assert found.rows == 100
    return found.equal, found.near


def test_what_makes_a_twin() -> None:
    last = rows(300).tail(100)

    assert twins() == (100, 0)
    assert twins(a=last["a"] + 1e-3) == (0, 100)
    assert twins(a=last["a"] + 1) == (0, 0)
    assert twins(c=" " + last["c"].str.upper() + "  ") == (0, 100)
    assert twins(c="z") == (0, 0)
    assert twins(y=1 - last["y"]) == (0, 0)
    assert twins(day=pd.Timestamp("2031-01-01")) == (100, 0)
    assert twins(a=np.nan) == (0, 0)


def test_a_missing_number_is_near_to_a_missing_one() -> None:
    training = rows(300).assign(a=np.nan)
    holdout = training.tail(100).assign(b=lambda new: new["b"] + 1e-3)

    assert overlap_of(training, holdout, KEYED).near == 100


def test_a_target_that_is_a_number_may_differ_a_little() -> None:
    training = rows(300).assign(y=lambda new: new["a"] * 7)
    holdout = training.tail(100).assign(y=lambda new: new["y"] + 1e-3)

    assert overlap_of(training, holdout, regression()).near == 100


def test_a_group_on_both_sides_is_refused_even_in_another_spelling() -> None:
    frame = rows(600)
    held = is_holdout(frame, GROUPED)
    training, holdout = frame[~held], frame[held]

    assert overlap_of(training, holdout, GROUPED).facts(1.0) == []
    shouted = holdout.assign(customer=training["customer"].iloc[0].upper() + " ")
    assert overlap_of(training, shouted, GROUPED).facts(1.0) == ["1 groups have rows on both sides"]


def test_the_fact_says_how_many_and_how_many_are_tolerated() -> None:
    training = rows(300)

    [fact] = overlap_of(training, training.tail(100), KEYED).facts(0.5)

    assert fact == (
        "100 of 100 holdout rows have an equal row in training, and 0 a near-duplicate: 100.00%, more than 50.00%"
    )


@pytest.mark.parametrize(
    ("training", "holdout", "fact"),
    [
        (rows(9), rows(9).head(0), "9 rows of training and 0 rows of holdout"),
        (rows(9).drop(columns="a"), rows(9), "'a' is not a column of the rows"),
    ],
)
def test_what_cannot_be_compared_is_said(training: pd.DataFrame, holdout: pd.DataFrame, fact: str) -> None:
    with pytest.raises(InputError, match=f"^split: {fact}"):
        overlap_of(training, holdout, KEYED)
