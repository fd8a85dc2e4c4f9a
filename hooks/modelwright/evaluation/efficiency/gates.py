"""What the model may cost in time, memory and size."""

from collections.abc import Iterator

from modelwright.evaluation.tiers import is_asked
from modelwright.evaluation.verdict import Verdict
from modelwright.evidence import Evaluation
from modelwright.spec import Spec
from modelwright.spec.promised.efficiency import EfficiencyPromise

_WORDS = {
    "fit": "fitting the training rows",
    "batch": "predicting 1,000 rows of a batch",
    "single": "predicting one row on its own",
    "memory": "predicting 10,000 rows",
    "size": "the saved model",
}
_MEGABYTES = {"memory", "size"}


def asked(spec: Spec) -> list[str]:
    """The gates of this theme that the spec asks for, in the order of their verdicts."""
    return [f"cost-{name}" for name in _WORDS] if is_asked(spec, "efficiency") else []


def verdicts(spec: Spec, evaluation: Evaluation) -> Iterator[Verdict]:
    """Hold what was measured against what is promised."""
    if not is_asked(spec, "efficiency"):
        return
    promise = spec.promises.efficiency or EfficiencyPromise()
    found = evaluation.efficiency
    spent = {one.name: one for one in found.spent} if found else {}
    for name, what in _WORDS.items():
        budget, one = getattr(promise, name), spent.get(name)
        unit = "MB" if name in _MEGABYTES else "times the reference workload"
        measured, kept = "not measured", False
        if found is not None and name == "size":
            kept = found.size <= budget * 1e6
            measured = f"{what} has {found.size / 1e6:.3g} MB"
        elif one is not None and one.budget == budget:
            kept = one.kept
            measured = f"{what} {'kept' if kept else 'went over'} its budget"
        keys = ("promises", "efficiency", name) if spec.promises.efficiency else ("model", "risk")
        yield Verdict(f"cost-{name}", f"at most {budget:g} {unit}", measured, kept, keys)
