"""Labels that clones of the model, which never saw them, confidently contradict."""

import numpy as np

from modelwright.evaluation.closed import mean, proportion
from modelwright.evaluation.ground import Ground
from modelwright.evaluation.metrics import Floats
from modelwright.evidence import Estimate
from modelwright.evidence.remedies import LabelNoise

_SHOWN = 10
# A normal residual is beyond this many standard deviations once in two million times.
_FAR = 5.0
_SPREAD_OF_MAD = 1.4826


def label_noise(ground: Ground) -> tuple[LabelNoise, ...]:
    """The share of contradicted labels for each class, most first; or of numbers that are far from their prediction.

    Confident learning (Northcutt et al., 2021), on the predictions of the folds. A model cannot tell a wrong label from
    a case that truly lies among those of another class: the share is what is worth reading again, and at most what is
    wrong. `overlap` is the share that the probabilities themselves lead to expect, if every label is right.
    """
    places, scored = ground.out_of_fold
    confidence = ground.spec.promises.confidence
    if not ground.classes:
        blocks = ground.training[ground.together].to_numpy()[places] if ground.together else None
        return (_far(scored.truth - scored.scores, blocks, confidence),)
    scores = scored.scores if scored.scores.ndim > 1 else np.column_stack([1 - scored.scores, scored.scores])
    names = ground.classes
    if scored.scores.ndim == 1 and names[1] != str(ground.spec.data.positive):
        names = names[::-1]
    joint, overlap = confident_joint(scored.truth.astype(int), scores)
    found = []
    for code, row in enumerate(joint):
        told, others = int(row.sum()), row.copy()
        others[code] = 0
        if told and others.any():
            likely = names[int(np.argmax(others))]
            share = proportion(int(others.sum()), told, confidence)
            found.append(LabelNoise(names[code], likely, share, round(float(overlap[code]), 4)))
    return tuple(sorted(found, key=lambda one: (-one.estimate.value, one.label)))[:_SHOWN]


def confident_joint(truth: "np.typing.NDArray[np.intp]", scores: Floats) -> tuple[Floats, Floats]:
    """How many rows of each given class are confidently of each class.

    A row is confidently of a class where its probability is at least the mean probability of the rows that are said to
    be of it; of several, the likeliest. A row that is confidently of none is not counted.

    Args:
        truth: shape (rows,), the given class as a code.
        scores: shape (rows, classes), predicted by models that were not fitted on the row.

    Returns:
        The counts, given by likely, shape (classes, classes); and for each given class the share off the diagonal that
        is to be expected if labels are drawn from the probabilities.
    """
    rows, classes = scores.shape
    counts = np.bincount(truth, minlength=classes)
    sums = np.bincount(truth, weights=scores[np.arange(rows), truth], minlength=classes)
    least = np.divide(sums, counts, out=np.full(classes, np.inf), where=counts > 0)
    above = scores >= least
    told = above.any(axis=1)
    likely = np.where(above, scores, -1.0).argmax(axis=1)
    pairs = truth[told] * classes + likely[told]
    joint = np.bincount(pairs, minlength=classes**2).reshape(classes, classes).astype(float)
    whole = scores[told].sum(axis=0)
    same = np.bincount(likely[told], weights=scores[told, likely[told]], minlength=classes)
    return joint, np.divide(whole - same, whole, out=np.zeros(classes), where=whole > 0)


def _far(residuals: Floats, blocks: "np.typing.NDArray[np.generic] | None", confidence: float) -> LabelNoise:
    """The share of residuals beyond five robust standard deviations: the median deviation, times 1.4826."""
    away = np.abs(residuals - np.median(residuals))
    far = away > _FAR * _SPREAD_OF_MAD * np.median(away)
    independent = len(far) if blocks is None else len(np.unique(blocks))
    if blocks is None or independent < 2:  # noqa: PLR2004
        share = proportion(int(far.sum()), len(far), confidence)
    else:
        one = mean(far.astype(float), confidence, blocks)
        share = Estimate(one.value, max(0.0, one.low), one.high, one.rows, one.method)
    return LabelNoise("", "", share)
