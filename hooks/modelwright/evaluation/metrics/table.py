"""Every metric by its name, and scikit-learn's scorer of the same."""

from functools import partial

from modelwright.evaluation.metrics import counts, labels, losses, rankings
from modelwright.evaluation.metrics.metric import Metric, everything, rarest
from modelwright.spec.measures import QUANTILES, TOPS

_share = partial(Metric, higher_is_better=True, scale="share", support=everything)
_loss = partial(Metric, higher_is_better=False, scale="positive", support=everything)


def _mean_loss(loss: losses.Loss) -> Metric:
    return _loss(losses.mean(loss), influence=losses.mean_influence(loss))


def _proportion(loss: losses.Loss) -> Metric:
    return _share(losses.mean(loss), influence=losses.mean_influence(loss), scale="proportion")


def _f_beta(beta: float) -> Metric:
    return _share(
        labels.f_beta(beta),
        influence=labels.f_beta_influence(beta),
        support=labels.positives,
        counts=counts.f_beta(beta),
    )


METRICS: dict[str, Metric] = {
    "roc_auc": _share(rankings.roc_auc, influence=rankings.roc_auc_influence, support=rarest, source="DeLong"),
    "average_precision": _share(
        rankings.average_precision, influence=rankings.average_precision_influence, support=labels.positives
    ),
    "log_loss": _mean_loss(losses.log_loss),
    "brier_score": _mean_loss(losses.squared),
    "accuracy": _proportion(losses.right),
    "balanced_accuracy": _share(
        labels.balanced_accuracy,
        influence=labels.balanced_accuracy_influence,
        support=rarest,
        counts=counts.balanced_accuracy,
    ),
    "precision": _share(
        labels.precision, influence=labels.precision_influence, support=labels.flagged, counts=counts.precision
    ),
    "recall": _share(labels.recall, influence=labels.recall_influence, support=labels.positives, counts=counts.recall),
    "f1": _f_beta(1),
    "f2": _f_beta(2),
    "f0_5": _f_beta(0.5),
    "f1_macro": _share(labels.f1_macro, influence=labels.f1_macro_influence, support=rarest, counts=counts.f1_macro),
    "mcc": _share(labels.mcc, influence=labels.mcc_influence, scale="agreement", support=rarest, counts=counts.mcc),
    "mean_absolute_error": _mean_loss(losses.absolute),
    "root_mean_squared_error": _loss(losses.rmse, influence=losses.rmse_influence),
    "r2": _share(losses.r2, influence=losses.r2_influence, scale="explained"),
    **{name: _proportion(labels.top_k(most)) for name, most in TOPS.items()},
    **{f"pinball_{name}": _mean_loss(losses.pinball(quantile)) for name, quantile in QUANTILES.items()},
    **{f"coverage_{name}": _proportion(losses.covered) for name in QUANTILES},
}

SCORERS = {
    "roc_auc": "roc_auc",
    "average_precision": "average_precision",
    "log_loss": "neg_log_loss",
    "brier_score": "neg_brier_score",
    "accuracy": "accuracy",
    "balanced_accuracy": "balanced_accuracy",
    "precision": "precision",
    "recall": "recall",
    "f1": "f1",
    "f2": "fbeta_score with beta=2",
    "f0_5": "fbeta_score with beta=0.5",
    "f1_macro": "f1_macro",
    "mcc": "matthews_corrcoef",
    "mean_absolute_error": "neg_mean_absolute_error",
    "root_mean_squared_error": "neg_root_mean_squared_error",
    "r2": "r2",
    **{name: f"top_k_accuracy_score with k={most}" for name, most in TOPS.items()},
    **{f"pinball_{name}": f"neg_mean_pinball_loss with alpha={quantile}" for name, quantile in QUANTILES.items()},
}
"""scikit-learn's scorer for each metric that can be the headline; higher is better."""
