"""Grounds for tests of the themes: small rows that are made up, or the real ones that the template ships."""

import importlib
import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import numpy as np
import pandas as pd

from modelwright.evaluation.ground import Ground
from modelwright.repo import Repo
from modelwright.spec import Spec
from tests.specs import spec as binary_spec


class RepoOf(Repo):
    """A repository that exists by its spec only."""

    def __init__(self, root: Path, spec: Spec) -> None:
        super().__init__(root)
        self.__dict__["spec"] = spec


def rows(count: int = 2000, *, seed: int = 0) -> pd.DataFrame:
    """Rows with two numbers, a name of three, and a target that the first number and the name explain in part."""
    draw = np.random.default_rng(seed)
    a, b, c = draw.normal(size=count), draw.normal(size=count), draw.choice(["x", "y", "z"], size=count)
    chance = 1 / (1 + np.exp(-(1.5 * a + (c == "z") - 0.8)))
    return pd.DataFrame({"a": a, "b": b, "c": c, "y": (draw.random(count) < chance).astype(int)})


def small(root: Path, frame: pd.DataFrame | None = None, *, spec: Spec | None = None, model: Any = None) -> Ground:
    """A ground of made-up rows, with a logistic regression that was fitted on the training rows alone.

    Args:
        root: an empty folder that stands for the repository.
        frame: other rows, with the columns of the spec.
        spec: another spec; `tests.specs` makes some.
        model: another unfitted model.
    """
    from sklearn.compose import ColumnTransformer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder

    from modelwright.data.splits import split

    spec = binary_spec() if spec is None else spec
    frame = rows() if frame is None else frame
    if model is None:
        numeric, names = list(spec.features.numeric), list(spec.features.categorical)
        encode = ColumnTransformer(
            [("n", "passthrough", numeric), ("c", OneHotEncoder(handle_unknown="ignore"), names)]
        )
        model = make_pipeline(encode, LogisticRegression())
    training, _ = split(frame, spec)
    model.fit(training[spec.features.names], training[spec.data.target])
    return Ground.of(RepoOf(root, spec), frame, model)


def real(folder: Path, **promises: object) -> Ground:
    """A ground of a rendered model repo: its rows, its model with its own settings, and its spec.

    Args:
        folder: as the fixture `render` makes it.
        promises: tables of `promises` in place of those of the spec, such as `slices={"search": True}`.
    """
    from modelwright.data.splits import split

    repo = Repo(folder)
    spec = repo.spec
    if promises:
        plain = msgspec.to_builtins(spec)
        kept = {key: value for key, value in plain["promises"].items() if value is not None}
        plain = _without_nothing({**plain, "promises": {**kept, **promises}})
        spec = msgspec.convert(plain, Spec)
    package = _imported(folder / "src" / spec.model.package)
    model = package("model").build_model(spec.features.numeric, spec.features.categorical, spec.split.seed)
    frame = package("data").load(repo.data_path)
    training, _ = split(frame, spec)
    model.fit(training[spec.features.names], training[spec.data.target])
    return Ground.of(RepoOf(folder, spec), frame, model)


def _without_nothing(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nothing(inner) for key, inner in value.items() if inner is not None}
    return value


def _imported(package: Path) -> Callable[[str], ModuleType]:
    """How to import a module of a team's package without installing it."""
    source = str(package.parent)
    if source not in sys.path:
        sys.path.insert(0, source)
    assert importlib.util.find_spec(package.name), package
    return lambda name: importlib.import_module(f"{package.name}.{name}")
