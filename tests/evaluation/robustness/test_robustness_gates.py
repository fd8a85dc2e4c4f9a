"""What is lost, refused or no prediction is judged, and what was not measured is not kept."""

import msgspec
import pytest

from modelwright.evaluation.robustness.gates import asked, verdicts
from modelwright.evaluation.verdict import Verdict
from modelwright.evidence import Estimate, Evaluation
from modelwright.evidence.robustness import Damage, Robustness
from tests.evaluation.test_gates import GOOD
from tests.specs import spec

SPEC = spec(promises={"robustness": {}})
LITTLE = Estimate(0.02, 0.01, 0.03, 2000)
MUCH = Estimate(0.8, 0.7, 0.9, 2000)
FINE = (
    Damage("noise", ("a", "b"), noticed=False, loss=LITTLE),
    Damage("missing", ("a", "b", "c"), noticed=False, loss=LITTLE),
    Damage("unseen", ("c",), noticed=False, loss=LITTLE),
    Damage("half missing", ("a",), noticed=True, loss=MUCH),
    Damage("shift", ("a",), noticed=False, loss=LITTLE),
)
WHOLE = Robustness("roc_auc", 2000, Estimate(0.3, 0.25, 0.35), 0, 3, ("a", "b", "c"), True, FINE)


def judged(robustness: Robustness | None) -> dict[str, Verdict]:
    evaluation: Evaluation = msgspec.structs.replace(GOOD, robustness=robustness)
    return {one.gate: one for one in verdicts(SPEC, evaluation)}


def changed(place: int, **fields: object) -> dict[str, Verdict]:
    damages = [*FINE]
    damages[place] = msgspec.structs.replace(damages[place], **fields)
    return judged(msgspec.structs.replace(WHOLE, damages=tuple(damages)))


def broken(found: dict[str, Verdict]) -> list[str]:
    return [gate for gate, one in found.items() if not one.kept]


def test_a_robust_model_keeps_every_promise() -> None:
    found = judged(WHOLE)

    assert {one.outcome for one in found.values()} == {"kept"}
    assert [*found] == asked(SPEC)
    assert found["robustness-noise"].measured == (
        "noisy numbers: 2.0% (1.0% to 3.0%) of the lead in roc_auc is lost, on 2,000 rows"
    )


@pytest.mark.parametrize(("place", "kind"), [(0, "noise"), (1, "missing"), (2, "unseen"), (4, "unnoticed")])
def test_what_costs_too_much_is_broken_and_what_cannot_be_told_is_not(place: int, kind: str) -> None:
    gate = f"robustness-{kind}"

    assert broken(changed(place, loss=MUCH)) == [gate]
    assert changed(place, loss=Estimate(0.6, 0.05, 0.9, 2000))[gate].outcome == "undecided"


def test_what_the_expectations_stop_may_cost_anything() -> None:
    assert broken(changed(3, loss=Estimate(5.0, 4.0, 6.0, 2000))) == []
    assert broken(changed(3, noticed=False)) == ["robustness-unnoticed"]


def test_a_refusal_is_fine_where_such_rows_cannot_come() -> None:
    refused = {"loss": None, "refused": "ValueError"}

    assert broken(changed(1, **refused, noticed=True)) == []
    assert broken(changed(1, **refused, noticed=False)) == ["robustness-missing"]
    assert changed(1, **refused, noticed=False)["robustness-missing"].measured == (
        "the model refuses missing values (ValueError), and no critical expectation stops them"
    )


def test_what_is_no_prediction_is_named() -> None:
    found = changed(4, loss=None, impossible=3)

    assert broken(found) == ["finite-predictions"]
    assert found["finite-predictions"].measured == "3 predictions are none: a shifted by a standard deviation"
    assert broken(judged(msgspec.structs.replace(WHOLE, impossible=1))) == ["finite-predictions"]


@pytest.mark.parametrize(
    ("fields", "fact"),
    [
        ({"silent": ("a",)}, "without a it predicts all the same"),
        ({"unnamed": ("a", "b")}, "it refuses rows without a, b, and does not say why"),
        ({"order": "other"}, "columns in another order change predictions"),
    ],
)
def test_a_model_that_does_not_go_by_names_is_broken(fields: dict[str, object], fact: str) -> None:
    found = judged(msgspec.structs.replace(WHOLE, **fields))

    assert broken(found) == ["columns-by-name"]
    assert found["columns-by-name"].measured == fact


def test_a_model_without_a_lead_has_none_to_lose() -> None:
    damages = tuple(msgspec.structs.replace(one, loss=None) for one in FINE)
    found = judged(msgspec.structs.replace(WHOLE, lead=None, damages=damages))

    assert {one.outcome for gate, one in found.items() if gate.startswith("robustness-")} == {"undecided"}


def test_evidence_without_robustness_breaks_every_gate() -> None:
    found = judged(None)

    assert broken(found) == asked(SPEC)
    assert {one.measured for one in found.values()} == {"not measured"}


def test_a_lenient_tier_is_not_asked() -> None:
    assert asked(spec()) == []
    assert [*verdicts(spec(), GOOD)] == []
    assert "robustness-noise" in asked(spec(model={"risk": "limited"}))
