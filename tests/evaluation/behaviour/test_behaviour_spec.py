"""A case that says nothing, or nothing that can be measured, is refused with its place in the spec."""

from typing import Any

import pytest

from modelwright.spec import Spec
from modelwright.spec.contradictions import contradictions
from modelwright.toml_lines import line_of
from tests.specs import spec

GOOD = {"reason": "r", "must_not": "fall", "add": {"a": 1}}
WRITTEN = {"reason": "r", "at_least": 0.5, "case": {"a": 1, "b": 2, "c": "x"}}


def with_case(kind: str, case: dict[str, Any], **model: str) -> Spec:
    tables: dict[str, dict[str, object]] = {"promises": {"behaviour": {kind: {"one": case}}}}
    if model.get("task") == "multiclass":
        tables["promises"] |= {"headline": "log_loss", "quality": {"log_loss": {"at_most": 1}}}
        tables["data"] = {"positive": None}
    return spec(model=dict(model), **tables)


def facts(found: Spec) -> list[str]:
    return [fact for _, fact in contradictions(found)]


@pytest.mark.parametrize(
    ("kind", "case"),
    [
        ("direction", GOOD),
        ("invariance", {"reason": "r", "shuffle": ["c"], "at_most": 0.1, "where": {"c": ["x", "y"]}}),
        ("minimum", WRITTEN),
        ("minimum", WRITTEN | {"case": {"a": float("nan"), "b": 2, "c": "x"}}),
    ],
)
def test_a_case_that_says_something_is_taken(kind: str, case: dict[str, Any]) -> None:
    assert facts(with_case(kind, case)) == []


@pytest.mark.parametrize(
    ("kind", "case", "fact"),
    [
        ("direction", {"reason": "r", "must_not": "fall"}, "reason: changes nothing: give add, times, set, noise or"),
        ("direction", GOOD | {"add": {"d": 1}}, "add: 'd' is not a feature, so no change of it can matter"),
        ("direction", GOOD | {"add": {"c": 1}}, "add: 'c' is not a numeric feature: use set"),
        ("direction", GOOD | {"times": {"a": 2}}, "reason: changes 'a' twice"),
        ("direction", GOOD | {"add": {"a": float("inf")}}, "add: 'a': inf is no number"),
        ("direction", GOOD | {"add": {}, "set": {"a": "high"}}, "set: 'a' is a numeric feature, and 'high' is no num"),
        ("direction", GOOD | {"of": "x"}, "of: a binary task has one prediction for each row"),
        ("minimum", WRITTEN | {"case": {"a": 1, "b": 2, "c": "x", "d": 0}}, "case: 'd' is not a feature"),
        ("minimum", WRITTEN | {"at_most": 0.4}, "at_least: is more than at_most"),
        ("minimum", WRITTEN | {"predicts": "x"}, "predicts: is for many classes"),
        ("minimum", {"reason": "r", "case": WRITTEN["case"]}, "reason: expects nothing: give at_least or at_most"),
    ],
)
def test_a_case_that_says_nothing_is_refused(kind: str, case: dict[str, Any], fact: str) -> None:
    [found] = facts(with_case(kind, case))

    assert found.startswith(f"promises.behaviour.{kind}.one.{fact}")


def test_a_direction_of_many_classes_names_one() -> None:
    [found] = facts(with_case("direction", GOOD, task="multiclass"))

    assert (
        found == "promises.behaviour.direction.one.of: names the class whose probability is watched; a direction "
        "needs one"
    )


def test_two_cases_of_one_name_would_be_one_gate() -> None:
    twice = spec(promises={"behaviour": {"direction": {"one": GOOD}, "minimum": {"one": WRITTEN}}})

    assert facts(twice) == ["promises.behaviour.minimum.one: another case has this name, and a gate has one"]


def test_the_line_is_that_of_the_key() -> None:
    text = """\
[promises.behaviour.direction.other]
add = { a = 1 }
[promises.behaviour.direction.one]
must_not = "fall"
add = { d = 1 }
"""
    [(keys, _)] = contradictions(with_case("direction", GOOD | {"add": {"d": 1}}))

    assert line_of(text, keys) == 5
