"""The gates of data and persons break by name."""

import msgspec
import pytest

from modelwright.evaluation.gates import MUTATION_SCORES, data_verdicts
from modelwright.evidence import (
    Anonymity,
    Challenge,
    ExpectationResult,
    Validation,
)
from tests.evaluation.test_gates import GOOD
from tests.specs import spec

MET = ExpectationResult("expect_a", "a", "critical", met=True, rows=10, unexpected=0, tolerated=0, reason="a")


CLEAN = Validation(None, GOOD.fingerprints, "rows", "s", 10, 3, (MET,))


NOTICING = Challenge(None, GOOD.fingerprints, "rows", "s", 100, 96, ())


def broken_by_data(validation: Validation, challenge: Challenge, risk: str = "limited") -> dict[str, str]:
    found = data_verdicts(spec(model={"risk": risk}), validation, challenge)
    return {one.gate: one.fact for one in found if not one.kept}


def test_good_data_and_a_suite_that_bites_keep_both_promises() -> None:
    assert broken_by_data(CLEAN, NOTICING) == {}


def test_a_critical_expectation_that_is_not_met_breaks_its_gate_and_a_warning_does_not() -> None:
    critical = msgspec.structs.replace(MET, met=False)
    warning = msgspec.structs.replace(critical, severity="warning")

    assert broken_by_data(msgspec.structs.replace(CLEAN, results=(warning,)), NOTICING) == {}
    assert broken_by_data(msgspec.structs.replace(CLEAN, results=(MET, critical)), NOTICING) == {
        "data-expectations": "1 of 2 expectations are met or only warn; promised: every critical expectation is met"
    }


@pytest.mark.parametrize(("risk", "floor"), MUTATION_SCORES.items())
def test_a_suite_that_notices_too_little_breaks_its_gate(risk: str, floor: float) -> None:
    enough = msgspec.structs.replace(NOTICING, noticed=round(100 * floor))
    too_little = msgspec.structs.replace(NOTICING, noticed=round(100 * floor) - 1)

    assert broken_by_data(CLEAN, enough, risk) == {}
    assert broken_by_data(CLEAN, too_little, risk) == {
        "data-challenge": f"the suite notices {too_little.noticed} of 100 corruptions, a mutation score of "
        f"{too_little.score:.1%}; promised: at least {floor:.0%}"
    }


def test_a_kind_that_is_never_noticed_counts_as_much_as_any_other() -> None:
    one_sided = msgspec.structs.replace(NOTICING, by_kind=0.5)

    assert set(broken_by_data(CLEAN, one_sided)) == {"data-challenge"}


def test_a_challenge_that_tried_nothing_never_passes() -> None:
    assert set(broken_by_data(CLEAN, msgspec.structs.replace(NOTICING, tried=0, noticed=0))) == {"data-challenge"}


@pytest.mark.parametrize(("k", "distinct", "broken"), [(5, 2, set()), (4, 2, {"k-anonymity"}), (5, 1, {"l-diversity"})])
def test_persons_must_hide_as_far_as_is_promised(k: int, distinct: int, broken: set[str]) -> None:
    promised = spec(data={"quasi_identifiers": ["a"], "k_anonymity": 5, "l_diversity": 2})
    found = msgspec.structs.replace(CLEAN, anonymity=Anonymity(("a",), k, 10, 0, "y", distinct))

    assert {one.gate for one in data_verdicts(promised, found, NOTICING) if not one.kept} == broken


def test_persons_of_whom_nothing_was_measured_do_not_hide() -> None:
    promised = spec(data={"quasi_identifiers": ["a"], "k_anonymity": 5, "l_diversity": 2})

    kept = {one.gate: one.kept for one in data_verdicts(promised, CLEAN, NOTICING)}

    assert not kept["k-anonymity"]
    assert not kept["l-diversity"]


def test_a_promise_may_ask_for_a_higher_score_and_not_for_a_lower_one() -> None:
    def kept(asked: float, noticed: int) -> bool:
        strict = spec(promises={"mutation_score": asked})
        challenge = msgspec.structs.replace(NOTICING, noticed=noticed)
        return all(one.kept for one in data_verdicts(strict, CLEAN, challenge))

    assert (kept(0.97, 96), kept(0.97, 97)) == (False, True)
    assert (kept(0.5, 69), kept(0.5, 70)) == (False, True), "the tier minimal asks for 70 %"
