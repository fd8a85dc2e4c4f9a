"""What the trials of the tuning say of each hyperparameter, and of the search itself."""

import math
from collections.abc import Sequence

import numpy as np

from modelwright.errors import InputError
from modelwright.evaluation.closed import mean
from modelwright.evaluation.ground import Ground
from modelwright.evidence import Estimate, Training, Trial, read_evidence
from modelwright.evidence.learning import Search, Setting
from modelwright.fingerprints import file_digest

_SETTINGS = 4
_FEWEST = 3
_SHOWN = 50
# A best value at the edge says something where quality rises towards it, and not by chance alone.
_RISES = 0.5


def search(ground: Ground) -> Search | None:
    """Read the trials beside the model; no model is fitted.

    Returns:
        None where there is no evidence of a training, or it is that of another model.
    """
    repo = ground.repo
    try:
        training = read_evidence(repo.evidence_path("training"), Training)
        known = training.model == file_digest(repo.model_path)
    except (InputError, OSError):
        return None
    trials = [one for one in training.trials if one.scores and np.isfinite(one.scores).all()]
    if not known or not trials or len({len(one.scores) for one in trials}) > 1:
        return None
    return of(training.scorer, trials, ground.spec.promises.confidence)


def of(scorer: str, trials: Sequence[Trial], confidence: float) -> Search:
    """What trials say: of at most four hyperparameters, those first whose values go with the score."""
    found = [_setting(name, trials) for name in sorted({name for one in trials for name in one.parameters})]
    told = sorted((one for one in found if one), key=lambda one: (-abs(one.rank_correlation), one.name))
    return Search(scorer, len(trials), _last_doubling(trials, confidence), tuple(told)[:_SETTINGS])


def _last_doubling(trials: Sequence[Trial], confidence: float) -> Estimate | None:
    """How much better the best of all trials is than the best of half of them, over folds; None of one trial."""
    order = np.argsort([one.mean for one in trials], kind="stable")
    scores = np.array([trials[place].scores for place in order])
    if len(trials) < 2 or scores.shape[1] < 2:  # noqa: PLR2004
        return None
    bought = (best_of(len(trials), len(trials)) - best_of(len(trials), len(trials) // 2)) @ scores
    return mean(bought, confidence)


def best_of(trials: int, count: int) -> "np.typing.NDArray[np.float64]":
    """How likely each trial, from the worst to the best, is the best of so many of them (Dodge et al., 2019).

    Of all sets of that size, drawn without replacement. Shape (trials,).
    """
    # The i-th worst is the best of a set where the others are among those below it.
    return np.array([math.comb(place, count - 1) / math.comb(trials, count) for place in range(trials)])


def _setting(name: str, trials: Sequence[Trial]) -> Setting | None:
    """A hyperparameter that is a number in every trial; None of others, or of fewer than three values."""
    from scipy.stats import rankdata

    values = [one.parameters.get(name) for one in trials]
    if not all(isinstance(value, int | float) and not isinstance(value, bool) for value in values):
        return None
    numbers = np.array(values, dtype=float)
    if not np.isfinite(numbers).all() or len(np.unique(numbers)) < _FEWEST:
        return None
    means = np.array([one.mean for one in trials])
    ranks = float(np.corrcoef(rankdata(numbers), rankdata(means))[0, 1]) if np.ptp(means) > 0 else 0.0
    order = np.argsort(numbers, kind="stable")
    best = numbers[int(np.argmax(means))]
    edge = (best == numbers.max() and ranks >= _RISES) or (best == numbers.min() and ranks <= -_RISES)
    kept = order[np.unique(np.linspace(0, len(order) - 1, min(len(order), _SHOWN)).astype(int))]
    return Setting(
        name=name,
        values=tuple(float(numbers[place]) for place in kept),
        scores=tuple(tuple(float(one) for one in trials[place].scores) for place in kept),
        rank_correlation=ranks,
        best_at_edge=bool(edge),
    )
