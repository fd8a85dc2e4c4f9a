"""A gate for each leak: broken by it alone, and undecided where nothing could be measured."""

from typing import Any

import msgspec
import pytest

from modelwright.evaluation.leaks.gates import asked, verdicts
from modelwright.evaluation.verdict import Verdict
from modelwright.evidence import Estimate
from modelwright.evidence.leaks import (
    Aggregate,
    Changed,
    Classes,
    Copies,
    Dependence,
    LeadLeft,
    Leaks,
    Order,
    Sides,
    Telling,
    Tuned,
)
from modelwright.spec import Spec
from tests.evaluation.test_gates import GOOD
from tests.specs import regression, spec

COMPARED = Dependence(100)
CLEAN = Leaks(
    copies=Copies(500, 500, None, 0),
    of_targets=COMPARED,
    of_rows=COMPARED,
    classes=Classes(2),
    sides=Sides(Estimate(0.5, 0.48, 0.52), (Telling("a", 0.1), Telling("b", 0.0))),
    permuted=LeadLeft("roc_auc", Estimate(0.02, -0.1, 0.14), 0.3),
    tuned=Tuned(10, best=True, deviation=1e-7),
    optimism=LeadLeft("roc_auc", Estimate(0.01, -0.05, 0.07), 0.3),
)
BY_TIME = spec(split={"strategy": "time", "column": "t"})
TIMED = spec(data={"time": "t"})


def judged(of: Spec, **changed: Any) -> dict[str, Verdict]:
    evaluation = msgspec.structs.replace(GOOD, leaks=msgspec.structs.replace(CLEAN, **changed))
    return {one.gate: one for one in verdicts(of, evaluation)}


def broken(of: Spec, **changed: Any) -> set[str]:
    return {gate for gate, one in judged(of, **changed).items() if not one.kept}


@pytest.mark.parametrize("of", [spec(), BY_TIME, TIMED, regression()])
def test_the_gates_that_are_asked_for_are_those_that_are_judged(of: Spec) -> None:
    unmeasured = msgspec.structs.replace(GOOD, leaks=None)

    assert asked(of) == [*judged(of)] == [one.gate for one in verdicts(of, unmeasured)]
    assert not any(one.kept for one in verdicts(of, unmeasured)), "what was not measured is not kept"


def test_clean_evidence_breaks_nothing() -> None:
    assert broken(spec()) == broken(regression()) == set()
    assert broken(BY_TIME, order=Order(late=0)) == set()
    assert broken(TIMED, order=Order(inflation=Estimate(0.1, 0.05, 0.15))) == set()


@pytest.mark.parametrize(
    ("of", "changed", "gate"),
    [
        (spec(), {"copies": Copies(501, 500, None, 0)}, "rows-doubled"),
        (spec(data={"keys": ["k"]}), {"copies": Copies(500, 500, 1, 0)}, "rows-doubled"),
        (spec(), {"copies": Copies(500, 500, None, 2)}, "holdout-repeated"),
        (spec(), {"classes": Classes(3, ("x",))}, "class-missing"),
        (spec(), {"classes": Classes(3, (), ("x",))}, "class-missing"),
        (BY_TIME, {"order": Order(late=1)}, "time-order"),
        (TIMED, {"order": Order(inflation=Estimate(0.3, 0.2, 0.4))}, "time-order"),
        (spec(), {"of_targets": Dependence(100, (Changed("a", 1),))}, "target-in-features"),
        (spec(), {"aggregates": (Aggregate("a", 50, 0.0),)}, "target-in-features"),
        (spec(), {"of_rows": Dependence(100, (Changed("a", 1),))}, "holdout-in-features"),
        (BY_TIME, {"order": Order(late=0), "of_rows": Dependence(100, (Changed("a", 1),))}, "future-in-features"),
        (spec(), {"sides": Sides(Estimate(0.7, 0.61, 0.8), (Telling("a", 0.9),))}, "sides-alike"),
        (spec(), {"permuted": LeadLeft("roc_auc", Estimate(0.2, 0.01, 0.4), 0.3)}, "permuted-labels"),
        (spec(), {"tuned": Tuned(10, best=False, deviation=0.0)}, "tuned-on-folds"),
        (spec(), {"tuned": Tuned(10, best=True, deviation=0.01)}, "tuned-on-folds"),
        (spec(), {"tuned": Tuned(10, best=True, deviation=None)}, "tuned-on-folds"),
        (spec(), {"tuned": None}, "tuned-on-folds"),
        (spec(), {"optimism": LeadLeft("roc_auc", Estimate(0.2, 0.06, 0.4), 0.3)}, "holdout-optimism"),
    ],
)
def test_each_leak_breaks_its_gate_and_no_other(of: Spec, changed: dict[str, Any], gate: str) -> None:
    assert broken(of, **changed) == {gate}


