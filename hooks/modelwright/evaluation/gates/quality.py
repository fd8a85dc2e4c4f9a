"""Gates over quality, and over the lead over simpler models."""

from collections.abc import Iterator

from modelwright.evaluation.verdict import Verdict
from modelwright.evidence import Estimate, Evaluation
from modelwright.spec import Bound, Spec


def asked(spec: Spec) -> list[str]:
    """The gates of quality that the spec asks for, in the order of their verdicts."""
    return [*(f"quality-{name.replace('_', '-')}" for name in spec.promises.quality), "beats-dummy", "beats-linear"]


def quality(spec: Spec, evaluation: Evaluation) -> Iterator[Verdict]:
    for metric, bound in spec.promises.quality.items():
        estimate = evaluation.measured(metric)
        yield Verdict(
            f"quality-{metric.replace('_', '-')}",
            promise_in_words(bound),
            f"{metric} {shown(estimate)} on {evaluation.holdout.rows:,} rows" if estimate else f"{metric} not measured",
            estimate is not None and _keeps(bound, estimate),
            ("promises", "quality", metric),
        )


def _keeps(bound: Bound, estimate: Estimate) -> bool:
    """The bound of the interval must keep the promise, not the point."""
    if bound.at_least is not None:
        return estimate.low >= bound.at_least
    return bound.at_most is not None and estimate.high <= bound.at_most


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
        )


def promise_in_words(bound: Bound) -> str:
    """Such as `at least 0.75`."""
    return f"at least {bound.at_least:g}" if bound.at_least is not None else f"at most {bound.at_most:g}"


def shown(estimate: Estimate) -> str:
    """Such as `0.781 (0.769 to 0.793)`."""
    return str(estimate)
