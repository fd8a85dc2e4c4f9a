"""What the model must do with cases that are written down."""

from collections.abc import Iterator

from modelwright.evaluation import tiers
from modelwright.evaluation.verdict import Verdict
from modelwright.evidence import Evaluation
from modelwright.evidence.behaviour import Case, CaseKind
from modelwright.spec import Spec
from modelwright.spec.promised.behaviour import BehaviourPromise, Change, Direction, Invariance, Minimum


def asked(spec: Spec) -> list[str]:
    """The gates of this theme that the spec asks for, in the order of their verdicts."""
    return [f"behaviour-{name}" for _, name, _ in _cases(spec)]


def verdicts(spec: Spec, evaluation: Evaluation) -> Iterator[Verdict]:
    """Hold what was measured against what is promised."""
    for kind, name, case in _cases(spec):
        found = evaluation.behaviour.case(name, kind) if evaluation.behaviour else None
        keys = ("promises", "behaviour", kind, name)
        if isinstance(case, Minimum):
            promised, measured, kept = _of_minimum(case, found)
            yield Verdict(f"behaviour-{name}", promised, measured, kept, keys)
            continue
        share = found.share if found else None
        yield Verdict(
            f"behaviour-{name}",
            f"{promise_in_words(case)} in at least {case.share:.4g} of the rows",
            measured_in_words(found),
            # Broken where even the better end of the interval misses the share; kept where the worse one reaches it.
            share is not None and share.high >= case.share,
            keys,
            estimate=share,
            margin=None if share is None else share.low - case.share,
            undecided=share is not None and share.low < case.share <= share.high,
        )


def _cases(spec: Spec) -> Iterator[tuple[CaseKind, str, Change | Minimum]]:
    promise = spec.promises.behaviour or BehaviourPromise()
    if tiers.is_asked(spec, "behaviour"):
        yield from (("invariance", *one) for one in promise.invariance.items())
        yield from (("direction", *one) for one in promise.direction.items())
        yield from (("minimum", *one) for one in promise.minimum.items())


def promise_in_words(case: Change) -> str:
    """Such as `predictions do not fall`."""
    if isinstance(case, Invariance):
        return f"predictions move by at most {case.at_most:g}"
    if isinstance(case, Direction):
        slack = f" by more than {case.tolerance:g}" if case.tolerance else ""
        return f"predictions do not {case.must_not}{slack}"
    return ""


def measured_in_words(found: Case | None) -> str:
    """Such as `0.97 (0.96 to 0.98) of 2,000 rows behave, and the worst is off by 0.04`."""
    if found is None:
        return "not measured"
    if found.refused:
        return f"the model refuses such rows ({found.refused})"
    if found.share is None:
        return "no row of the holdout is changed, so nothing was shown"
    nothing = f"; {found.not_finite:,} predictions are not finite" if found.not_finite else ""
    worst = f", and the worst goes astray by {found.worst:.3g}" if found.worst else ""
    return f"{found.share} of {found.share.rows:,} rows behave{worst}{nothing}"


def _of_minimum(case: Minimum, found: Case | None) -> tuple[str, str, bool]:
    low, high, wanted = case.at_least, case.at_most, case.predicts
    parts = [
        f"{wanted} is predicted" if wanted is not None else "",
        f"at least {low:g}" if low is not None else "",
        f"at most {high:g}" if high is not None else "",
    ]
    promised = ", ".join(filter(None, parts))
    if found is None:
        return promised, "not measured", False
    if found.refused:
        return promised, f"the model refuses the case ({found.refused})", False
    if found.prediction is None:
        return promised, "what is predicted is not a finite number", False
    inside = (low is None or found.prediction >= low) and (high is None or found.prediction <= high)
    told = f"{found.label} is predicted, and {wanted} has {found.prediction:.3f}" if found.label else None
    kept = inside and (wanted is None or found.label == str(wanted))
    return promised, told or f"{found.prediction:.4g} is predicted", kept
