"""What is random by default is known from the installed libraries, and seeds are seen where people put them."""

import inspect
import random
import warnings
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from modelwright.checks import _random_by_default as known
from modelwright.checks.unseeded_randomness import check
from modelwright.repo import Repo
from modelwright.sources import Code

TABLES = (
    known.SKLEARN_ALWAYS,
    frozenset(known.SKLEARN_WHEN),
    known.SKLEARN_SEEDED,
    known.SKLEARN_QUIET,
)


def facts(folder: Path, text: str) -> list[str]:
    (folder / "flow.py").write_text(text, encoding="utf-8")
    return [finding.fact for finding in check(Code(Repo(folder), "flow.py"))]


@cache
def seeded_by_sklearn() -> dict[str, inspect.Signature]:
    """Everything public of the installed scikit-learn that takes a `random_state`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from sklearn import model_selection
        from sklearn.experimental import enable_halving_search_cv, enable_iterative_imputer  # noqa: F401
        from sklearn.utils.discovery import all_estimators, all_functions

        named = [*all_estimators(), *all_functions(), *vars(model_selection).items()]
        signatures = {name: inspect.signature(one) for name, one in named if callable(one)}
    return {name: one for name, one in signatures.items() if "random_state" in one.parameters}


def test_each_name_of_the_installed_scikit_learn_is_in_exactly_one_table() -> None:
    for name in seeded_by_sklearn():
        assert sum(name in table for table in TABLES) == 1, name


def test_each_name_in_the_tables_is_one_of_scikit_learn() -> None:
    from sklearn.utils import extmath

    assert extmath.randomized_svd
    assert frozenset().union(*TABLES) <= set(seeded_by_sklearn())


def test_only_the_seeded_have_a_default_seed() -> None:
    for name, signature in seeded_by_sklearn().items():
        default = signature.parameters["random_state"].default
        assert (isinstance(default, int)) == (name in known.SKLEARN_SEEDED), name


def test_the_conditions_name_arguments_and_are_not_the_defaults() -> None:
    signatures = seeded_by_sklearn()
    for name, conditions in known.SKLEARN_WHEN.items():
        told = [argument for argument in conditions if argument in signatures[name].parameters]
        assert told, name
        for argument in told:
            assert signatures[name].parameters[argument].default not in conditions[argument], name


@pytest.mark.parametrize("name", ["RandomForestRegressor", "KMeans", "SGDRegressor", "LinearSVR"])
def test_what_is_called_random_differs_from_run_to_run(name: str) -> None:
    assert name in known.SKLEARN_ALWAYS
    assert not np.allclose(fitted(name, 0), fitted(name, 1))


@pytest.mark.parametrize(("settings", "same"), [({}, True), ({"penalty": "l1"}, False), ({"dual": True}, False)])
def test_liblinear_draws_only_for_two_of_its_problems(settings: dict[str, object], *, same: bool) -> None:
    from sklearn.linear_model import LogisticRegression

    rows = np.random.default_rng(0).normal(size=(300, 10))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        models = [LogisticRegression(solver="liblinear", random_state=seed, **settings) for seed in (0, 1)]
        first, second = (model.fit(rows, rows[:, 0] > 0.1).coef_ for model in models)

    assert np.array_equal(first, second) == same


@pytest.mark.parametrize("name", ["Ridge", "ElasticNet", "HistGradientBoostingRegressor"])
def test_what_is_not_called_random_is_the_same_in_each_run(name: str) -> None:
    assert name not in known.SKLEARN_ALWAYS
    assert np.array_equal(fitted(name, 0), fitted(name, 1))


def fitted(name: str, seed: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    from sklearn.utils.discovery import all_estimators

    rows = np.random.default_rng(0).normal(size=(200, 5))
    np.random.seed(seed)  # noqa: NPY002 - the global generator is what an estimator without a seed draws from
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = dict(all_estimators())[name]().fit(rows, rows[:, 0] + rows[:, 1] ** 2)
    return np.asarray(model.predict(rows), dtype=np.float64)


def test_the_functions_of_numpy_and_python_are_those_of_the_installed_ones() -> None:
    of_numpy = {one for one in dir(np.random.RandomState) if not one.startswith("_")}
    aliases = {"ranf", "sample"}
    assert set(known._NUMPY) - aliases == of_numpy - {"seed", "get_state", "set_state", "tomaxint"}
    classes = {"Random", "SystemRandom", "seed", "getstate", "setstate"}
    assert set(random.__all__) - classes <= set(known._PYTHON)


@pytest.mark.parametrize(
    "text",
    [
        "from sklearn.ensemble import RandomForestClassifier as Forest\nForest(random_state=seed)",
        "from sklearn.ensemble import RandomForestClassifier\nRandomForestClassifier(**parameters)",
        "import numpy as np\nfrom sklearn.cluster import KMeans\nnp.random.seed(7)\nKMeans(8)",
        "from helpers import seed_everything\nfrom sklearn.cluster import KMeans\nseed_everything(7)\nKMeans(8)",
        "from sklearn.cluster import KMeans\nKMeans(2, init=centres, n_init=1)",
        "from sklearn.model_selection import KFold\nKFold(5)\nKFold(5, shuffle=False)",
        "from sklearn.model_selection import train_test_split\ntrain_test_split(X, shuffle=False)",
        "from sklearn.linear_model import LogisticRegression, Ridge\nLogisticRegression()\nRidge()",
        "from sklearn.linear_model import LogisticRegression\nLogisticRegression(solver='liblinear')",
        "from sklearn.svm import SVC, LinearSVC\nSVC()\nLinearSVC()",
        "from sklearn.cluster import KMeans\nwith pytest.raises(ValueError):\n    KMeans(0).fit(rows)",
        "from sklearn.ensemble import HistGradientBoostingClassifier\nHistGradientBoostingClassifier()",
        "from sklearn import ensemble, tree\nensemble.BaggingClassifier(tree.DecisionTreeClassifier(), random_state=0)",
        "from sklearn.cluster import KMeans\nmodel = KMeans()\nmodel.set_params(random_state=0)",
        "from sklearn.linear_model import Perceptron\nPerceptron()",
        "import xgboost\nxgboost.XGBClassifier()",
        "from lightgbm import LGBMClassifier\nLGBMClassifier(random_state=None)",
        "from catboost import CatBoostClassifier\nCatBoostClassifier()",
        "import numpy as np\nnp.random.default_rng(0)\nnp.random.default_rng(seed=seed)\nnp.random.RandomState(1)",
        "import random\nrandom.Random(0).shuffle(rows)\nrandom.SystemRandom().choice(rows)",
        "import random, time\ntime.sleep(1 + random.random())",
        "import torch\ntorch.randperm(5, generator=generator)",
        "import torch\nclass Noise(torch.nn.Module):\n    def forward(self, x):\n        return torch.randn_like(x)",
        "import optuna\noptuna.create_study(sampler=optuna.samplers.TPESampler(seed=1))",
        "import pandas as pd\nframe.sample(10, random_state=0)\nframe.sample(frac=1, random_state=seed)",
        "import pandas as pd\nenvironment.action_space.sample()",
        "import tensorflow as tf\nrng.shuffle(rows)",
        "import keras\nkeras.utils.set_random_seed(0)\nmodel = keras.Sequential([])\nmodel.fit(x, y)",
        "random = make_generator()\nrandom.choice(rows)",
    ],
)
def test_a_seed_and_what_needs_none_are_let_be(text: str, tmp_path: Path) -> None:
    assert facts(tmp_path, text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("import sklearn.cluster\nsklearn.cluster.KMeans(8)", "KMeans"),
        ("from sklearn.cluster import KMeans\nKMeans(2, init='random')", "KMeans"),
        ("from sklearn.cluster import MiniBatchKMeans\nMiniBatchKMeans(2, init=centres)", "MiniBatchKMeans"),
        ("import numpy as np\nfrom sklearn.cluster import KMeans\nnp.random.seed(None)\nKMeans(8)", "KMeans"),
        ("from sklearn.linear_model import Perceptron\nPerceptron(random_state=None)", "Perceptron"),
        (
            "from sklearn.linear_model import LogisticRegression\nLogisticRegression(solver='saga')",
            "LogisticRegression",
        ),
        ("from sklearn.linear_model import LogisticRegression\nLogisticRegression(penalty='l1')", "LogisticRegression"),
        ("from sklearn.cluster import KMeans\nwith open(path) as rows:\n    KMeans(8).fit(rows)", "KMeans"),
        ("from sklearn.model_selection import StratifiedKFold\nStratifiedKFold(shuffle=True)", "StratifiedKFold"),
        ("from sklearn.ensemble import BaggingClassifier\nBaggingClassifier(tree())", "BaggingClassifier"),
        ("from imblearn.over_sampling import SMOTE\nSMOTE(k_neighbors=3)", "SMOTE"),
        ("import numpy as np\nnp.random.shuffle(rows)", "numpy.random.shuffle"),
        ("from numpy.random import default_rng\ndefault_rng(None)", "numpy.random.default_rng"),
        ("import random\nrandom.Random()", "random.Random is random, and gets no seed"),
        ("import random\nrandom.seed()\nrandom.shuffle(rows)", "random.shuffle"),
        ("import torch\ntorch.randn(3)", "torch.randn"),
        ("import numpy as np, torch\nnp.random.seed(0)\ntorch.randn(3)", "torch.randn"),
        ("from torch.utils.data import DataLoader\nDataLoader(rows, shuffle=True)", "torch.utils.data.DataLoader"),
        ("import tensorflow as tf\ntf.random.normal([3])", "tensorflow.random.normal"),
        ("import tensorflow as tf\ntrain_ds.shuffle(1000)", ".shuffle()"),
        ("import optuna\noptuna.create_study(direction='maximize')", "create_study"),
        ("import optuna\noptuna.samplers.TPESampler()", "TPESampler"),
        ("import pandas as pd\nframe.sample(frac=1)", ".sample()"),
        ("import polars as pl\nframe.sample(fraction=0.5)", ".sample()"),
        ("from pyspark.sql import SparkSession\nframe.randomSplit([0.8, 0.2])", ".randomSplit()"),
        ("from datasets import load_dataset\nrows.train_test_split(test_size=0.1)", ".train_test_split()"),
        ("from scipy import stats\nstats.norm.rvs(size=3)", ".rvs()"),
        ("import umap\numap.UMAP()", "UMAP"),
        ("import keras\nmodel = keras.Sequential([])\nmodel.fit(x, y)", "a Keras model"),
        ("import torch\nloss.backward()\noptimizer.step()", "a model"),
    ],
)
def test_what_draws_without_a_seed_is_found(text: str, name: str, tmp_path: Path) -> None:
    [fact] = facts(tmp_path, text)
    assert fact.startswith(name)
