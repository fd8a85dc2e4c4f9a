"""The model and its baselines on the same folds of the training rows."""

import warnings
from collections.abc import Iterator

import numpy as np

from modelwright.data.folds import folds
from modelwright.errors import InputError
from modelwright.evaluation.baselines import BASELINES
from modelwright.evaluation.ground import Ground, scored_by
from modelwright.evaluation.metrics import METRICS, Scored
from modelwright.evidence.comparison import FoldScores

# With more training rows, the holdout is so large that folds tell nothing that it does not.
MOST = 100_000


def on_folds(ground: Ground) -> tuple[tuple[FoldScores, ...], str]:
    """The headline metric on each fold, by models that were fitted on the others.

    Returns:
        The scores, and why there are none.
    """
    spec, training = ground.spec, ground.training
    if len(training) > MOST:
        return (), f"folds are scored where there are at most {MOST:,} training rows"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a baseline that stops early is still one, and a class may be rare
            scores = tuple(_scores(ground))
    except (InputError, ValueError) as error:
        return (), f"the folds could not be scored: {' '.join(str(error).split())}"
    if not all(np.isfinite([one.model, one.linear, one.dummy]).all() for one in scores):
        return (), f"{spec.promises.headline} has no value on a fold"
    return scores, ""


def _scores(ground: Ground) -> Iterator[FoldScores]:
    spec, training = ground.spec, ground.training
    X, y = training[spec.features.names], training[spec.data.target]
    places, of_model = ground.out_of_fold
    cv = folds(spec, training)
    for fitted, held in cv if isinstance(cv, list) else cv.split(X, y):
        at = np.searchsorted(places, np.sort(held))
        found = {"model": _headline(ground, Scored(of_model.truth[at], of_model.scores[at]))}
        for name, build in BASELINES.items():
            one = build(spec).fit(X.iloc[fitted], y.iloc[fitted])
            found[name] = _headline(ground, scored_by(ground.repo, one, training.iloc[held]))
        yield FoldScores(rows=len(held), **found)


def _headline(ground: Ground, scored: Scored) -> float:
    found = METRICS[ground.spec.promises.headline].compute(scored, np.ones((1, len(scored.truth))))
    return float(found[0])
