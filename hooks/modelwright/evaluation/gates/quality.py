"""Gates over quality, and over the lead over simpler models."""

import math
import re
from collections.abc import Iterator

from modelwright.evaluation.verdict import Verdict
from modelwright.evidence import Estimate, Evaluation
from modelwright.spec import Bound, Spec


def asked(spec: Spec) -> list[str]:
    """The gates of quality that the spec asks for, in the order of their verdicts."""
    return [*(f"quality-{_id(name)}" for name in spec.promises.quality), "beats-dummy", "beats-linear"]


def quality(spec: Spec, evaluation: Evaluation) -> Iterator[Verdict]:
    for metric, bound in spec.promises.quality.items():
        estimate = evaluation.measured(metric)
        margin = None if estimate is None else _margin(bound, estimate)
        yield Verdict(
            f"quality-{_id(metric)}",
            promise_in_words(bound),
            f"{metric} {shown(estimate)} on {evaluation.holdout.rows:,} rows" if estimate else f"{metric} not measured",
            margin is not None and margin >= 0,
            ("promises", "quality", metric),
            estimate=estimate,
            margin=margin,
        )


def _id(metric: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", metric.lower()).strip("-")


def _margin(bound: Bound, estimate: Estimate) -> float | None:
    """How far the nearest end of the interval is inside the bound: the end must keep the promise, not the point."""
    margins = []
    if bound.at_least is not None:
        margins.append(estimate.low - bound.at_least)
    if bound.at_most is not None:
        margins.append(bound.at_most - estimate.high)
    return min(margins) if margins and all(map(math.isfinite, margins)) else None


def margins(spec: Spec, evaluation: Evaluation) -> Iterator[Verdict]:
    for baseline, margin in (("dummy", spec.promises.margins.dummy), ("linear", spec.promises.margins.linear)):
        lead = evaluation.lead(baseline)
        words = f"{lead.metric} ahead of the {baseline} baseline by {shown(lead.estimate)}" if lead else "not measured"
        yield Verdict(
            f"beats-{baseline}",
            f"more than {margin:g}",
            words,
            lead is not None and lead.estimate.low > margin,
            ("promises", "margins", baseline),
            estimate=lead.estimate if lead else None,
            margin=lead.estimate.low - margin if lead else None,
        )


def promise_in_words(bound: Bound) -> str:
    """Such as `at least 0.75`."""
    if bound.at_least is not None and bound.at_most is not None:
        return f"from {bound.at_least:g} to {bound.at_most:g}"
    return f"at least {bound.at_least:g}" if bound.at_least is not None else f"at most {bound.at_most:g}"


def shown(estimate: Estimate) -> str:
    """Such as `0.781 (0.769 to 0.793)`."""
    return str(estimate)
