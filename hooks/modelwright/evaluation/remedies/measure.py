"""What to do next, ranked by what it is expected to gain."""

import msgspec

from modelwright.errors import InputError
from modelwright.evaluation.ground import Ground
from modelwright.evaluation.remedies import data, model
from modelwright.evaluation.remedies.labels import label_noise
from modelwright.evidence import Evaluation
from modelwright.evidence.remedies import Effort, LabelNoise, Remedies, Remedy
from modelwright.spec import Spec

_EFFORTS: dict[Effort, int] = {"low": 0, "medium": 1, "high": 2}


def measure(ground: Ground, evaluation: Evaluation) -> Remedies:
    """Turn what was measured into what could be done; no model is fitted but for the folds."""
    try:
        noise = label_noise(ground)
    except (InputError, ValueError):  # rows that do not fill the folds say nothing of their labels
        noise = ()
    return Remedies(ranked(ground.spec, evaluation, noise), noise)


def ranked(spec: Spec, evaluation: Evaluation, noise: tuple[LabelNoise, ...]) -> tuple[Remedy, ...]:
    """The remedies that the evidence speaks for: what is shown to gain first, the largest share of the lead first.

    Gains in different metrics are compared as shares of the model's lead over the dummy baseline in each. Then come
    remedies whose gain nobody can say, by effort; and last those of which no gain is shown.
    """
    found = [*data.remedies(spec, evaluation, noise), *model.remedies(spec, evaluation)]
    return tuple(sorted((_with_share(evaluation, one) for one in found), key=_order))


def _order(one: Remedy) -> tuple[int, float, int, str]:
    place = 1 if one.gain is None else 0 if one.gain.low > 0 else 2
    return place, -(one.share or 0.0), _EFFORTS[one.effort], one.id


def _with_share(evaluation: Evaluation, one: Remedy) -> Remedy:
    model, dummy = evaluation.measured(one.metric), evaluation.measured(one.metric, "dummy")
    if one.gain is None or model is None or dummy is None or model.value == dummy.value:
        return one
    return msgspec.structs.replace(one, share=round(one.gain.value / abs(model.value - dummy.value), 4))
