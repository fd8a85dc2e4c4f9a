"""The settings that tuning tries: drawn by scikit-learn, or proposed by Optuna where the spec says so."""

import warnings
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from modelwright.errors import InputError
from modelwright.evidence import Trial
from modelwright.progress import track
from modelwright.repo import Repo
from modelwright.spec import SPEC_NAME
from modelwright.toml_lines import line_of

# Of the trials of Optuna, so many are drawn at random before it learns from them: its own number, or a third of few.
_STARTUP = 10


def settings(repo: Repo, space: Any, trials: Sequence[Trial]) -> Iterator[dict[str, Any]]:
    """The settings to try, as many as the budget of the spec; the same seed gives the same ones.

    Args:
        repo: whose spec states the search, its budget and its seed.
        space: of each hyperparameter a list of values or a distribution of scipy, as scikit-learn's `ParameterSampler`
            takes them.
        trials: those that were scored so far, in the order in which they were yielded. The caller adds each before it
            asks for the next one: a search that learns reads the last score.

    Yields:
        The parameters of one trial, as `set_params` takes them.

    Raises:
        InputError: Optuna is asked for and not installed, or a distribution is one that it cannot be told.
    """
    search = _optuna if repo.spec.tuning.search == "optuna" else _random
    return search(repo, space, trials)


def _random(repo: Repo, space: Any, _trials: Sequence[Trial]) -> Iterator[dict[str, Any]]:
    from sklearn.model_selection import ParameterSampler

    sampler = ParameterSampler(space, repo.spec.tuning.trials, random_state=repo.spec.split.seed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a grid of fewer settings than the budget is tried whole
        drawn = list(sampler)
    yield from track(drawn, "trial")


def _optuna(repo: Repo, space: Any, trials: Sequence[Trial]) -> Iterator[dict[str, Any]]:
    """Tree-structured Parzen estimators (Bergstra et al., 2011), one trial after the other."""
    try:
        import optuna
    except ImportError as error:
        line = line_of(repo.spec_text, ("tuning", "search"))
        fact = "tuning.search: Optuna is not installed: `uv add --group dev optuna` adds it"
        raise InputError(repo.shown(SPEC_NAME), fact, line=line) from error

    _refuse_unknown(repo, space)
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    tuning = repo.spec.tuning
    startup = min(_STARTUP, max(1, tuning.trials // 3))
    sampler = optuna.samplers.TPESampler(seed=repo.spec.split.seed, n_startup_trials=startup)
    study = optuna.create_study(direction="maximize", sampler=sampler)
    before = len(trials)
    for number in track(range(tuning.trials), "trial"):
        asked = study.ask()
        yield {name: _suggested(asked, name, choices) for name, choices in space.items()}
        study.tell(asked, trials[before + number].mean)


def _suggested(asked: Any, name: str, choices: Any) -> Any:
    if not hasattr(choices, "rvs"):
        # By its place: Optuna would warn of a choice that is neither a number nor a text.
        return choices[asked.suggest_categorical(name, range(len(choices)))]
    low, high = (float(end) for end in choices.support())
    if _kind(choices) == "randint":
        return asked.suggest_int(name, int(low), int(high))
    return asked.suggest_float(name, low, high, log=_kind(choices) == "loguniform")


def _kind(distribution: Any) -> str:
    """The name of a distribution of scipy; `reciprocal` is the older name of one of them."""
    name = getattr(getattr(distribution, "dist", None), "name", type(distribution).__name__)
    return {"reciprocal": "loguniform"}.get(name, str(name))


def _refuse_unknown(repo: Repo, space: Any) -> None:
    place = repo.shown(f"src/{repo.spec.model.package}/model.py")
    if not isinstance(space, Mapping):
        raise InputError(place, "SEARCH_SPACE: Optuna takes one table of hyperparameters, and not several")
    for name, choices in space.items():
        if not hasattr(choices, "rvs"):
            continue
        kind = _kind(choices)
        if kind not in {"uniform", "loguniform", "randint"}:
            known = "`uniform`, `loguniform`, `randint` or a list"
            raise InputError(place, f"SEARCH_SPACE: {name!r} is drawn from `{kind}`; Optuna is told of {known}")
        # A logarithmic scale that is moved along is no logarithmic scale.
        if kind == "loguniform" and (choices.kwds.get("loc") or len(choices.args) > 2):  # noqa: PLR2004 - its two ends
            raise InputError(place, f"SEARCH_SPACE: {name!r} is a `loguniform` that is shifted; give its two ends only")
