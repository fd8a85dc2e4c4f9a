"""The model on the holdout: the numbers behind every gate and page."""

import platform
from collections.abc import Callable, Collection, Iterable
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
import numpy as np

from modelwright.data.moved import record
from modelwright.data.overlap import overlap_of
from modelwright.data.splits import digest, row_ids
from modelwright.errors import InputError
from modelwright.evaluation.baselines import BASELINES
from modelwright.evaluation.behaviour import measure as behaviour
from modelwright.evaluation.calibration import measure as calibration
from modelwright.evaluation.comparison import measure as comparison
from modelwright.evaluation.curves import curves
from modelwright.evaluation.decision import measure as decision
from modelwright.evaluation.efficiency import measure as efficiency
from modelwright.evaluation.fairness import measure as fairness
from modelwright.evaluation.ground import Ground, scored_by
from modelwright.evaluation.importance import measure as importance
from modelwright.evaluation.intervals import lead, measured
from modelwright.evaluation.leaks import alone
from modelwright.evaluation.leaks import measure as leaks
from modelwright.evaluation.learning import measure as learning
from modelwright.evaluation.metrics import METRICS, Scored
from modelwright.evaluation.own import own
from modelwright.evaluation.posterior import DRAWS
from modelwright.evaluation.privacy import measure as privacy
from modelwright.evaluation.remedies import measure as remedies
from modelwright.evaluation.reproducibility import measure as reproducibility
from modelwright.evaluation.robustness import measure as robustness
from modelwright.evaluation.slices import measure as slices
from modelwright.evaluation.tiers import is_asked
from modelwright.evidence import Evaluation, Holdout, Lead, Measured, Record
from modelwright.expectations.validation import measured_content
from modelwright.fingerprints import asked_digest, file_digest, fingerprints
from modelwright.progress import track
from modelwright.repo import Repo
from modelwright.spec import METRICS as METRICS_OF_TASK
from modelwright.spec import SPEC_NAME
from modelwright.spec.measures import TOPS, is_own
from modelwright.toml_lines import line_of

if TYPE_CHECKING:
    import pandas as pd

_LIBRARIES = ("modelwright", "numpy", "pandas", "scikit-learn", "scipy")
Kind = TypeVar("Kind", bound=Record)
# How each theme is measured, in the order of the reports.
MEASURES: dict[str, Callable[[Ground], Record | None]] = {
    "comparison": comparison.measure,
    "slices": slices.measure,
    "fairness": fairness.measure,
    "calibration": calibration.measure,
    "decision": decision.measure,
    "behaviour": behaviour.measure,
    "robustness": robustness.measure,
    "leaks": leaks.measure,
    "reproducibility": reproducibility.measure,
    "efficiency": efficiency.measure,
    "privacy": privacy.measure,
    "importance": importance.measure,
    "learning": learning.measure,
}


def evaluate(repo: Repo, frame: "pd.DataFrame", model: Any, *, themes: Collection[str] | None = None) -> Evaluation:
    """Measure a fitted model on the rows that the spec holds out.

    Args:
        repo: whose spec says what to measure, and whose record of training rows is held against the holdout.
        frame: all rows, as loaded.
        model: the fitted model.
        themes: the only themes that are measured besides quality; without them, all that the spec asks for.

    Returns:
        The evidence; nothing is written.

    Raises:
        InputError: the model cannot be measured on these rows.
    """
    return evaluate_on(Ground.of(repo, frame, model), themes=themes)


def evaluate_on(ground: Ground, *, themes: Collection[str] | None = None) -> Evaluation:
    """Measure on a ground. See `evaluate`."""
    repo, found = ground.repo, quality(ground)
    wanted = {one for one in (*MEASURES, "remedies") if is_asked(repo.spec, one)} if themes is None else {*themes}
    listed = [theme for theme in MEASURES if theme in wanted]
    evaluation = msgspec.structs.replace(found, **{one: MEASURES[one](ground) for one in track(listed, "theme")})
    if "remedies" not in wanted:
        return evaluation
    return msgspec.structs.replace(evaluation, remedies=remedies.measure(ground, evaluation))


