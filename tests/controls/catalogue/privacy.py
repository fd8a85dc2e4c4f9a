"""What goes wrong with those whose rows a model learned from."""

from tests.controls.edits import all_of, estimator, in_spec
from tests.controls.sabotage import Sabotage

_SAME = "from sklearn.ensemble import HistGradientBoostingClassifier as _Same  # noqa: F401"

SABOTAGES = (
    Sabotage(
        "Rows are learned by heart",
        "Deeper trees and smaller leaves made the training score look better.",
        "membership-advantage",
        all_of(
            in_spec(("[promises.quality]", "[promises.privacy]\nadvantage = 0.15\n\n[promises.quality]")),
            estimator(
                "HistGradientBoostingClassifier(max_iter=60, learning_rate=0.5, max_leaf_nodes=None, "
                "min_samples_leaf=1, random_state=seed)",
                _SAME,
                '{"estimator__l2_regularization": [0.0]}',
            ),
        ),
        themes=("privacy",),
    ),
)
