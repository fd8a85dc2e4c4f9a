"""The points behind the figures, kept in the evidence so that a figure is drawn and never recomputed."""

from typing import Any

import numpy as np

from modelwright.evaluation.metrics import Floats, Scored
from modelwright.spec import Spec

_POINTS = 101
_BINS = 10


def curves(spec: Spec, scored: Scored, classes: list[str]) -> dict[str, Any]:
    """The points of each figure of the task."""
    if spec.model.task == "binary":
        return {"roc": _roc(scored), "reliability": _reliability(scored), "gains": _gains(scored)}
    if spec.model.task == "multiclass":
        return {"confusion": _confusion(scored, classes)}
    return {"predicted": _predicted(scored), "residuals": _residuals(scored)}


def _roc(scored: Scored) -> dict[str, list[float]]:
    """False and true positive rate, thinned to an even grid of false positive rates."""
    from sklearn.metrics import roc_curve

    false, true, _ = roc_curve(scored.truth, scored.scores)
    grid = np.linspace(0, 1, _POINTS)
    return {"fpr": grid.tolist(), "tpr": np.interp(grid, false, true).tolist()}


def _reliability(scored: Scored) -> dict[str, list[float]]:
    """Mean score and observed share of positives in ten groups of equal size."""
    groups = np.array_split(np.argsort(scored.scores, kind="stable"), _BINS)
    groups = [group for group in groups if len(group)]
    return {
        "predicted": [float(scored.scores[group].mean()) for group in groups],
        "observed": [float(scored.truth[group].mean()) for group in groups],
        "rows": [len(group) for group in groups],
    }


def _gains(scored: Scored) -> dict[str, float]:
    """What the tenth of the rows with the highest scores holds, for readers who are not technical."""
    top = np.argsort(-scored.scores, kind="stable")[: max(1, len(scored.scores) // 10)]
    return {
        "share_of_rows": len(top) / len(scored.scores),
        "positive_in_top": float(scored.truth[top].mean()),
        "positive_overall": float(scored.truth.mean()),
        "found_in_top": float(scored.truth[top].sum() / max(scored.truth.sum(), 1)),
    }


def _confusion(scored: Scored, classes: list[str]) -> dict[str, Any]:
    codes = scored.truth.astype(int) * len(classes) + scored.labels.astype(int)
    counts = np.bincount(codes, minlength=len(classes) ** 2).reshape(len(classes), len(classes))
    return {"classes": classes, "counts": counts.tolist()}


def _predicted(scored: Scored) -> dict[str, list[float]]:
    """The quantiles of the truth among rows of about equal prediction."""
    groups = [group for group in np.array_split(np.argsort(scored.scores, kind="stable"), 2 * _BINS) if len(group)]
    quantiles = np.array([np.quantile(scored.truth[group], [0.1, 0.5, 0.9]) for group in groups])
    return {
        "predicted": [float(scored.scores[group].mean()) for group in groups],
        "low": quantiles[:, 0].tolist(),
        "median": quantiles[:, 1].tolist(),
        "high": quantiles[:, 2].tolist(),
    }


def _residuals(scored: Scored) -> dict[str, list[float]]:
    residuals: Floats = scored.truth - scored.scores
    low, high = np.quantile(residuals, [0.005, 0.995])
    counts, edges = np.histogram(residuals, bins=40, range=(float(low), float(max(high, low + 1e-9))))
    return {
        "counts": counts.tolist(),
        "edges": edges.tolist(),
        "median_absolute": [float(np.median(np.abs(residuals)))],
        "median_truth": [float(np.median(scored.truth))],
    }
