"""What the rows cannot show does not stop a model, unless it can do serious harm and nobody took it upon them."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from modelwright.evaluation import gates
from modelwright.evaluation.verdict import Verdict
from modelwright.spec import Approval, Spec, Waiver
from tests.specs import spec

TODAY = datetime.now(UTC).date()
UNDECIDED = Verdict(
    "fairness-selection-rate",
    "at most 0.1",
    "12 rows",
    kept=True,
    keys=("promises", "fairness"),
    undecided=True,
)


def outcome(verdict: Verdict, given: Spec) -> str:
    return gates._waived(given, gates._approved(given, verdict)).outcome


def production(risk: str = "high", status: str = "production", **tables: object) -> Spec:
    return msgspec.structs.replace(spec(model={"risk": risk, "status": status}), **tables)


def approval(of: str) -> Approval:
    return Approval(of, "A. B.", TODAY)


def test_in_production_at_high_risk_it_is_broken_and_says_what_is_missing() -> None:
    judged = gates._approved(production(), UNDECIDED)

    assert judged.outcome == "broken"
    assert judged.measured == "12 rows; the rows are too few to tell, and no approval of promises.fairness is recorded"


@pytest.mark.parametrize("of", ["promises.fairness", "promises"])
def test_an_approval_of_its_promise_or_of_all_of_them_settles_it(of: str) -> None:
    assert outcome(UNDECIDED, production(approvals=(approval(of),))) == "undecided"


@pytest.mark.parametrize("of", ["promises.quality", "promises.fair", "data", "docs/impact-assessment.md"])
def test_an_approval_of_something_else_does_not(of: str) -> None:
    assert outcome(UNDECIDED, production(approvals=(approval(of),))) == "broken"


def test_a_waiver_lifts_it_until_its_day() -> None:
    def waiver(expires: int) -> Waiver:
        return Waiver(UNDECIDED.gate, "not enough rows before spring", "A. B.", TODAY + timedelta(days=expires))

    assert outcome(UNDECIDED, production(waivers=(waiver(0),))) == "waived"
    assert outcome(UNDECIDED, production(waivers=(waiver(-1),))) == "broken"


@pytest.mark.parametrize(("risk", "status"), [("limited", "production"), ("high", "development")])
def test_elsewhere_it_stays_undecided(risk: str, status: str) -> None:
    assert outcome(UNDECIDED, production(risk, status)) == "undecided"


def test_no_approval_makes_a_broken_promise_good() -> None:
    broken = Verdict("beats-dummy", "more", "less", kept=False, keys=("promises",))

    assert outcome(broken, production(approvals=(approval("promises"),))) == "broken"