@pytest.mark.parametrize(
    ("of", "changed"),
    [
        (spec(), {"copies": Copies(400, 500, None, 1)}),
        (spec(), {"copies": Copies(500, None, None, 0)}),
        (spec(data={"keys": ["k"]}), {"copies": Copies(900, 500, 0, 0)}),
        (spec(), {"permuted": LeadLeft("roc_auc", Estimate(0.05, 0.01, 0.09), 0.3)}),
        (spec(), {"permuted": LeadLeft("roc_auc", Estimate(0.2, -0.01, 0.41), 0.3)}),
        (spec(), {"sides": Sides(Estimate(0.65, 0.59, 0.71), (Telling("a", 0.9),))}),
        (spec(promises={"leaks": {"dependent": 0.02}}), {"of_rows": Dependence(100, (Changed("a", 2),))}),
        (spec(promises={"leaks": {"optimism": 0.1}}), {"optimism": LeadLeft("r", Estimate(0.2, 0.06, 0.4), 0.3)}),
    ],
)
def test_what_is_not_shown_or_is_tolerated_breaks_nothing(of: Spec, changed: dict[str, Any]) -> None:
    assert broken(of, **changed) == set()


@pytest.mark.parametrize(
    ("of", "changed", "gate"),
    [
        (spec(), {"of_targets": Dependence(why_not="load takes no copy")}, "target-in-features"),
        (spec(), {"of_rows": Dependence(why_not="load takes no copy")}, "holdout-in-features"),
        (spec(), {"sides": None}, "sides-alike"),
        (spec(), {"permuted": None}, "permuted-labels"),
        (spec(), {"optimism": None}, "holdout-optimism"),
        (spec(), {"tuned": Tuned(3, best=True, deviation=None, why_not="a fold lacks a class")}, "tuned-on-folds"),
        (TIMED, {"order": Order()}, "time-order"),
    ],
)
def test_what_could_not_be_measured_is_undecided_and_says_so(of: Spec, changed: dict[str, Any], gate: str) -> None:
    found = judged(of, **({"order": Order(inflation=Estimate(0, 0, 0))} if of is TIMED else {}) | changed)

    assert {one.gate for one in found.values() if one.undecided} == {gate}
    assert found[gate].outcome == "undecided"


def test_a_split_by_time_is_judged_by_drift_only_where_that_is_promised() -> None:
    promised = spec(split={"strategy": "time", "column": "t"}, promises={"leaks": {"sides": 0.9}})

    assert "sides-alike" not in asked(BY_TIME)
    assert "sides-alike" in asked(promised)


def test_the_facts_name_what_leaks() -> None:
    changed = Dependence(100, (Changed("b", 100), Changed("a", 3)))
    found = judged(
        spec(), of_rows=changed, sides=Sides(Estimate(0.9, 0.8, 1.0), (Telling("a", 0.9), Telling("b", 0.1)))
    )

    assert "b (100), a (3)" in found["holdout-in-features"].fact
    assert "by a, b" in found["sides-alike"].fact
    assert "y over the rows" in judged(spec(), aggregates=(Aggregate("a", 50, 0.0),))["target-in-features"].fact
