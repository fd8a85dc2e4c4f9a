"""The gates: every promise of `model.toml`, against the evidence."""

import pytest
from modelwright.evaluation.gates import judge
from modelwright.evidence import Validation, read_evidence
from modelwright.expectations.validation import describe
from modelwright.repo import Repo
from modelwright.testing import gates_of


@pytest.mark.parametrize("gate", gates_of(Repo.find()))
def test_the_promise_is_kept(evidence: Repo, gate: str) -> None:
    [verdict] = [one for one in judge(evidence) if one.gate == gate]

    assert verdict.kept, verdict.fact


def test_the_data_meet_every_critical_expectation(evidence: Repo) -> None:
    validation = read_evidence(evidence.evidence_path("validation"), Validation)

    broken = [one for one in validation.results if not one.met and one.severity == "critical"]

    assert not broken, "\n".join(describe(one) for one in broken)
