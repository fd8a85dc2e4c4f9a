"""A budget is kept or not; how long it took is nowhere in the evidence."""

import json
import time
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from modelwright.evaluation.efficiency import measure as measured
from modelwright.evaluation.efficiency.gates import asked, verdicts
from modelwright.evaluation.efficiency.measure import measure
from modelwright.evaluation.efficiency.workload import best_of, peak_memory, reference
from modelwright.evaluation.ground import Ground
from modelwright.evidence.efficiency import Efficiency, Spent
from modelwright.spec import Spec
from tests.evaluation.grounds import rows, small
from tests.evaluation.test_gates import GOOD
from tests.specs import spec

NAMES = ("fit", "batch", "single", "memory", "size")
TIGHT = spec(promises={"efficiency": dict.fromkeys(NAMES, 1e-9)})


def kept(ground: Ground) -> dict[str, bool]:
    return {one.name: one.kept for one in measure(ground).spent}


def test_a_small_model_keeps_generous_budgets_and_breaks_impossible_ones(made_up: Ground, tmp_path: Path) -> None:
    assert kept(made_up) == dict.fromkeys(NAMES, True)
    assert kept(small(tmp_path, rows(300), spec=TIGHT)) == dict.fromkeys(NAMES, False)


def test_no_time_is_in_the_evidence(made_up: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    before = msgspec.json.encode(measure(made_up))
    real = time.perf_counter
    monkeypatch.setattr(time, "perf_counter", lambda: real() * 3)

    assert msgspec.json.encode(measure(made_up)) == before


def test_what_was_measured_lies_beside_the_model(tmp_path: Path) -> None:
    ground = small(tmp_path, rows(300))
    ground.repo.model_path.parent.mkdir()
    ground.repo.model_path.write_bytes(b"0" * 2_000_000)

    found = measure(ground)

    aside = json.loads((tmp_path / "models/efficiency.json").read_text(encoding="utf-8"))
    assert found.size == 2_000_000
    assert aside["size"] == 2.0
    assert set(aside) == set(NAMES)
    assert all(value > 0 for value in aside.values())


@pytest.mark.parametrize("what", ["fit", "batch", "single"])
def test_a_slow_model_breaks_the_budget_of_what_is_slow(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ground = small(tmp_path, rows(300), spec=spec(promises={"efficiency": {"fit": 50, "batch": 1.5, "single": 10}}))
    monkeypatch.setattr(measured, "reference", lambda: 0.01)
    of_model = ground.model.predict_proba

    def slow(X: Any) -> Any:
        time.sleep({("batch", False): 0.2, ("single", True): 0.2}.get((what, len(X) == 1), 0.0))
        return of_model(X)

    monkeypatch.setattr(measured, "_predict", lambda _ground: slow)
    monkeypatch.setattr(measured, "_TIMES", 1)
    monkeypatch.setattr(measured, "_TIMES_SINGLE", 1 if what == "single" else 30)
    if what == "fit":
        monkeypatch.setattr(measured, "_fit", lambda _ground: lambda: time.sleep(0.6))

    assert {name for name, one in kept(ground).items() if not one} == {what}


def test_a_run_that_keeps_the_budget_is_enough_and_the_best_counts() -> None:
    runs = iter([0.05, 0.0, 0.05, 0.0])

    best = best_of(lambda: time.sleep(next(runs)), times=10, enough=0.02)

    assert best < 0.02
    assert next(runs) == 0.05, "two runs were made"


def test_the_reference_takes_the_time_of_a_fixed_work() -> None:
    one, other = reference(), reference()

    assert 0.002 < one < 1
    assert 0.2 < one / other < 5


def test_memory_of_arrays_is_counted() -> None:
    assert 8_000_000 <= peak_memory(lambda: np.ones(1_000_000).sum()) < 9_000_000
    assert peak_memory(lambda: None) < 100_000


def judged(of: Spec, found: Efficiency | None) -> dict[str, bool]:
    return {one.gate: one.kept for one in verdicts(of, msgspec.structs.replace(GOOD, efficiency=found))}


def test_a_gate_for_each_budget() -> None:
    high = spec(model={"risk": "high"}, promises={"efficiency": {"fit": 10, "size": 1}})
    spent = {"fit": 10.0, "batch": 20.0, "single": 20.0, "memory": 1000.0, "size": 1.0}
    clean = Efficiency(500, tuple(Spent(*one, kept=True) for one in spent.items()))

    assert asked(spec()) == []
    assert asked(high) == [*judged(high, clean)] == [f"cost-{name}" for name in NAMES]
    assert all(judged(high, clean).values())
    assert not any(judged(high, None).values()), "what was not measured is not kept"
    for name, budget in spent.items():
        size = 2_000_000 if name == "size" else 500
        over = tuple(Spent(name, budget, kept=False) if one.name == name else one for one in clean.spent)
        wrong = judged(high, Efficiency(size, over))
        assert {gate for gate, is_kept in wrong.items() if not is_kept} == {f"cost-{name}"}


def test_a_budget_that_was_changed_since_is_not_kept() -> None:
    tighter = spec(promises={"efficiency": {"fit": 5}})
    found = Efficiency(500, (Spent("fit", 10.0, kept=True),))

    assert not judged(tighter, found)["cost-fit"]
