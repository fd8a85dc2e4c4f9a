"""What decisions with the model must be worth."""

from collections.abc import Iterator

from modelwright.evaluation.tiers import is_asked
from modelwright.evaluation.verdict import Verdict
from modelwright.evidence import Evaluation
from modelwright.evidence.decision import Decision, Found
from modelwright.spec import Spec
from modelwright.spec.promised.decision import DecisionPromise

_KEYS = ("promises", "decision")
_NO_PRICES = "not measured: promises.decision says of nothing what it costs"


def asked(spec: Spec) -> list[str]:
    """The gates of this theme that the spec asks for, in the order of their verdicts."""
    if not is_asked(spec, "decision"):
        return []
    return ["decision-value", "decision-threshold"] if spec.model.task == "binary" else ["decision-value"]


def verdicts(spec: Spec, evaluation: Evaluation) -> Iterator[Verdict]:
    """Hold what was measured against what is promised: the lower end of the value must be above the promise."""
    if not is_asked(spec, "decision"):
        return
    promise = spec.promises.decision or DecisionPromise()
    missing = "not measured" if promise.is_priced else _NO_PRICES
    yield _value(promise, evaluation.decision, missing)
    if spec.model.task == "binary":
        yield _threshold(evaluation.decision, missing)


def _value(promise: DecisionPromise, found: Decision | None, missing: str) -> Verdict:
    words = f"more than {promise.at_least:,.10g} {promise.currency} per 1,000 cases"
    if found is None:
        return Verdict("decision-value", words, missing, kept=False, keys=_KEYS)
    one = found.value
    fragile = sum(not other.survives for other in found.mistaken)
    warning = f"; of {len(found.mistaken)} prices halved or doubled, {fragile} would break it" if fragile else ""
    return Verdict(
        "decision-value",
        words,
        f"worth {one.value:,.0f} {found.currency} ({one.low:,.0f} to {one.high:,.0f}) more than today ({found.present})"
        f"{warning}",
        kept=one.low > promise.at_least,
        keys=(*_KEYS, "at_least"),
        estimate=one,
        margin=one.low - promise.at_least,
    )


def _threshold(found: Decision | None, missing: str) -> Verdict:
    key = (*_KEYS, "threshold")
    words = "what validation data choose"
    if found is None or found.chosen is None:
        return Verdict("decision-threshold", words, missing, kept=False, keys=key)
    chosen = found.chosen
    range_ = f"validation data choose {chosen.threshold:.4g} ({chosen.low:.4g} to {chosen.high:.4g} are as good)"
    if found.fixed is None:
        return Verdict("decision-threshold", words, range_, kept=True, keys=key)
    fact, kept = _judged(found.fixed, chosen.low, chosen.high, found.currency)
    return Verdict(
        "decision-threshold",
        words,
        f"{found.fixed.where} fixes {found.fixed.threshold:.6g}{fact}; {range_}",
        kept=kept,
        keys=key,
        margin=min(found.fixed.threshold - chosen.low, chosen.high - found.fixed.threshold),
    )


def _judged(fixed: Found, low: float, high: float, currency: str) -> tuple[str, bool]:
    if fixed.best_on_holdout:
        return ", the best one of all on the holdout: it was tuned there", False
    if not low <= fixed.threshold <= high:
        return f", which loses {fixed.loss.value:,.0f} {currency} per 1,000 cases on validation data", False
    return "", True
