"""A case is kept, broken, or left undecided where the rows are too few; and never passes in silence."""

from typing import Any

import msgspec
import pytest

from modelwright.evaluation.behaviour.gates import asked, verdicts
from modelwright.evaluation.verdict import Verdict
from modelwright.evidence import Estimate
from modelwright.evidence.behaviour import Behaviour, Case
from modelwright.spec import Spec
from tests.evaluation.test_gates import GOOD
from tests.specs import spec

WRITTEN = {"a": 1.0, "b": 2.0, "c": "x"}


def promised(**cases: dict[str, Any]) -> Spec:
    plain = {kind: {name: {"reason": "r", **one} for name, one in found.items()} for kind, found in cases.items()}
    return spec(promises={"behaviour": plain})


DIRECTION = promised(direction={"up": {"must_not": "fall", "add": {"a": 1}, "tolerance": 0.01}})


def judged(asked_of: Spec, *cases: Case) -> list[Verdict]:
    return [*verdicts(asked_of, msgspec.structs.replace(GOOD, behaviour=Behaviour(2000, cases)))]


@pytest.mark.parametrize(
    ("share", "outcome"),
    [
        (Estimate(0.97, 0.96, 0.98, 2000), "kept"),
        (Estimate(0.955, 0.94, 0.97, 2000), "undecided"),
        (Estimate(0.94, 0.92, 0.951, 2000), "undecided"),
        (Estimate(0.93, 0.92, 0.949, 2000), "broken"),
    ],
)
def test_the_interval_decides(share: Estimate, outcome: str) -> None:
    [verdict] = judged(DIRECTION, Case("up", "direction", share=share, worst=0.3))

    assert (verdict.gate, verdict.outcome) == ("behaviour-up", outcome)
    assert verdict.promised == "predictions do not fall by more than 0.01 in at least 0.95 of the rows"
    assert verdict.measured.endswith("of 2,000 rows behave, and the worst goes astray by 0.3")
    assert verdict.margin == pytest.approx(share.low - 0.95)


@pytest.mark.parametrize(
    ("case", "fact"),
    [
        (Case("up", "direction"), "no row of the holdout is changed, so nothing was shown"),
        (Case("up", "direction", refused="ValueError"), "the model refuses such rows (ValueError)"),
        (Case("up", "invariance", share=Estimate(1, 1, 1, 10)), "not measured"),
        (Case("other", "direction", share=Estimate(1, 1, 1, 10)), "not measured"),
    ],
)
def test_what_shows_nothing_is_broken(case: Case, fact: str) -> None:
    [verdict] = judged(DIRECTION, case)

    assert (verdict.outcome, verdict.measured) == ("broken", fact)


@pytest.mark.parametrize(
    ("bounds", "found", "outcome", "fact"),
    [
        ({"at_least": 0.5}, Case("one", "minimum", prediction=0.6), "kept", "0.6 is predicted"),
        ({"at_least": 0.5}, Case("one", "minimum", prediction=0.4), "broken", "0.4 is predicted"),
        ({"at_most": 0.5}, Case("one", "minimum", prediction=0.6), "broken", "0.6 is predicted"),
        ({"at_most": 0.5}, Case("one", "minimum", refused="TypeError"), "broken", "the model refuses the case (TypeEr"),
        ({"at_most": 0.5}, Case("one", "minimum", not_finite=1), "broken", "what is predicted is not a finite number"),
        ({"predicts": "x"}, Case("one", "minimum", prediction=0.9, label="x"), "kept", "x is predicted, and x has 0.9"),
        ({"predicts": "x"}, Case("one", "minimum", prediction=0.4, label="y"), "broken", "y is predicted, and x has 0"),
        (
            {"predicts": "x", "at_least": 0.8},
            Case("one", "minimum", prediction=0.6, label="x"),
            "broken",
            "x is predicted, and x has 0.600",
        ),
    ],
)
def test_a_case_that_is_written_out_is_kept_or_broken(
    bounds: dict[str, Any], found: Case, outcome: str, fact: str
) -> None:
    [verdict] = judged(promised(minimum={"one": {"case": WRITTEN, **bounds}}), found)

    assert verdict.outcome == outcome
    assert verdict.measured.startswith(fact)


def test_evidence_without_behaviour_breaks_every_case() -> None:
    [verdict] = verdicts(DIRECTION, GOOD)

    assert (verdict.outcome, verdict.measured) == ("broken", "not measured")


def test_each_case_is_a_gate_in_the_order_of_the_verdicts() -> None:
    cases = promised(
        minimum={"third": {"case": WRITTEN, "at_least": 0.5}},
        direction={"second": {"must_not": "rise", "add": {"a": 1}}},
        invariance={"first": {"shuffle": ["b"], "at_most": 0.1}},
    )

    assert asked(cases) == ["behaviour-first", "behaviour-second", "behaviour-third"]
    assert [one.gate for one in judged(cases)] == asked(cases)


def test_a_spec_without_a_case_has_no_gate_of_behaviour() -> None:
    assert asked(spec()) == asked(spec(model={"risk": "limited"})) == []
