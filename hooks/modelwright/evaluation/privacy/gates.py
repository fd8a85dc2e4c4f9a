"""How much the model may tell about who was in its training rows."""

from collections.abc import Iterator

from modelwright.evaluation.tiers import is_asked
from modelwright.evaluation.verdict import Verdict
from modelwright.evidence import Evaluation
from modelwright.spec import Spec
from modelwright.spec.promised.privacy import PrivacyPromise


def asked(spec: Spec) -> list[str]:
    """The gates of this theme that the spec asks for, in the order of their verdicts."""
    return ["membership-advantage"] if is_asked(spec, "privacy") else []


def verdicts(spec: Spec, evaluation: Evaluation) -> Iterator[Verdict]:
    """Hold what was measured against what is promised: it is broken where the advantage is shown to be larger."""
    if not asked(spec):
        return
    bound = (spec.promises.privacy or PrivacyPromise()).advantage
    found = evaluation.privacy.strongest if evaluation.privacy and evaluation.privacy.attacks else None
    estimate = found.advantage if found else None
    too_few = evaluation.privacy is not None and not evaluation.privacy.attacks
    measured = "too few rows to tell" if too_few else "not measured"
    if found:
        measured = f"the guess by {found.name} is ahead of a coin by {found.advantage}"
    yield Verdict(
        "membership-advantage",
        f"at most {bound:g}",
        measured,
        too_few or (estimate is not None and estimate.low <= bound),
        ("promises", "privacy", "advantage"),
        estimate=estimate,
        margin=None if estimate is None else bound - estimate.low,
        undecided=too_few or (estimate is not None and estimate.low <= bound < estimate.high),
    )
