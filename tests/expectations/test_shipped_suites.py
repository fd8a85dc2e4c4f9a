"""Expectations bite, on the three data sets that are shipped: each is met, and each can be broken."""

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from modelwright.engines.frames import FrameSource
from modelwright.expectations.validation import validate
from modelwright.repo import Repo
from tests.conftest import Render
from tests.repos import ROOT

CORRUPTIONS: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "credit_default: half of the limits missing": lambda d: d.assign(LIMIT_BAL=d["LIMIT_BAL"].where(d.index % 2 == 0)),
    "credit_default: limits in another unit": lambda d: d.assign(LIMIT_BAL=d["LIMIT_BAL"] * 100),
    "credit_default: limits in thousands": lambda d: d.assign(LIMIT_BAL=d["LIMIT_BAL"] / 1000),
    "credit_default: bills in another unit": lambda d: d.assign(BILL_AMT1=d["BILL_AMT1"] / 30),
    "credit_default: a customer twice": lambda d: pd.concat([d, d.head(1)]),
    "credit_default: half of the customers": lambda d: d.head(15_000),
    "credit_default: an unknown outcome": lambda d: d.assign(**{"default.payment.next.month": 2}),
    "credit_default: outcomes turned round": lambda d: d.assign(
        **{"default.payment.next.month": 1 - d["default.payment.next.month"]}
    ),
    "credit_default: an undocumented status": lambda d: d.assign(PAY_0=d["PAY_0"] - 5),
    "credit_default: a negative payment": lambda d: d.assign(PAY_AMT3=-d["PAY_AMT3"] - 1),
    "credit_default: a child": lambda d: d.assign(AGE=d["AGE"].where(d.index > 0, 7)),
    "dry_bean: an eighth variety": lambda d: d.assign(Class=d["Class"].replace("SIRA", "LENTIL")),
    "dry_bean: axes mixed up": lambda d: d.rename(
        columns={"MajorAxisLength": "MinorAxisLength", "MinorAxisLength": "MajorAxisLength"}
    ),
    "dry_bean: a ratio in percent": lambda d: d.assign(Solidity=d["Solidity"] * 100),
    "dry_bean: areas in another unit": lambda d: d.assign(Area=d["Area"] / 10),
    "dry_bean: a measurement missing": lambda d: d.assign(Extent=d["Extent"].where(d.index > 5)),
    "bike_sharing_hourly: an hour twice": lambda d: pd.concat([d, d.tail(1)]),
    "bike_sharing_hourly: hours from 1 to 24": lambda d: d.assign(hr=d["hr"] + 1),
    "bike_sharing_hourly: temperature in degrees": lambda d: d.assign(temp=d["temp"] * 41),
    "bike_sharing_hourly: one year only": lambda d: d[d["yr"] == 0],
    "bike_sharing_hourly: a demand below zero": lambda d: d.assign(cnt=-d["cnt"]),
    "bike_sharing_hourly: a third year": lambda d: d.assign(yr=2),
}


def broken_by(name: str, frame: pd.DataFrame, tmp_path: Path) -> dict[str, list[str]]:
    """The broken expectations of a suite, by severity."""
    text = (ROOT / "tests" / "expectations" / "model.toml").read_text(encoding="utf-8")
    (tmp_path / "model.toml").write_text(text.replace("NAME", name), encoding="utf-8")
    for folder, suffix in (("data", "parquet"), ("expectations", "json")):
        (tmp_path / folder).mkdir(exist_ok=True)
        target = tmp_path / folder / f"{name}.{suffix}"
        target.write_bytes((ROOT / "template" / folder / f"{name}.{suffix}").read_bytes())
    found = validate(Repo(tmp_path), source=FrameSource(frame))
    broken: dict[str, list[str]] = {"critical": [], "warning": []}
    for one in found.results:
        if not one.met:
            broken[one.severity].append(one.reason)
    return broken


@pytest.mark.parametrize("name", ["credit_default", "dry_bean", "bike_sharing_hourly"])
def test_the_shipped_data_meet_their_expectations(name: str, tmp_path: Path) -> None:
    frame = pd.read_parquet(ROOT / "template" / "data" / f"{name}.parquet")

    assert broken_by(name, frame, tmp_path) == {"critical": [], "warning": []}


@pytest.mark.parametrize("corruption", CORRUPTIONS)
def test_corrupted_data_are_refused(corruption: str, tmp_path: Path) -> None:
    name = corruption.partition(":")[0]
    frame = CORRUPTIONS[corruption](pd.read_parquet(ROOT / "template" / "data" / f"{name}.parquet"))

    assert broken_by(name, frame, tmp_path)["critical"], corruption


@pytest.mark.parametrize("task", ["binary", "multiclass", "regression"])
def test_no_feature_key_or_target_may_go_missing(task: str, render: Render, tmp_path: Path) -> None:
    repo = Repo(render(tmp_path / "repo", task=task))
    expected = json.loads(repo.suite_path.read_text(encoding="utf-8"))["expectations"]

    never_null = {one["kwargs"]["column"] for one in expected if one["type"] == "expect_column_values_to_not_be_null"}

    assert {*repo.spec.features.names, *repo.spec.data.keys, repo.spec.data.target} - never_null == set()


@pytest.mark.parametrize(
    "suite", sorted((ROOT / "template" / "expectations").glob("*.json")), ids=lambda path: path.stem
)
def test_every_expectation_gives_its_reason(suite: Path) -> None:
    for expectation in json.loads(suite.read_text(encoding="utf-8"))["expectations"]:
        assert expectation["meta"]["reason"], expectation
        assert expectation["severity"] in {"critical", "warning"}
