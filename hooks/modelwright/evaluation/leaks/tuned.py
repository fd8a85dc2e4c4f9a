"""How the settings were chosen: on folds of training rows, and not on the rows that were to be held out."""

from typing import Any

import numpy as np

from modelwright.data.folds import folds
from modelwright.errors import InputError
from modelwright.evaluation.ground import Ground
from modelwright.evaluation.leaks.jackknife import SURE, jackknife, parts, reach, taken
from modelwright.evaluation.metrics import METRICS, Scored
from modelwright.evidence import Estimate, Training, read_evidence
from modelwright.evidence.leaks import LeadLeft, Tuned
from modelwright.fingerprints import file_digest

# Of each side: more would make the error smaller than what is tolerated anyway.
_ROWS = 20_000
# A score near zero is compared as if it were this: what is recorded has six digits.
_SMALLEST = 0.01


def tuned(ground: Ground) -> Tuned | None:
    """Hold the record of the training against what the folds give when they are computed again."""
    repo, spec = ground.repo, ground.spec
    try:
        training = read_evidence(repo.evidence_path("training"), Training)
        if training.model != file_digest(repo.model_path):
            return None
    except (InputError, OSError):
        return None
    scored = [one for one in training.trials if one.scores]
    chosen = [one for one in scored if one.parameters == training.chosen]
    if not chosen:
        return Tuned(len(training.trials), best=False, deviation=None)
    best = max(one.mean for one in scored)
    kept = max(chosen, key=lambda one: one.mean)
    is_best = kept.mean >= best - 1e-6 * max(1.0, abs(best))
    try:
        again = _again(ground)
    except (ValueError, InputError) as error:  # a class that a fold lacks, for one
        return Tuned(len(training.trials), is_best, None, why_not=str(error).splitlines()[0])
    return Tuned(len(training.trials), is_best, _deviation(kept.scores, again, spec.promises.headline))


def _deviation(recorded: tuple[float, ...], again: list[float], headline: str) -> float | None:
    if len(recorded) != len(again):
        return None
    sign = 1 if METRICS[headline].higher_is_better else -1
    pairs = np.array([recorded, [sign * one for one in again]])
    return float((np.abs(pairs[0] - pairs[1]) / np.maximum(np.abs(pairs[1]), _SMALLEST)).max())


def _again(ground: Ground) -> list[float]:
    """The headline metric on each fold, of a clone with the settings of the model."""
    spec, training = ground.spec, ground.training
    places, scored = ground.out_of_fold
    where = np.full(len(training), -1)
    where[places] = np.arange(len(places))
    compute = METRICS[spec.promises.headline].compute
    cv = folds(spec, training)
    made = cv if isinstance(cv, list) else cv.split(training[spec.features.names], training[spec.data.target])
    found = []
    for _, held in made:
        fold = taken(scored, where[held])
        found.append(float(compute(fold, np.ones((1, len(fold.truth))))[0]))
    return found


def optimism(ground: Ground) -> LeadLeft | None:
    """How much better the model is on the holdout than its clones are out of fold, as a share of their lead.

    None by time, where later rows may well be easier; and where the lead is none.
    """
    spec = ground.spec
    if spec.split.column:
        return None
    metric = METRICS[spec.promises.headline]
    sign = 1 if metric.higher_is_better else -1
    try:
        places, scored = ground.out_of_fold
    except (ValueError, InputError):
        return None
    groups = ground.training[spec.split.group].to_numpy()[places] if spec.split.group else None

    def number(of: Scored, blocks: Any) -> tuple[float, float, int]:
        some = np.sort(np.random.default_rng(ground.seed).permutation(len(of.truth))[:_ROWS])
        few = taken(of, some)
        part = parts(len(some), None if blocks is None else blocks[some], seed=ground.seed)
        return jackknife(lambda weights: sign * metric.compute(few, weights), part)

    within, within_error, within_freedom = number(scored, groups)
    outside, outside_error, freedom = number(ground.scored["model"], ground.blocks)
    chance = float(sign * metric.compute(ground.scored["dummy"], np.ones((1, len(ground.holdout))))[0])
    lead = within - chance
    error = float(np.hypot(within_error, outside_error))
    if not lead > 0 or not np.isfinite(error):
        return None
    value, half = (outside - within) / lead, reach(min(freedom, within_freedom)) * error / lead
    method = f"delete-a-group jackknife of two samples, {SURE:.1%}"
    return LeadLeft(
        spec.promises.headline, Estimate(value, value - half, value + half, len(ground.holdout), method), lead
    )
