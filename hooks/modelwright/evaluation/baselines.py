"""The models that a model must beat to be worth its keep."""

from typing import Any

from modelwright.spec import Spec


def dummy(spec: Spec) -> Any:
    """The best model that ignores the features: the class frequencies, or the constant that the headline asks for."""
    from sklearn.dummy import DummyClassifier, DummyRegressor

    if spec.model.task != "regression":
        return DummyClassifier(strategy="prior")
    return DummyRegressor(strategy="median" if spec.promises.headline == "mean_absolute_error" else "mean")


def linear(spec: Spec) -> Any:
    """A linear model on the same features: scaled numbers and one column for each category."""
    from sklearn.compose import ColumnTransformer
    from sklearn.impute import SimpleImputer
    from sklearn.linear_model import LogisticRegression, RidgeCV
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    features = ColumnTransformer(
        [
            (
                "numeric",
                make_pipeline(SimpleImputer(strategy="median", keep_empty_features=True), StandardScaler()),
                list(spec.features.numeric),
            ),
            (
                "categorical",
                OneHotEncoder(handle_unknown="infrequent_if_exist", min_frequency=10),
                list(spec.features.categorical),
            ),
        ]
    )
    if spec.model.task == "regression":
        return make_pipeline(features, RidgeCV())
    return make_pipeline(features, LogisticRegression(max_iter=1000))


BASELINES = {"dummy": dummy, "linear": linear}
