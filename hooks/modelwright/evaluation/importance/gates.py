"""What each feature must buy."""

from collections.abc import Iterator

from modelwright.evaluation.tiers import is_asked
from modelwright.evaluation.verdict import Verdict
from modelwright.evidence import Evaluation
from modelwright.evidence.importance import Importance
from modelwright.spec import Spec
from modelwright.spec.promised.importance import ImportancePromise

_NAMED = 8


def asked(spec: Spec) -> list[str]:
    """The gates of this theme that the spec asks for, in the order of their verdicts."""
    if not is_asked(spec, "importance"):
        return []
    costs = spec.promises.importance.costs if spec.promises.importance else None
    return ["features-earn-their-keep", *(["features-worth-their-cost"] if costs else [])]


def verdicts(spec: Spec, evaluation: Evaluation) -> Iterator[Verdict]:
    """Hold what was measured against what is promised."""
    gates, found = asked(spec), evaluation.importance
    promise = spec.promises.importance or ImportancePromise()
    if gates:
        yield _keep(promise, found)
    if len(gates) > 1:
        yield _cost(promise.costs or {}, found)


def _keep(promise: ImportancePromise, found: Importance | None) -> Verdict:
    share = len(found.idle) / len(found.features) if found and found.features else None
    too_few = found is not None and not found.features
    measured = "too few rows to tell" if too_few else "not measured"
    if found and share is not None:
        named = f": {_named(found.idle)}" if found.idle else ""
        measured = f"{len(found.idle)} of {len(found.features)} features buy nothing{named}"
    return Verdict(
        "features-earn-their-keep",
        f"at most {promise.idle:.0%} of the features are shown to buy nothing",
        measured,
        too_few or (share is not None and share <= promise.idle),
        ("promises", "importance", "idle"),
        margin=None if share is None else promise.idle - share,
        undecided=too_few,
    )


def _cost(costs: dict[str, float], found: Importance | None) -> Verdict:
    too_few = found is not None and not found.features
    measured, kept = ("too few rows to tell", True) if too_few else ("not measured", False)
    if found and found.features:
        priced = {one.feature: one for one in found.features if one.feature in costs and one.cost is not None}
        lacking = [name for name in costs if name not in priced]
        dear = [one for one in priced.values() if one.worth_its_cost is False]
        kept = not lacking and not dear
        facts = [f"{one.feature} buys at most {one.estimate.high:.3g} and costs {one.cost:.3g}" for one in dear]
        facts += [f"{name} not measured" for name in lacking]
        measured = "; ".join(facts) or f"none of {len(priced)} is shown to buy less than it costs"
    return Verdict(
        "features-worth-their-cost",
        "no feature is shown to buy less than it costs",
        measured,
        kept,
        ("promises", "importance", "costs"),
        undecided=too_few,
    )


def _named(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
