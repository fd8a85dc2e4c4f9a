"""What makes a model cost more than was agreed."""

from tests.controls.edits import all_of, estimator, in_spec
from tests.controls.sabotage import Sabotage

SABOTAGES = (
    Sabotage(
        "The model outgrows its budget",
        "Each release had a few more trees than the one before.",
        "cost-size",
        all_of(
            in_spec(("size = 5.0", "size = 1.0")),
            estimator(
                "HistGradientBoostingClassifier(max_iter=200, early_stopping=False, random_state=seed)",
                "from sklearn.ensemble import HistGradientBoostingClassifier as _Same  # noqa: F401",
                '{"estimator__learning_rate": [0.02]}',
            ),
        ),
        themes=("efficiency",),
    ),
)
