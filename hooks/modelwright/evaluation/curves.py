"""The points behind the figures, kept in the evidence so that a figure is drawn and never recomputed."""

from typing import Any

import numpy as np

from modelwright.evaluation.metrics import Floats, Scored
from modelwright.spec import Spec

_POINTS = 101
_BINS = 10
_CLASSES = 30


def curves(spec: Spec, scored: Scored, classes: list[str]) -> dict[str, Any]:
    """The points of each figure of the task."""
    if spec.model.task == "binary":
        return {
            "roc": _roc(scored),
            "precision_recall": _precision_recall(scored),
            "reliability": _reliability(scored),
            "gains": _gains(scored),
            # Scores are those of the positive class, which a model may well name first.
            "confusion": _confusion(scored, sorted(classes, key=str(spec.data.positive).__eq__)),
        }
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


def _precision_recall(scored: Scored) -> dict[str, Any]:
    """Precision at an even grid of recalls: that of the highest threshold which finds as many, and no straight line."""
    from sklearn.metrics import average_precision_score, precision_recall_curve

    precision, recall, _ = precision_recall_curve(scored.truth, scored.scores)
    grid = np.linspace(0, 1, _POINTS)
    # Recall falls along the curve; between two thresholds there is no classifier, so the next that finds enough counts.
    places = len(recall) - 1 - np.searchsorted(recall[::-1], grid - 1e-12)
    return {
        "recall": grid.tolist(),
        "precision": precision[places].tolist(),
        "prevalence": float(scored.truth.mean()),
        "average_precision": float(average_precision_score(scored.truth, scored.scores)),
    }


def _gains(scored: Scored) -> dict[str, Any]:
    """What the rows with the highest scores hold: a tenth of them in words, and every hundredth as points.

    Rows of equal score are in no order, so each counts for as many positives as they have on average.
    """
    order, rows = scored.order, len(scored.scores)
    scores = scored.scores[order]
    ends = np.flatnonzero(np.r_[scores[1:] != scores[:-1], True])
    found = np.interp(np.arange(rows + 1), np.r_[0, ends + 1], np.r_[0, scored.truth[order].cumsum()[ends]])
    positive = max(float(scored.truth.sum()), 1.0)
    top = max(1, rows // 10)
    grid = np.linspace(0, 1, _POINTS)
    share = np.interp(grid * rows, np.arange(rows + 1), found) / positive
    return {
        "share_of_rows": top / rows,
        "positive_in_top": float(found[top] / top),
        "positive_overall": float(scored.truth.mean()),
        "found_in_top": float(found[top] / positive),
        "rows": grid.tolist(),
        "found": share.tolist(),
        "lift": [1.0 if step == 0 else float(one / step) for step, one in zip(grid, share, strict=True)],
    }


def _confusion(scored: Scored, classes: list[str]) -> dict[str, Any]:
    """The counts of true and predicted classes; of very many classes those with most errors, and one of all others."""
    truth, named = scored.truth.astype(np.intp), scored.labels.astype(np.intp)
    if len(classes) > _CLASSES:
        wrong = truth != named
        errors = sum(np.bincount(codes[wrong], minlength=len(classes)) for codes in (truth, named))
        kept = np.sort(np.argsort(-np.asarray(errors), kind="stable")[: _CLASSES - 1])
        fewer = np.full(len(classes), len(kept))
        fewer[kept] = np.arange(len(kept))
        truth, named = fewer[truth], fewer[named]
        classes = [*(classes[code] for code in kept), f"{len(classes) - len(kept):,} others"]
    counts = np.bincount(truth * len(classes) + named, minlength=len(classes) ** 2)
    return {"classes": classes, "counts": counts.reshape(len(classes), len(classes)).tolist()}


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
