"""Time: what was fitted lies before what is predicted, and a random split does not hide that it does not."""

import warnings

import numpy as np

from modelwright.data.hashing import row_ids
from modelwright.errors import InputError
from modelwright.evaluation.ground import Ground, scored_by
from modelwright.evaluation.leaks.jackknife import SURE, jackknife, reach, taken
from modelwright.evaluation.metrics import METRICS, Floats, Scored
from modelwright.evidence import Estimate
from modelwright.evidence.leaks import Order

# The share of training rows, the newest, that are predicted from the older ones.
_LATER = 0.2
# Contiguous stretches of time that are left out together.
_STRETCHES = 20
_FEWEST = 200


def order(ground: Ground) -> Order:
    """Count fitted rows that are not older than the holdout; of a random split, see what time would have changed."""
    if ground.spec.split.column:
        return Order(late=_late(ground, ground.spec.split.column))
    time = ground.spec.data.time
    return Order(inflation=_inflation(ground, time) if time else None)


def _late(ground: Ground, column: str) -> int | None:
    """Rows by the record beside the model, whatever the spec says of their side; None without one."""
    import pandas as pd

    try:
        fitted = pd.read_parquet(ground.repo.training_rows_path)["row"].to_numpy()
    except (OSError, ValueError, KeyError):
        return None
    is_fitted = np.isin(row_ids(ground.frame, ground.spec), fitted)
    first = ground.holdout[column].min()
    return int((is_fitted & (ground.frame[column] >= first).to_numpy()).sum())


def _inflation(ground: Ground, time: str) -> Estimate | None:
    """Random folds against predicting forward, on the same newest rows of training."""
    from sklearn.base import clone

    training, spec = ground.training, ground.spec
    times = training[time]
    if times.isna().any() or len(training) < _FEWEST:
        return None
    ordered = np.argsort(times.to_numpy(), kind="stable")
    later = ordered[int(len(ordered) * (1 - _LATER)) :]
    later = later[times.to_numpy()[later] > times.to_numpy()[ordered[int(len(ordered) * (1 - _LATER)) - 1]]]
    try:
        places, folded = ground.out_of_fold
    except (ValueError, InputError):
        return None
    where = {int(place): index for index, place in enumerate(places)}
    if len(later) < _FEWEST or not all(int(one) in where for one in later):
        return None
    older = training[(times < times.iloc[later].min()).to_numpy()]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = clone(ground.model).fit(older[spec.features.names], older[spec.data.target])
        dummy = clone(ground.baselines["dummy"]).fit(older[spec.features.names], older[spec.data.target])
    try:
        forward, chance = (scored_by(ground.repo, one, training.iloc[later]) for one in (model, dummy))
    except InputError:  # a class that older rows do not have
        return None
    random = taken(folded, [where[int(one)] for one in later])
    return lost(spec.promises.headline, random, forward, chance)


def lost(headline: str, random: Scored, forward: Scored, chance: Scored) -> Estimate | None:
    """The share of the lead over chance that predicting forward loses. Rows are in the order of time."""
    metric = METRICS[headline]
    sign = 1 if metric.higher_is_better else -1

    def share(weights: Floats) -> Floats:
        numbers = [sign * metric.compute(one, weights) for one in (random, forward, chance)]
        lead = numbers[0] - numbers[2]
        return (numbers[0] - numbers[1]) / np.where(lead > 0, lead, np.nan)

    rows = len(random.truth)
    value, error, freedom = jackknife(share, np.arange(rows) * min(_STRETCHES, rows) // rows)
    if not np.isfinite(value) or not np.isfinite(error):
        return None
    half = reach(freedom) * error
    method = f"delete-a-group jackknife of {freedom + 1} stretches of time, {SURE:.1%}"
    return Estimate(value, value - half, value + half, rows, method)
