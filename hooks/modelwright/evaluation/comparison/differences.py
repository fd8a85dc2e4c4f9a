"""How far one model is ahead of another on the same rows, each metric with its interval, and tests of the two."""

import math
import warnings
from collections.abc import Iterator

import numpy as np

from modelwright.evaluation.closed import quantile
from modelwright.evaluation.comparison.delong import areas, z_and_p
from modelwright.evaluation.comparison.mcnemar import mcnemar
from modelwright.evaluation.comparison.pairs import Paired
from modelwright.evaluation.intervals import lead
from modelwright.evaluation.metrics import METRICS, Scored
from modelwright.evidence import Estimate
from modelwright.evidence.comparison import Difference, PairedTest
from modelwright.spec import Spec
from modelwright.spec.measures import BETWEEN

_PAIR = 2


def differences(spec: Spec, pairs: Paired) -> tuple[Difference, ...]:
    """The headline metric, then the others of which something is promised. One that has no value here is left out."""
    names = dict.fromkeys([spec.promises.headline, *spec.promises.quality])
    truth = pairs.model.truth
    units = len(truth) if pairs.blocks is None else len(np.unique(pairs.blocks))
    if min(len(truth), units) < _PAIR or len(np.unique(truth)) < _PAIR:
        return ()
    found = [(name, _difference(spec, pairs, name)) for name in names if name in METRICS and name not in BETWEEN]
    there = [(name, one) for name, one in found if one is not None]
    return tuple(Difference(name, one) for name, one in there if np.isfinite([one.value, one.low, one.high]).all())


def _difference(spec: Spec, pairs: Paired, name: str) -> Estimate | None:
    model, champion, blocks, confidence = pairs.model, pairs.champion, pairs.blocks, spec.promises.confidence
    if name == "roc_auc":
        return areas(model.truth, model.scores, champion.scores, confidence=confidence, blocks=blocks)
    if name == "accuracy" and blocks is None:
        return shares_right(model, champion, confidence)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")  # a metric without a value on these rows is left out
        return lead(name, model, champion, confidence=confidence, seed=spec.split.seed, blocks=blocks)


def shares_right(model: Scored, champion: Scored, confidence: float) -> Estimate:
    """The share of rows that the model gets right less that of the champion (Bonett and Price, 2012).

    Each side is given one more row on which it alone is right: where the two hardly ever differ, the rows that were
    drawn say less than their spread.
    """
    right, before = model.labels == model.truth, champion.labels == champion.truth
    rows, gained, lost = len(right), int((right & ~before).sum()), int((before & ~right).sum())
    more, fewer = (gained + 1) / (rows + 2), (lost + 1) / (rows + 2)
    centre = more - fewer
    half = quantile(confidence) * math.sqrt((more + fewer - centre**2) / (rows + 2))
    value = (gained - lost) / rows
    low, high = min(value, centre - half), max(value, centre + half)
    return Estimate(value, low, high, rows, "paired proportions of Bonett and Price")


def lead_of_champion(spec: Spec, pairs: Paired) -> float:
    """How far the champion is ahead of the dummy baseline in the headline metric, on the same rows."""
    metric = METRICS[spec.promises.headline]
    ones = np.ones((1, len(pairs.model.truth)))
    champion, dummy = (float(metric.compute(one, ones)[0]) for one in (pairs.champion, pairs.dummy))
    return champion - dummy if metric.higher_is_better else dummy - champion


def paired_tests(spec: Spec, pairs: Paired) -> Iterator[PairedTest]:
    """DeLong's test and McNemar's, where the task has them and rows are independent of each other."""
    if pairs.blocks is not None or spec.model.task == "regression":
        return
    model, champion = pairs.model, pairs.champion
    if spec.model.task == "binary":
        tested = z_and_p(model.truth, model.scores, champion.scores)
        if tested is not None:
            yield PairedTest("DeLong", tested[1], tested[0], "normal, of the difference of two areas")
    right, before = model.labels == model.truth, champion.labels == champion.truth
    only_model, only_champion = int((right & ~before).sum()), int((before & ~right).sum())
    found = mcnemar(only_champion, only_model)
    yield PairedTest("McNemar", found.p_value, found.statistic, found.method, only_champion, only_model)
