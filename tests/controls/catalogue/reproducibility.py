"""What makes a model say something else when it is asked again."""

from tests.controls.edits import estimator, in_code
from tests.controls.sabotage import MEASURED, Sabotage

_FEATURES = "    X = rows[list(model.feature_names_in_)]\n"
_THEMES = ("reproducibility",)

SABOTAGES = (
    Sabotage(
        "A seed is removed where it matters only for many rows",
        "It looked like a leftover, and on a sample nothing changed.",
        "seeds-set",
        estimator(
            "HistGradientBoostingClassifier(max_iter=60)",
            "from sklearn.ensemble import HistGradientBoostingClassifier as _Same  # noqa: F401",
            '{"estimator__learning_rate": [0.1]}',
        ),
        themes=_THEMES,
    ),
    Sabotage(
        "Predictions depend on who else is asked about",
        "Amounts are centred on the batch, which worked in the notebook.",
        "agrees-single",
        in_code(
            "predict.py",
            (_FEATURES, f'{_FEATURES}    X = X.assign(LIMIT_BAL=X["LIMIT_BAL"] - X["LIMIT_BAL"].mean() + 1.7e5)\n'),
        ),
        verbs=MEASURED,
        themes=_THEMES,
    ),
    Sabotage(
        "Codes are compared as text",
        "The extract has 2 and the service sends 2.0.",
        "agrees-json",
        in_code(
            "predict.py",
            (
                _FEATURES,
                (
                    f'{_FEATURES}    codes = {{"1": 1, "2": 2, "3": 3, "4": 4}}\n'
                    '    X = X.assign(PAY_0=X["PAY_0"].astype(str).map(codes).fillna(0))\n'
                ),
            ),
        ),
        verbs=MEASURED,
        themes=_THEMES,
    ),
)
