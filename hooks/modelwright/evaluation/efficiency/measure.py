"""What the model costs in time, memory and size."""

import warnings
from collections.abc import Callable
from typing import Any

import msgspec

from modelwright.data.frames import team_module
from modelwright.errors import InputError
from modelwright.evaluation.efficiency.workload import best_of, peak_memory, reference
from modelwright.evaluation.ground import Ground
from modelwright.evidence.efficiency import Efficiency, Spent
from modelwright.files import write_whole
from modelwright.model_file import dump
from modelwright.progress import say
from modelwright.spec.promised.efficiency import EfficiencyPromise

_BATCH = 10_000
_THOUSANDS = _BATCH / 1000
_MEGABYTE = 1e6
_TIMES = 3
# Single rows are quick, and the first ones are slow.
_TIMES_SINGLE = 30


def measure(ground: Ground) -> Efficiency:
    """Time what a team pays for, beside a reference workload; what was measured is kept beside the model.

    A budget that one run keeps is kept: more runs are made only where it is not.
    """
    promise = ground.spec.promises.efficiency or EfficiencyPromise()
    unit, size = reference(), _size(ground)
    features = ground.holdout[ground.spec.features.names]
    batch = features.sample(_BATCH, replace=True, random_state=ground.seed).reset_index(drop=True)
    predict = _predict(ground)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        cost = {
            "fit": best_of(_fit(ground), times=_TIMES, enough=promise.fit * unit) / unit,
            "batch": best_of(lambda: predict(batch), times=_TIMES, enough=promise.batch * unit * _THOUSANDS)
            / unit
            / _THOUSANDS,
            "single": best_of(lambda: predict(batch.iloc[[0]]), times=_TIMES_SINGLE, enough=promise.single * unit)
            / unit,
            "memory": peak_memory(lambda: predict(batch)) / _MEGABYTE,
            "size": size / _MEGABYTE,
        }
    _keep_aside(ground, cost)
    return Efficiency(
        size, tuple(Spent(name, getattr(promise, name), cost[name] <= getattr(promise, name)) for name in cost)
    )


def _fit(ground: Ground) -> Callable[[], object]:
    from sklearn.base import clone

    X, y = ground.training[ground.spec.features.names], ground.training[ground.spec.data.target]
    return lambda: clone(ground.model).fit(X, y)


def _predict(ground: Ground) -> Callable[[Any], Any]:
    """As production asks: by the team's `predict`, or the estimator's own where there is none."""
    try:
        of_team = team_module(ground.repo, "predict").predict
    except (InputError, AttributeError):
        return ground.model.predict if ground.spec.model.task == "regression" else ground.model.predict_proba
    return lambda rows: of_team(ground.model, rows)


def _size(ground: Ground) -> int:
    path = ground.repo.model_path
    return path.stat().st_size if path.is_file() else len(dump(ground.model))


def _keep_aside(ground: Ground, cost: dict[str, float]) -> None:
    """In a file that is not evidence, for no two runs write the same."""
    say("cost      " + ", ".join(f"{name} {value:.3g}" for name, value in cost.items()))
    folder = ground.repo.model_path.parent
    if folder.is_dir():
        shown = {name: float(f"{value:.3g}") for name, value in cost.items()}
        write_whole(folder / "efficiency.json", msgspec.json.format(msgspec.json.encode(shown), indent=2) + b"\n")
