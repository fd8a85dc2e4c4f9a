"""The model on the holdout, against its baselines: the numbers behind every gate and page."""

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np

from modelwright.data.moved import record
from modelwright.data.overlap import overlap_of
from modelwright.data.splits import digest, row_ids, split
from modelwright.errors import InputError
from modelwright.evaluation import leaks
from modelwright.evaluation.baselines import BASELINES
from modelwright.evaluation.curves import curves
from modelwright.evaluation.intervals import REPLICATES, estimates
from modelwright.evaluation.metrics import METRICS, Floats, Scored, score
from modelwright.evidence import Evaluation, Holdout, Lead, Measured
from modelwright.expectations.validation import measured_content
from modelwright.fingerprints import file_digest, fingerprints
from modelwright.progress import track
from modelwright.repo import Repo
from modelwright.spec import METRICS as METRICS_OF_TASK
from modelwright.spec import Spec

if TYPE_CHECKING:
    import pandas as pd


def evaluate(repo: Repo, frame: "pd.DataFrame", model: Any) -> Evaluation:
    """Measure a fitted model on the rows that the spec holds out.

    The model is also fitted once more, on the training rows alone: where that predicts something else, the model was
    made from other rows than it says.

    Args:
        repo: whose spec says what to measure, and whose record of training rows is held against the holdout.
        frame: all rows, as loaded.
        model: the fitted model.

    Returns:
        The evidence; nothing is written.
    """
    from sklearn.base import clone

    spec = repo.spec
    training, holdout = split(frame, spec)
    X, y = training[spec.features.names], training[spec.data.target]
    scored = {"model": _score(repo, model, holdout)}
    again = _score(repo, clone(model).fit(X, y), holdout)
    for name, build in track([*BASELINES.items()], "baseline"):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a baseline that stops early is still a baseline
            scored[name] = _score(repo, build(spec).fit(X, y), holdout)
    # Rows of one time or of one group are not independent: they are drawn together.
    together = spec.split.column or spec.split.group
    blocks = holdout[together].to_numpy() if together else None
    measured, leads = _compare(spec, scored, blocks)
    return Evaluation(
        commit=repo.commit,
        fingerprints=fingerprints(repo),
        model=file_digest(repo.model_path),
        holdout=_holdout(repo, frame, training, holdout, deviation=_deviation(scored["model"], again)),
        interval="percentile bootstrap of rows" if blocks is None else f"percentile bootstrap of {together}",
        confidence=spec.promises.confidence,
        replicates=REPLICATES,
        metrics=measured,
        leads=leads,
        single_feature_score=leaks.SCORE[spec.model.task],
        single_features=leaks.single_features(spec, training),
        figures=curves(spec, scored["model"], _classes(spec, model)),
        content=measured_content(repo),
    )


def _score(repo: Repo, model: Any, holdout: "pd.DataFrame") -> Scored:
    spec = repo.spec
    X, y = holdout[spec.features.names], holdout[spec.data.target]
    try:
        return score(model, X, y, task=spec.model.task, positive=spec.data.positive)
    except ValueError as error:
        raise InputError(repo.shown(repo.model_path), str(error)) from error


def _compare(
    spec: Spec, scored: dict[str, Scored], blocks: Floats | None
) -> tuple[tuple[Measured, ...], tuple[Lead, ...]]:
    """Every metric of every model with its interval, and the paired lead of the headline metric."""
    names = [(metric, who) for metric in METRICS_OF_TASK[spec.model.task] for who in scored]
    headline = spec.promises.headline
    sign = 1 if METRICS[headline].higher_is_better else -1

    def numbers(weights: Floats) -> Floats:
        """Each number once: the leads are differences of those that are there."""
        alone = {name: METRICS[name[0]].compute(scored[name[1]], weights) for name in names}
        leads = [sign * (alone[headline, "model"] - alone[headline, baseline]) for baseline in BASELINES]
        return np.stack([*alone.values(), *leads])

    found = estimates(
        [numbers],
        len(scored["model"].truth),
        seed=spec.split.seed,
        confidence=spec.promises.confidence,
        blocks=blocks,
    )
    measured = tuple(Measured(*name, one) for name, one in zip(names, found, strict=False))
    leads = (Lead(headline, *one) for one in zip(BASELINES, found[len(names) :], strict=True))
    return measured, tuple(leads)


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
        fitted_on = pd.read_parquet(path)["row"].to_numpy()
    except (OSError, ValueError, KeyError) as error:
        raise InputError(repo.shown(path), "no record of the rows that the model was fitted on") from error
    known = row_ids(training, repo.spec)
    twins = overlap_of(training, holdout, repo.spec)
    return Holdout(
        strategy=repo.spec.split.strategy,
        rows=len(holdout),
        training_rows=len(training),
        digest=digest(held),
        rows_seen_in_training=int(np.isin(held, fitted_on).sum()),
        # A record that is empty, or of rows that are not in the data, would hide what was seen.
        rows_unaccounted=int(
            (~np.isin(known, fitted_on)).sum() + (~np.isin(fitted_on, np.concatenate([known, held]))).sum()
        ),
        largest_deviation=deviation,
        equal=twins.equal,
        near=twins.near,
        split_groups=twins.groups,
        split=record(frame, repo.spec),
    )


def _classes(spec: Spec, model: Any) -> list[str]:
    return [] if spec.model.task == "regression" else [str(name) for name in model.classes_]
