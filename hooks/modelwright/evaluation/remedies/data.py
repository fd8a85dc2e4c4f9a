"""What could be done about the rows: more of them, better ones, other ones."""

import math
from collections.abc import Iterator

from modelwright.evidence import Estimate, Evaluation
from modelwright.evidence.remedies import LabelNoise, Remedy
from modelwright.spec import Spec

# Less than this share of the lead over the dummy baseline is not worth a line.
_LITTLE = 0.005
_NOISY = 0.02
_FAR = 0.005
_SLICES = 3
# The loss of a row, as the search for slices names it, and the metric that is its mean.
_METRICS = {
    "squared error of the probability": "brier_score",
    "log loss": "log_loss",
    "absolute error": "mean_absolute_error",
}


def remedies(spec: Spec, evaluation: Evaluation, noise: tuple[LabelNoise, ...]) -> Iterator[Remedy]:
    """Each that the evidence speaks for."""
    yield from _rows(evaluation)
    yield from _slices(evaluation)
    yield from _labels(spec, noise)
    yield from _holdout(spec, evaluation)


def _rows(evaluation: Evaluation) -> Iterator[Remedy]:
    found = evaluation.learning
    lead = evaluation.lead("dummy")
    if found is None or found.doubled is None or lead is None:
        return
    if found.doubled.high <= _LITTLE * abs(lead.estimate.value):
        return
    bought = f"; the last doubling bought {found.halved}" if found.halved else ""
    yield Remedy(
        "more-rows",
        f"Collect as many training rows again: {found.sizes[-1].rows:,} more",
        f"The learning curve still rises{bought}.",
        "high",
        "evaluation/learning.md",
        found.metric,
        found.doubled,
    )


def _slices(evaluation: Evaluation) -> Iterator[Remedy]:
    search = evaluation.slices.search if evaluation.slices else None
    if search is None:
        return
    rows = evaluation.holdout.rows
    for number, one in enumerate(search.weakest[:_SLICES], start=1):
        part, whole = one.rows / rows, search.whole.value
        gain = Estimate(
            part * (one.loss.value - whole),
            part * (one.loss.low - whole),
            part * (one.loss.high - whole),
            one.rows,
            one.loss.method,
        )
        yield Remedy(
            f"weak-slice-{number}",
            f"Look into the rows where {one.name}: label, collect or describe them better",
            f"They are {part:.1%} of the holdout and cost {one.times.value:.2g} times as much as the average row. "
            "The gain is what it is worth to bring them up to the average.",
            "medium",
            "evaluation/slices.md",
            _METRICS.get(search.loss, search.loss),
            gain,
        )


def _labels(spec: Spec, noise: tuple[LabelNoise, ...]) -> Iterator[Remedy]:
    least = _FAR if spec.model.task == "regression" else _NOISY
    doubted = [one for one in noise if one.estimate.low > least]
    if not doubted:
        return
    if spec.model.task == "regression":
        why = (
            f"{doubted[0].estimate.value:.1%} of the training rows are more than five robust standard deviations from "
            "what folds without them predict."
        )
        what = f"Read some of the rows again whose {spec.data.target} is far from every expectation"
    else:
        one = doubted[0]
        what = f"Read some rows again that are labelled {one.label} and look like {one.likely}"
        why = (
            f"Folds that never saw them contradict {one.estimate.value:.1%} of the labels {one.label}; "
            f"{one.overlap or 0:.1%} is what their probabilities expect, be it of classes that overlap or of labels "
            "that are wrong. Only reading tells the one from the other."
        )
    yield Remedy("check-labels", what, why, "medium", "evaluation/remedies.md")


def _holdout(spec: Spec, evaluation: Evaluation) -> Iterator[Remedy]:
    """A promise that the number keeps and its interval does not: more rows could show it."""
    for metric, bound in spec.promises.quality.items():
        found = evaluation.measured(metric)
        promised = bound.at_least if bound.at_least is not None else bound.at_most
        if found is None or promised is None:
            continue
        up = bound.at_least is not None
        ahead = found.value - promised if up else promised - found.value
        half = found.value - found.low if up else found.high - found.value
        if 0 < ahead < half:
            rows = math.ceil(evaluation.holdout.rows * (half / ahead) ** 2)
            yield Remedy(
                f"more-holdout-{metric}",
                f"Hold out about {rows:,} rows to show what is promised of {metric}",
                f"{metric} is {found} and {promised:g} is promised: the number keeps it, its interval does not.",
                "medium",
                "evaluation/remedies.md",
            )
