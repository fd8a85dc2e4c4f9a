"""Seeds that are not set, and whether it matters."""

import warnings
from typing import Any

from modelwright.evaluation.ground import Ground, scored_by
from modelwright.evaluation.reproducibility.apart import largest_difference
from modelwright.evidence.reproducibility import Seeds

_NAME = "random_state"


def seeds(ground: Ground) -> Seeds:
    """Find every `random_state` of the model and its parts; where some have none, fit with two seeds and compare.

    A parameter without a seed may draw nothing, such as that of a logistic regression whose solver does not: it is
    named, and harms nobody. Whether it draws may depend on the rows, so all training rows are fitted.
    """
    params = ground.model.get_params(deep=True) if hasattr(ground.model, "get_params") else {}
    named = {name: value for name, value in params.items() if name.split("__")[-1] == _NAME}
    unset = sorted(name for name, value in named.items() if not _is_seed(value))
    if not unset:
        return Seeds(len(named))
    one, other = (_fitted(ground, dict.fromkeys(unset, seed)) for seed in (0, 1))
    return Seeds(len(named) - len(unset), tuple(unset), largest_difference(one, other))


def _is_seed(value: Any) -> bool:
    """A generator is none: it draws something else each time that it is used."""
    import numpy as np

    return isinstance(value, int | np.integer)


def _fitted(ground: Ground, settings: dict[str, int]) -> Any:
    from sklearn.base import clone

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = clone(ground.model).set_params(**settings)
        model.fit(ground.training[ground.spec.features.names], ground.training[ground.spec.data.target])
    return scored_by(ground.repo, model, ground.holdout).scores
