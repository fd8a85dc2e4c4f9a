"""A gate for each way in which a model is asked, and one for seeds."""

import msgspec
import pytest

from modelwright.evaluation.reproducibility.gates import asked, verdicts
from modelwright.evidence.reproducibility import Reproducibility, Seeds, Way
from modelwright.spec import Spec
from tests.evaluation.test_gates import GOOD
from tests.specs import spec

WAYS = ("saved", "shuffled", "single", "json", "online", "onnx")
ONLINE = spec(model={"serving": "online"}, promises={"reproducibility": {"onnx": 1e-4}})
CLEAN = Reproducibility(Seeds(1), same_bytes=True, ways=tuple(Way(name, 500, 1e-9) for name in WAYS))


def broken(of: Spec, found: Reproducibility | None) -> dict[str, str]:
    judged = verdicts(of, msgspec.structs.replace(GOOD, reproducibility=found))
    return {one.gate: one.fact for one in judged if not one.kept}


@pytest.mark.parametrize("of", [spec(), ONLINE])
def test_the_gates_that_are_asked_for_are_those_that_are_judged(of: Spec) -> None:
    assert asked(of) == [one.gate for one in verdicts(of, msgspec.structs.replace(GOOD, reproducibility=CLEAN))]
    assert [*broken(of, None)] == asked(of), "what was not measured is not kept"
    assert broken(of, CLEAN) == {}


def test_a_service_is_asked_online_and_a_batch_is_not() -> None:
    assert asked(spec()) == ["seeds-set", "agrees-saved", "agrees-shuffled", "agrees-single", "agrees-json"]
    assert asked(ONLINE)[-2:] == ["agrees-online", "agrees-onnx"]


@pytest.mark.parametrize("name", WAYS)
@pytest.mark.parametrize("deviation", [0.01, None])
def test_a_way_that_differs_breaks_its_gate_and_no_other(name: str, deviation: float | None) -> None:
    wrong = Way(name, 500, deviation, "" if deviation else "TypeError: no")
    found = msgspec.structs.replace(CLEAN, ways=tuple(wrong if one.name == name else one for one in CLEAN.ways))

    [(gate, fact)] = broken(ONLINE, found).items()

    assert gate == f"agrees-{name}"
    assert ("0.01" if deviation else "TypeError: no") in fact


def test_a_seed_that_matters_is_named_and_one_that_does_not_is_only_said() -> None:
    unset = ("estimator__random_state",)

    fact = broken(spec(), msgspec.structs.replace(CLEAN, seeds=Seeds(0, unset, 0.2)))["seeds-set"]

    assert "estimator__random_state" in fact
    assert broken(spec(), msgspec.structs.replace(CLEAN, seeds=Seeds(0, unset, 0.0))) == {}


def test_the_tolerance_is_that_of_the_spec() -> None:
    loose = spec(promises={"reproducibility": {"tolerance": 0.05}})
    far = msgspec.structs.replace(CLEAN, ways=tuple(Way(name, 500, 0.01) for name in WAYS))

    assert broken(loose, far) == {}
    assert len(broken(spec(), far)) == 4
