"""What `train.py` calls besides scikit-learn: scorers, trials, and keeping what was trained."""

import platform
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from modelwright import __version__
from modelwright.data.frames import team_module
from modelwright.data.splits import row_ids
from modelwright.errors import InputError
from modelwright.evaluation.metrics import SCORERS
from modelwright.evidence import Training, Trial, write_evidence
from modelwright.expectations.validation import measured_content
from modelwright.files import write_whole
from modelwright.fingerprints import file_digest, fingerprints
from modelwright.model_file import dump, untrusted_types
from modelwright.progress import track
from modelwright.repo import Repo
from modelwright.spec import SPEC_NAME, Spec
from modelwright.spec.measures import QUANTILES, TOPS
from modelwright.tuning.journal import Journal, forget
from modelwright.tuning.search import settings

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Journal", "Trial", "keep", "scorer", "settings", "track"]


def scorer(spec: Spec) -> Any:
    """The scikit-learn scorer of the headline metric (higher is better)."""
    from sklearn.metrics import (
        average_precision_score,
        brier_score_loss,
        fbeta_score,
        make_scorer,
        mean_pinball_loss,
        precision_score,
        recall_score,
        top_k_accuracy_score,
    )

    headline = spec.promises.headline
    if headline in TOPS:
        return make_scorer(top_k_accuracy_score, response_method="predict_proba", k=TOPS[headline])
    if headline.startswith("pinball_"):
        alpha = QUANTILES[headline.removeprefix("pinball_")]
        return make_scorer(mean_pinball_loss, greater_is_better=False, alpha=alpha)
    # By name, these would score scikit-learn's idea of the positive class, which is the greater label.
    of_a_class: dict[str, tuple[Any, dict[str, Any]]] = {
        "average_precision": (average_precision_score, {"response_method": "predict_proba"}),
        "brier_score": (brier_score_loss, {"response_method": "predict_proba", "greater_is_better": False}),
        "precision": (precision_score, {"zero_division": 0.0}),
        "recall": (recall_score, {"zero_division": 0.0}),
        **{name: (fbeta_score, {"beta": beta, "zero_division": 0.0}) for name, beta in _BETAS.items()},
    }
    if headline not in of_a_class:
        return SCORERS[headline]
    function, options = of_a_class[headline]
    return make_scorer(function, pos_label=spec.data.positive, **options)


_BETAS = {"f1": 1.0, "f2": 2.0, "f0_5": 0.5}


def keep(  # noqa: PLR0913 - each is a fact of the evidence, and named
    repo: Repo,
    model: Any,
    *,
    rows: "pd.DataFrame",
    trials: list[Trial],
    chosen: Trial,
    nested: Sequence[float] = (),
) -> Training:
    """Save a fitted model, the identities of the rows it was fitted on, and the evidence of how it came about.

    Args:
        repo: where to.
        model: a fitted estimator.
        rows: exactly the rows that it was fitted on.
        trials: every setting that was tried.
        chosen: the one that the model has.
        nested: what the whole tuning scored on each outer fold, where the spec asks for it.

    Raises:
        InputError: more was tried than the spec allows, the outer folds are not those of the spec, or the package would
            not load the model.
    """
    import pandas as pd
    import sklearn

    _refuse_overspending(repo, trials)
    _refuse_other_folds(repo, nested)
    _save(repo, model)
    ids = pd.DataFrame({"row": row_ids(rows, repo.spec)}).sort_values("row")
    write_whole(repo.training_rows_path, ids.to_parquet(index=False))
    evidence = Training(
        commit=repo.commit,
        fingerprints=fingerprints(repo),
        environment={
            "python": platform.python_version(),
            "scikit-learn": sklearn.__version__,
            "pandas": pd.__version__,
            "modelwright": __version__,
        },
        rows=len(rows),
        seed=repo.spec.split.seed,
        estimator=type(getattr(model, "_final_estimator", model)).__name__,
        scorer=SCORERS[repo.spec.promises.headline],
        trials=tuple(trials),
        chosen=chosen.parameters,
        model=file_digest(repo.model_path),
        content=measured_content(repo),
        nested=tuple(map(float, nested)),
        search=repo.spec.tuning.search or "random",
        budget=repo.spec.tuning.trials,
        folds=repo.spec.tuning.folds,
    )
    write_evidence(repo.evidence_path("training"), evidence)
    forget(repo)
    return evidence


def load_model(repo: Repo) -> Any:
    """Load the trained model as the package itself does: no code is executed.

    Raises:
        InputError: there is no model, or it holds a type that the package does not trust.
    """
    if not repo.model_path.is_file():
        raise InputError(repo.shown(repo.model_path), "no model yet: `modelwright train` makes it")
    try:
        return team_module(repo, "predict").load_model(repo.model_path)
    except Exception as error:  # a file cut short fails in many ways inside the reader
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise InputError(repo.shown(repo.model_path), f"cannot be loaded: {reason}") from error


def _refuse_overspending(repo: Repo, trials: list[Trial]) -> None:
    tuning = repo.spec.tuning
    folds = max((len(trial.scores) for trial in trials), default=0)
    if len(trials) > tuning.trials or folds > tuning.folds:
        fact = f"{len(trials)} trials over {folds} folds were spent, of {tuning.trials} over {tuning.folds}"
        raise InputError(repo.shown(SPEC_NAME), f"tuning: {fact}")


def _refuse_other_folds(repo: Repo, nested: Sequence[float]) -> None:
    asked = repo.spec.tuning.nested or 0
    if len(nested) != asked:
        fact = f"tuning.nested: {asked} outer folds are asked for, and train.py keeps the scores of {len(nested)}"
        raise InputError(repo.shown(SPEC_NAME), fact)


def _save(repo: Repo, model: Any) -> None:
    """Write the model whole, and only if the package will be able to load it."""
    archive = dump(model)
    strange = untrusted_types(archive, team_module(repo, "predict").TRUSTED_TYPES)
    if strange:
        place = repo.shown(f"src/{repo.spec.model.package}/predict.py")
        raise InputError(place, f"TRUSTED_TYPES lacks {', '.join(strange)}, which the model is made of")
    write_whole(repo.model_path, archive)
