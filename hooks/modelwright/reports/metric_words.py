"""What each metric is called, and what it says, for readers who are not technical."""

from collections.abc import Callable


class _Words(dict[str, str]):
    """Words by metric. Those of a family, of scikit-learn's scorers and of the team's own are made when asked for."""

    def __init__(self, words: dict[str, str], *, otherwise: Callable[[str], str]) -> None:
        super().__init__(words)
        self._otherwise = otherwise

    def __missing__(self, metric: str) -> str:
        return self._otherwise(metric)


def _name(metric: str) -> str:
    kind, _, number = metric.partition("_")
    match kind:
        case "top":
            return f"top-{number.removesuffix('_accuracy')} accuracy"
        case "pinball":
            return f"pinball loss at {_quantile(number)}"
        case "coverage":
            return f"coverage at {_quantile(number)}"
    return metric.partition(":")[2] or metric.replace("_", " ")


def _meaning(metric: str) -> str:
    kind, _, number = metric.partition("_")
    match kind:
        case "top":
            most = number.removesuffix("_accuracy")
            return f"The share of rows whose class is among the {most} that the model finds likeliest."
        case "pinball":
            quantile = _quantile(number)
            return f"How far predictions are from the quantile at {quantile}, a miss on the rarer side counting more."
        case "coverage":
            quantile = _quantile(number)
            return f"The share of rows that are at or below their prediction. {quantile} is perfect for that quantile."
    return {
        "scorer": "A scorer of scikit-learn, by its name there.",
        "metrics": "A measure of the team's own, from `metrics.py` of the package.",
    }.get(metric.partition(":")[0], "")


def _quantile(number: str) -> str:
    """Such as `0.05` of `0_05`."""
    return number.replace("_", ".", 1)


NAMES = _Words(
    {
        "roc_auc": "ROC AUC",
        "average_precision": "average precision",
        "log_loss": "log loss",
        "brier_score": "Brier score",
        "accuracy": "accuracy",
        "balanced_accuracy": "balanced accuracy",
        "precision": "precision",
        "recall": "recall",
        "f1": "F1",
        "f2": "F2",
        "f0_5": "F0.5",
        "f1_macro": "macro F1",
        "mcc": "Matthews correlation",
        "mean_absolute_error": "mean absolute error",
        "root_mean_squared_error": "root mean squared error",
        "r2": "R²",
    },
    otherwise=_name,
)
MEANINGS = _Words(
    {
        "roc_auc": "How often a positive row is ranked above a negative one. 0.5 is chance, 1 is perfect.",
        "average_precision": "How pure the top of the ranking is, averaged over all cut-offs. 1 is perfect.",
        "log_loss": "How surprised the probabilities are by what happened. 0 is perfect.",
        "brier_score": "The mean squared distance of the probabilities from what happened. 0 is perfect.",
        "accuracy": "The share of rows that get the right class.",
        "balanced_accuracy": "The share of rows that get the right class, each class counting the same.",
        "precision": "The share of the rows named positive that are positive.",
        "recall": "The share of the positive rows that are named positive.",
        "f1": "The balance of precision and recall. 1 is perfect.",
        "f2": "The balance of precision and recall, recall counting more. 1 is perfect.",
        "f0_5": "The balance of precision and recall, precision counting more. 1 is perfect.",
        "f1_macro": "The balance of precision and recall, each class counting the same. 1 is perfect.",
        "mcc": "How far classes and predictions go together, whatever their shares. 0 is chance, 1 is perfect.",
        "mean_absolute_error": "How far a prediction is from the truth on average, in units of the target.",
        "root_mean_squared_error": "As the mean absolute error, with large misses counting more.",
        "r2": "The share of the target's variance that the model explains. 1 is perfect.",
    },
    otherwise=_meaning,
)
