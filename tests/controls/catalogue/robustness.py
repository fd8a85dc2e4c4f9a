"""What a model does once production breaks its rows, and nothing stops them."""

from typing import Any

from tests.controls.edits import Edit, all_of, changed_json, estimator, in_code
from tests.controls.sabotage import MEASURED, Sabotage

_ROBUSTNESS = ("robustness",)


def _only_warns(path: str, *, kind: str = "", column: str = "") -> Edit:
    """Expectations of a kind, or about a column, stop no run any more."""

    def change(suite: Any) -> Any:
        for one in suite["expectations"]:
            if kind in one["type"] and column in str(one["kwargs"].get("column", "")):
                one["severity"] = "warning"
        return suite

    return changed_json(path, change)


SABOTAGES = (
    Sabotage(
        "The imputer is left out",
        "There was no missing value in the training rows, and the expectation that there is none only warns.",
        "robustness-missing",
        all_of(
            estimator(
                "LogisticRegression(max_iter=50)",
                "from sklearn.linear_model import LogisticRegression",
                '{"estimator__C": [1.0]}',
            ),
            _only_warns("expectations/credit_default.json", kind="not_be_null"),
        ),
        themes=_ROBUSTNESS,
    ),
    Sabotage(
        "A category that is new stops every prediction",
        "The encoder raises an error for what it does not know, and the expectations about the column only warn.",
        "robustness-unseen",
        all_of(
            in_code("features.py", ('handle_unknown="ignore"', 'handle_unknown="error"')),
            _only_warns("expectations/credit_default.json", column="EDUCATION"),
        ),
        themes=_ROBUSTNESS,
    ),
    Sabotage(
        "Nothing stops another unit in the feature that matters most",
        "The expectations about the hour cried wolf once, and were made warnings.",
        "robustness-unnoticed",
        _only_warns("expectations/bike_sharing_hourly.json", column="hr"),
        MEASURED,
        "regression",
        themes=_ROBUSTNESS,
    ),
    Sabotage(
        "An extreme value makes an infinite prediction",
        "An exponential was put behind a linear model, and no test went beyond what was seen.",
        "finite-predictions",
        estimator(
            "make_pipeline(SimpleImputer(), StandardScaler(), PoissonRegressor())",
            "from sklearn.impute import SimpleImputer\nfrom sklearn.linear_model import PoissonRegressor\n"
            "from sklearn.preprocessing import StandardScaler\nfrom sklearn.pipeline import make_pipeline",
            '{"estimator__poissonregressor__alpha": [0.01]}',
        ),
        task="regression",
        themes=_ROBUSTNESS,
    ),
)
