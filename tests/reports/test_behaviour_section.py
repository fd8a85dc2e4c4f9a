"""The section says which cases there are, why they must hold, and which of them do not."""

import msgspec

from modelwright.evaluation.behaviour.gates import verdicts
from modelwright.evidence import Estimate
from modelwright.evidence.behaviour import Behaviour, Case
from modelwright.reports.dossier import Dossier
from modelwright.reports.sections.behaviour import section
from tests.evaluation.test_gates import GOOD
from tests.specs import spec

SPEC = spec(
    promises={
        "behaviour": {
            "direction": {"later": {"reason": "Paying <later> is no | virtue.", "must_not": "fall", "add": {"a": 1}}},
            "minimum": {"plain": {"reason": "Plain.", "at_most": 0.2, "case": {"a": 1, "b": 2, "c": "x"}}},
        }
    }
)
CASES = (
    Case("later", "direction", share=Estimate(0.9, 0.88, 0.92, 1234), worst=0.4),
    Case("plain", "minimum", prediction=0.1),
)


def page(*cases: Case) -> str:
    evaluation = msgspec.structs.replace(GOOD, behaviour=Behaviour(2000, cases))
    return section(Dossier(SPEC, None, None, evaluation, tuple(verdicts(SPEC, evaluation))))


def test_each_case_stands_with_its_reason_and_what_came_of_it() -> None:
    text = page(*CASES)

    assert text.startswith("## Does it behave as anybody would expect?")
    assert (
        "| later | Paying &lt;later> is no \\| virtue. | predictions do not fall in at least 0.95 of the rows |" in text
    )
    assert "**broken**: 0.900 (0.880 to 0.920) of 1,234 rows behave, and the worst goes astray by 0.4 |" in text
    assert "| plain | Plain. | at most 0.2 | 0.1 is predicted |" in text


def test_without_a_case_it_says_that_nothing_is_known() -> None:
    assert "No case is written down under `promises.behaviour`" in page()


def test_a_case_that_is_no_longer_in_the_spec_is_shown_as_measured() -> None:
    assert "| gone |  |  | 0.9" in page(msgspec.structs.replace(CASES[0], name="gone"))


def test_without_evidence_there_is_no_section() -> None:
    assert section(Dossier(SPEC, None, None, GOOD, ())) == ""
    assert section(Dossier(SPEC, None, None, None, ())) == ""
