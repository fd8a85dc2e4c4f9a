"""Features that are shown to buy nothing are named, and break the promise when there are too many of them."""

import msgspec
import numpy as np
import pytest

from modelwright.evaluation.importance.gates import asked, verdicts
from modelwright.evaluation.importance.measure import measure
from modelwright.evaluation.verdict import Verdict
from modelwright.evidence.importance import Importance
from modelwright.spec import Spec
from modelwright.spec.promised.importance import contradictions
from tests.evaluation.grounds import rows, small
from tests.evaluation.test_gates import GOOD
from tests.specs import spec

NOISE = [f"noise_{number}" for number in range(6)]


def promising(**promise: object) -> Spec:
    return spec(features={"numeric": ["a", "b", *NOISE], "categorical": ["c"]}, promises={"importance": promise})


@pytest.fixture(scope="module")
def noisy(tmp_path_factory: pytest.TempPathFactory) -> Importance:
    """Seven of nine features are noise, and one has a price."""
    frame = rows(4000)
    draw = np.random.default_rng(5)
    for name in NOISE:
        frame[name] = draw.normal(size=len(frame))
    return measure(
        small(tmp_path_factory.mktemp("noisy"), frame, spec=promising(worth=0.01, costs={"b": 0.05, "a": 0.05}))
    )


def judged(promised: Spec, found: Importance | None) -> list[Verdict]:
    made = [*verdicts(promised, msgspec.structs.replace(GOOD, importance=found))]
    assert [one.gate for one in made] == asked(promised)
    return made


def test_a_model_of_noise_breaks_the_promise_and_the_noise_is_named(noisy: Importance) -> None:
    (verdict,) = judged(promising(), noisy)

    assert verdict.outcome == "broken"
    assert verdict.gate == "features-earn-their-keep"
    assert verdict.measured == f"7 of 9 features buy nothing: b, {', '.join(NOISE)}"


def test_a_model_whose_features_help_keeps_it(noisy: Importance) -> None:
    (verdict,) = judged(promising(), msgspec.structs.replace(noisy, idle=("b",)))

    assert verdict.outcome == "kept"
    assert verdict.margin == pytest.approx(0.5 - 1 / 9)


def test_a_feature_that_buys_less_than_it_costs_is_named(noisy: Importance) -> None:
    _, verdict = judged(promising(idle=1.0, costs={"b": 0.05, "a": 0.05}), noisy)

    assert verdict.outcome == "broken"
    assert verdict.measured.startswith("b buys at most ")
    assert "a buys" not in verdict.measured


def test_a_price_that_evidence_does_not_know_is_not_kept(noisy: Importance) -> None:
    _, verdict = judged(promising(idle=1.0, costs={"c": 0.01}), noisy)

    assert (verdict.outcome, verdict.measured) == ("broken", "c not measured")


def test_what_was_not_measured_is_broken_and_too_few_rows_are_undecided(noisy: Importance) -> None:
    costly = promising(costs={"a": 0.01})

    assert {(one.outcome, one.measured) for one in judged(costly, None)} == {("broken", "not measured")}
    none = msgspec.structs.replace(noisy, features=(), idle=(), twins=())
    assert {one.outcome for one in judged(costly, none)} == {"undecided"}


def test_a_tier_that_does_not_ask_has_no_gate_and_high_has_one() -> None:
    assert asked(spec()) == []
    assert asked(spec(model={"risk": "high"})) == ["features-earn-their-keep"]


def test_a_price_of_no_feature_and_one_without_end_are_refused() -> None:
    facts = [fact for _, fact in contradictions(promising(costs={"q": 1.0, "a": float("inf")}, worth=float("inf")))]

    assert facts == [
        "promises.importance.worth: inf promises nothing",
        "promises.importance.costs: 'q' is not a feature",
        "promises.importance.costs: inf promises nothing",
    ]
