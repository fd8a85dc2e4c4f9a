"""What goes wrong with probabilities."""

from tests.controls.edits import all_of, estimator, in_code, write
from tests.controls.sabotage import Sabotage

_SAME = "from sklearn.ensemble import HistGradientBoostingClassifier as _Same  # noqa: F401"
_ROUNDED = '''\
"""A classifier whose probabilities are easier to read."""

from sklearn.ensemble import HistGradientBoostingClassifier


class Rounded(HistGradientBoostingClassifier):
    def predict_proba(self, X):
        return super().predict_proba(X).round(1)
'''
_TRUSTED = 'TRUSTED_TYPES = [\n    "binary_model.rounded.Rounded",\n'

SABOTAGES = (
    Sabotage(
        "Scores are squashed",
        "The learning rate was lowered, and the number of trees was not raised with it: the ranking is as good.",
        "calibration-slope",
        estimator(
            "HistGradientBoostingClassifier(max_iter=60, learning_rate=0.01, random_state=seed)",
            _SAME,
            '{"estimator__l2_regularization": [0.0]}',
        ),
        themes=("calibration",),
    ),
    Sabotage(
        "Scores are rounded",
        "A caller wanted numbers that are easy to read.",
        "calibration-rounded",
        all_of(
            write("src/binary_model/rounded.py", _ROUNDED),
            in_code("predict.py", ("TRUSTED_TYPES = [\n", _TRUSTED)),
            estimator(
                "Rounded(max_iter=60, random_state=seed)",
                "from binary_model.rounded import Rounded",
                '{"estimator__l2_regularization": [0.0]}',
            ),
        ),
        themes=("calibration",),
    ),
    Sabotage(
        "Weights of classes are left in the scores",
        "Balanced classes made the recall look better, and nobody uses the scores as probabilities, somebody said.",
        "calibration-error",
        estimator(
            'HistGradientBoostingClassifier(max_iter=60, class_weight="balanced", random_state=seed)',
            _SAME,
            '{"estimator__l2_regularization": [0.0]}',
        ),
        themes=("calibration",),
    ),
)
