"""What goes wrong in code that a check reads before anything runs."""

from tests.controls.edits import write
from tests.controls.sabotage import CHECKED, Sabotage


def _module(body: str) -> str:
    return f'"""An experiment."""\n\n{body}'


def _code(name: str, why: str, caught_by: str, body: str) -> Sabotage:
    return Sabotage(name, why, caught_by, write("src/binary_model/experiment.py", _module(body)), CHECKED)


SABOTAGES = (
    _code(
        "An imputer is fitted before the split",
        "It was convenient to clean the whole table at once.",
        "leak-fit-before-split",
        """\
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split


def fit(X, y):
    X = SimpleImputer().fit_transform(X)
    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
    return LogisticRegression().fit(X_train, y_train).score(X_test, y_test)
""",
    ),
    _code(
        "The test set is tuned on",
        "The best of twenty settings, by the number that is reported.",
        "leak-test-reuse",
        """\
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split


def fit(X, y):
    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
    best, best_score = None, 0
    for strength in (0.01, 0.1, 1, 10):
        model = LogisticRegression(C=strength).fit(X_train, y_train)
        score = model.score(X_test, y_test)
        if score > best_score:
            best, best_score = model, score
    return best.score(X_test, y_test)
""",
    ),
    _code(
        "Rows are resampled before the split",
        "Copies of rare rows land on both sides.",
        "leak-resample-before-split",
        """\
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.utils import resample


def fit(X, y):
    X, y = resample(X, y, random_state=0)
    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
    return LogisticRegression().fit(X_train, y_train).score(X_test, y_test)
""",
    ),
    _code(
        "The model is measured on the rows that it was fitted on",
        "It had the best number of all.",
        "metric-on-training-rows",
        """\
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score


def try_out(X, y):
    model = LogisticRegression().fit(X, y)
    return roc_auc_score(y, model.predict_proba(X)[:, 1])
""",
    ),
    _code(
        "A search draws without a seed",
        "It looked like a leftover.",
        "unseeded-randomness",
        """\
import numpy as np


def sample(rows):
    return np.random.permutation(rows)
""",
    ),
    _code(
        "Rows without a value are dropped in silence",
        "The model could not take them.",
        "hidden-row-loss",
        """\
import pandas as pd


def load(path):
    return pd.read_parquet(path).dropna()
""",
    ),
    _code(
        "An error is swallowed",
        "One bad file should not stop the night's run.",
        "swallowed-error",
        """\
def score(model, rows):
    try:
        return model.predict(rows)
    except Exception:
        pass
""",
    ),
    _code(
        "A model is loaded in a way that runs its code",
        "It is shorter.",
        "code-executing-load",
        """\
import pickle


def load(path):
    with open(path, "rb") as stream:
        return pickle.load(stream)
""",
    ),
    Sabotage(
        "The future is shuffled into the past",
        "Folds that know nothing of time.",
        "leak-time-order",
        write(
            "src/regression_model/experiment.py",
            _module("""\
import pandas as pd
from sklearn.model_selection import train_test_split


def halves():
    rows = pd.read_parquet("data/bike_sharing_hourly.parquet")
    return train_test_split(rows, random_state=0)
"""),
        ),
        CHECKED,
        "regression",
    ),
)
