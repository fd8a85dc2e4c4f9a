"""What goes wrong when a model is made."""

from tests.controls.edits import all_of, estimator, fitted_as, in_code
from tests.controls.sabotage import Sabotage

_SHUFFLED = (
    "    X, y = training[spec.features.names], training[spec.data.target]\n",
    """\
    X = training[spec.features.names]
    y = training[spec.data.target].sample(frac=1, random_state=0).set_axis(X.index)
""",
)
_PANDAS = ("from modelwright.data.splits", "import pandas as pd\nfrom modelwright.data.splits")

SABOTAGES = (
    Sabotage(
        "The first model is trained on shuffled labels",
        "A join that lost the order of rows.",
        "beats-dummy",
        in_code("train.py", _SHUFFLED),
        let_pass_elsewhere=True,
    ),
    Sabotage(
        "The model always says the same",
        "A search that ran into its budget with nothing learned.",
        "beats-dummy",
        estimator(
            'DummyClassifier(strategy="prior")',
            "from sklearn.dummy import DummyClassifier",
            '{"estimator__strategy": ["prior"]}',
        ),
    ),
    Sabotage(
        "The model is no better than a linear one",
        "The depth of the trees was set to one to save time.",
        "beats-linear",
        estimator(
            "HistGradientBoostingClassifier(max_iter=5, max_depth=1, random_state=seed)",
            "from sklearn.ensemble import HistGradientBoostingClassifier as _Same  # noqa: F401",
            '{"estimator__l2_regularization": [0.0]}',
        ),
    ),
    Sabotage(
        "A holdout row is trained on",
        "A few rows more, to be on the safe side.",
        "holdout-untouched",
        in_code(
            "train.py",
            _PANDAS,
            (
                "    training, _ = split(frame, spec)\n",
                "    training, holdout = split(frame, spec)\n    training = pd.concat([training, holdout.head(1)])\n",
            ),
        ),
    ),
    Sabotage(
        "The model is fitted on all rows, and says otherwise",
        "More data is better, somebody said.",
        "model-reproduced",
        fitted_as("model.fit(frame[spec.features.names], frame[spec.data.target])"),
    ),
    Sabotage(
        "The record of training rows is empty",
        "It was written before the rows were there.",
        "holdout-untouched",
        in_code("train.py", ("rows=training,", "rows=training.head(0),")),
    ),
    Sabotage(
        "A seed is removed",
        "It looked like a leftover.",
        "model-reproduced",
        all_of(
            estimator(
                "HistGradientBoostingClassifier(max_iter=60, early_stopping=True)",
                "from sklearn.ensemble import HistGradientBoostingClassifier as _Same  # noqa: F401",
                '{"estimator__learning_rate": [0.1]}',
            ),
        ),
    ),
    Sabotage(
        "Weights that the model needs are ignored",
        "Rows of one class were weighted down, to learn faster, and nobody put the probabilities right.",
        "quality-brier-score",
        fitted_as("model.fit(X, y, estimator__sample_weight=1 + 6 * y)"),
    ),
)