def quality(ground: Ground) -> Evaluation:
    """The metrics of the task beside those of the baselines, and how the model came about: for every tier."""
    repo, spec, training = ground.repo, ground.spec, ground.training
    metrics, leads = _compare(ground)
    again = scored_by(repo, ground.again, ground.holdout)
    deviation = _deviation(ground.scored["model"], again)
    return Evaluation(
        commit=repo.commit,
        fingerprints=fingerprints(repo),
        model=file_digest(repo.model_path),
        holdout=_holdout(repo, ground.frame, training, ground.holdout, deviation=deviation),
        interval="interval of independent rows"
        if ground.blocks is None
        else f"interval robust to blocks of {ground.together}",
        confidence=spec.promises.confidence,
        replicates=DRAWS,
        metrics=metrics,
        leads=leads,
        single_feature_score=alone.SCORE[spec.model.task],
        single_features=alone.single_features(spec, training),
        figures=curves(spec, ground.scored["model"], ground.classes),
        content=measured_content(repo),
        asked=asked_digest(spec),
        seed=ground.seed,
        environment={"python": platform.python_version(), **{name: version(name) for name in _LIBRARIES}},
    )


def _compare(ground: Ground) -> tuple[tuple[Measured, ...], tuple[Lead, ...]]:
    """Every metric of every model with its interval, and the paired lead of the headline metric."""
    spec, scored, blocks = ground.spec, ground.scored, ground.blocks
    names = METRICS_OF_TASK[spec.model.task]
    names += tuple(name for name in (*spec.promises.quality, spec.promises.headline) if name in METRICS)
    names = tuple(dict.fromkeys(names))
    _refuse_certain(ground, names)
    options: dict[str, Any] = {"confidence": spec.promises.confidence, "seed": ground.seed, "blocks": blocks}
    try:
        found = {who: dict(zip(names, measured(names, one, **options), strict=True)) for who, one in scored.items()}
        ahead = [
            Lead(spec.promises.headline, name, lead(spec.promises.headline, scored["model"], scored[name], **options))
            for name in BASELINES
        ]
    except ValueError as error:
        raise InputError(ground.repo.shown(SPEC_NAME), f"split: the holdout {error}") from error
    numbers = [Measured(name, who, found[who][name]) for name in names for who in scored]
    others = [name for name in spec.promises.quality if is_own(name)]
    numbers += [Measured(name, "model", own(name, ground.repo, scored["model"], blocks=blocks)) for name in others]
    return tuple(numbers), tuple(ahead)


def _refuse_certain(ground: Ground, names: Iterable[str]) -> None:
    """Among as many classes as there are, the right one always is: a promise of it could not be broken."""
    for name in names:
        if TOPS.get(name, 0) >= len(ground.classes) > 0:
            text, keys = ground.repo.spec_text, ("promises", "quality", name)
            fact = f"promises.quality.{name}: the model has only {len(ground.classes)} classes"
            raise InputError(ground.repo.shown(SPEC_NAME), fact, line=line_of(text, keys))


def _deviation(one: Scored, other: Scored) -> float:
    """The largest difference of two predictions, as a share of their spread where they are not probabilities."""
    spread = 1.0 if one.scores.max() <= 1 and one.scores.min() >= 0 else float(np.ptp(one.scores)) or 1.0
    return float(np.abs(one.scores - other.scores).max() / spread)


def _holdout(
    repo: Repo, frame: "pd.DataFrame", training: "pd.DataFrame", holdout: "pd.DataFrame", *, deviation: float
) -> Holdout:
    import pandas as pd

    held = row_ids(holdout, repo.spec)
    path = repo.training_rows_path
    try:
        fitted_on = pd.read_parquet(path)["row"]
    except (OSError, ValueError, KeyError) as error:
        raise InputError(repo.shown(path), "no record of the rows that the model was fitted on") from error
    known = pd.Series(row_ids(training, repo.spec))
    twins = overlap_of(training, holdout, repo.spec)
    return Holdout(
        strategy=repo.spec.split.strategy,
        rows=len(holdout),
        training_rows=len(training),
        digest=digest(held),
        rows_seen_in_training=int(pd.Series(held).isin(fitted_on).sum()),
        # A record that is empty, or of rows that are not in the data, would hide what was seen.
        rows_unaccounted=int((~known.isin(fitted_on)).sum() + (~(fitted_on.isin(known) | fitted_on.isin(held))).sum()),
        largest_deviation=deviation,
        equal=twins.equal,
        near=twins.near,
        split_groups=twins.groups,
        split=record(frame, repo.spec),
    )
