"""What each feature buys, and what it costs."""

import numpy as np

from modelwright.evaluation.ground import Ground
from modelwright.evaluation.importance.permuting import permuted
from modelwright.evaluation.importance.proxies import proxies
from modelwright.evaluation.importance.twins import twins
from modelwright.evaluation.metrics import METRICS
from modelwright.evidence import Estimate
from modelwright.evidence.importance import FeatureImportance, Importance, TwinImportance
from modelwright.spec.promised.importance import ImportancePromise

# A feature that buys less than this share of what the model buys beyond the dummy baseline buys nothing.
_SHARE = 0.01


def measure(ground: Ground) -> Importance:
    """Scramble each feature, each set of twins, and all that buy nothing, and see how much worse the model gets.

    Permutation importance (Breiman, 2001; Fisher et al., 2019), of the model as it is: a feature whose twin says the
    same looks worthless alone, so features of a high rank correlation are scrambled together as well.

    Returns:
        What each feature buys, largest first; of no feature where too few rows are held out to tell.
    """
    spec = ground.spec
    promise = spec.promises.importance or ImportancePromise()
    features = spec.features.names
    found = twins(ground.training, spec)
    sets = [(one,) for one in features] + found
    first = permuted(ground, sets)
    if first is None:
        return Importance(metric=spec.promises.headline, rows=0, permutations=0, worth=0.0, features=())
    worth = _worth(ground) if promise.worth is None else promise.worth
    bought = dict(zip(sets, first.losses, strict=True))
    # Of one value alone on the holdout, such as the year of a split by time, nothing is known.
    constant = {one for one in features if ground.holdout[one].nunique(dropna=False) <= 1}
    nothing = {one: estimate.high <= worth and not constant & {*one} for one, estimate in bought.items()}
    of = {feature: one for one in found for feature in one}
    idle = tuple(one for one in features if nothing[of.get(one, (one,))])
    together = permuted(ground, [idle]) if idle else None
    return Importance(
        metric=spec.promises.headline,
        rows=first.rows,
        permutations=first.permutations,
        worth=worth,
        features=_ranked(ground, bought, of, nothing=nothing, constant=constant),
        twins=tuple(TwinImportance(one, bought[one], nothing[one]) for one in found),
        idle=idle,
        without_idle=together.losses[0] if together else None,
        proxies=proxies(ground),
    )


def _worth(ground: Ground) -> float:
    """A hundredth of the model's lead over the dummy baseline; nothing where it has none."""
    metric = METRICS[ground.spec.promises.headline]
    model, dummy = (
        float(metric.compute(ground.scored[who], np.ones((1, len(ground.holdout))))[0]) for who in ("model", "dummy")
    )
    return _SHARE * max(0.0, model - dummy if metric.higher_is_better else dummy - model)


def _ranked(
    ground: Ground,
    bought: dict[tuple[str, ...], Estimate],
    of: dict[str, tuple[str, ...]],
    *,
    nothing: dict[tuple[str, ...], bool],
    constant: set[str],
) -> tuple[FeatureImportance, ...]:
    training, promise = ground.training, ground.spec.promises.importance
    costs = (promise.costs if promise else None) or {}
    records = []
    for feature in ground.spec.features.names:
        estimate, cost = bought[feature,], costs.get(feature)
        named = feature in ground.spec.features.categorical
        records.append(
            FeatureImportance(
                feature=feature,
                estimate=estimate,
                buys_nothing=nothing[feature,],
                missing=round(float(training[feature].isna().mean()), 4),
                columns=int(training[feature].nunique()) if named else 1,
                twins=tuple(one for one in of.get(feature, ()) if one != feature),
                cost=cost,
                # It is shown to buy less than it costs, and not merely not shown to buy more.
                worth_its_cost=None if cost is None or feature in constant else estimate.high >= cost,
                constant=feature in constant,
            )
        )
    return tuple(sorted(records, key=lambda one: (-one.estimate.value, one.feature)))
