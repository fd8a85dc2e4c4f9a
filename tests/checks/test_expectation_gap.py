"""Only an expectation on values covers a column."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.checks.model_repos import SPEC, changed, found, write

SUITE = "expectations/churn.json"


def gaps(root: Path, *expectations: dict[str, Any], spec: str = SPEC) -> list[str]:
    """The columns without an expectation, where all others have one."""
    covered = [one("expect_column_values_to_not_be_null", column=name) for name in ("customer", "age", "left")]
    write(root, {"model.toml": spec, SUITE: json.dumps({"name": "churn", "expectations": [*covered, *expectations]})})
    return [line.rpartition("'")[0].rpartition("'")[2] for line in found("expectation-gap", root)]


def one(name: str, *, key: str = "type", **kwargs: object) -> dict[str, Any]:
    return {key: name, "kwargs": kwargs}


@pytest.mark.parametrize(
    "expectation",
    [
        one("expect_column_values_to_be_between", column="calls", min_value=0),
        one("expect_column_values_to_be_of_type", column="calls", type_="int64"),
        one("expect_column_mean_to_be_between", column="calls", min_value=0),
        one("expect_column_pair_values_a_to_be_greater_than_b", column_A="age", column_B="calls"),
        one("expect_compound_columns_to_be_unique", column_list=["customer", "calls"]),
        one("expect_column_values_to_not_be_null", key="expectation_type", column="calls"),
    ],
)
def test_an_expectation_on_values_covers_its_columns(tmp_path: Path, expectation: dict[str, Any]) -> None:
    assert gaps(tmp_path, expectation) == []


@pytest.mark.parametrize(
    "expectation",
    [
        one("expect_column_to_exist", column="calls"),
        one("expect_table_columns_to_match_set", column_set=["customer", "age", "calls", "left"]),
        one("expect_table_columns_to_match_ordered_list", column_list=["customer", "age", "calls", "left"]),
        one("expect_table_row_count_to_be_between", min_value=1),
    ],
)
def test_an_expectation_of_the_head_of_the_table_covers_nothing(tmp_path: Path, expectation: dict[str, Any]) -> None:
    assert gaps(tmp_path, expectation) == ["calls"]


def test_the_columns_of_the_split_need_one_too(tmp_path: Path) -> None:
    spec = changed(SPEC, ('"random"', '"random"\ngroup = "household"'), ('"age", "calls"', '"age"'))

    assert gaps(tmp_path, spec=spec) == ["household"]


def test_protected_and_leaking_columns_may_go_without(tmp_path: Path) -> None:
    spec = changed(SPEC, ("[features]", 'protected = ["sex"]\nleaking = ["closed_on"]\n\n[features]'))

    assert gaps(tmp_path, one("expect_column_values_to_not_be_null", column="calls"), spec=spec) == []


def test_a_missing_suite_is_found_once_there_is_a_package(tmp_path: Path) -> None:
    write(tmp_path, {"model.toml": SPEC})
    assert found("expectation-gap", tmp_path) == []

    write(tmp_path, {"src/churn/__init__.py": ""})
    assert found("expectation-gap", tmp_path) == [
        "model.toml:22: data.expectations: there is no expectations/churn.json"
    ]


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"expectations": 3}', "<<<<<<< ours"])
def test_what_is_no_suite_is_said_and_nothing_else(tmp_path: Path, content: str) -> None:
    write(tmp_path, {"model.toml": SPEC, SUITE: content})

    assert found("expectation-gap", tmp_path) == [
        f"{SUITE}:1: not a suite of Great Expectations: needs a list of expectations"
    ]


@pytest.mark.parametrize("listed", [[3], [{}], [{"type": 3, "kwargs": []}], [{"kwargs": {"column": 3}}]])
def test_a_strange_expectation_covers_nothing(tmp_path: Path, listed: list[Any]) -> None:
    write(tmp_path, {"model.toml": SPEC, SUITE: json.dumps({"expectations": listed})})

    assert len(found("expectation-gap", tmp_path)) == 4


def test_the_finding_stands_at_the_column_in_a_long_list(tmp_path: Path) -> None:
    spec = changed(SPEC, ('numeric = ["age", "calls"]', 'numeric = [\n    "age",\n    "calls",\n]'))
    write(tmp_path, {"model.toml": spec})

    gaps(tmp_path, spec=spec)

    assert [line.split(":")[1] for line in found("expectation-gap", tmp_path)] == ["33"]
