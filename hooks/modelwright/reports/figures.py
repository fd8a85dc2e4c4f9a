"""Figures, drawn from the evidence and never recomputed. The same evidence gives the same bytes."""

import io
from functools import partial
from typing import TYPE_CHECKING, Any

from modelwright.evidence import Evaluation
from modelwright.reports.sections.all import FIGURES

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.axes import Axes

CAPTIONS = {
    "roc": "ROC curve: cases found against false alarms, for every threshold. The diagonal is chance.",
    "reliability": "Reliability: of rows given a probability, how many turn out positive. On the diagonal, "
    "probabilities can be taken at their word.",
    "confusion": "Confusion matrix: the true class of each holdout row (rows) and the predicted one (columns).",
    "predicted": "Truth against prediction: the median and the middle 80 % of what happened, for rows of about equal "
    "prediction.",
    "residuals": "Residuals: how far what happened is from the prediction, without the outermost 1 %.",
}


def figures(evaluation: Evaluation) -> dict[str, bytes]:
    """Each figure by its name, as SVG."""
    draw = {
        "roc": _roc,
        "reliability": _reliability,
        "confusion": _confusion,
        "predicted": _predicted,
        "residuals": _residuals,
    }
    points = {name: found for name, found in evaluation.figures.items() if name in draw}
    drawn = {name: _svg(partial(draw[name], points=found)) for name, found in points.items()}
    themes = {name: one for name, one in FIGURES.items() if one.has(evaluation)}
    return drawn | {name: _svg(partial(one.draw, evaluation=evaluation)) for name, one in themes.items()}


def _svg(draw: "Callable[[Axes], None]") -> bytes:
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context({"svg.hashsalt": "modelwright", "svg.fonttype": "none", "axes.grid": True, "grid.alpha": 0.3}):
        figure = Figure(figsize=(6, 4.5), layout="constrained")
        draw(figure.add_subplot())
        stream = io.BytesIO()
        figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    return stream.getvalue()


def _roc(axes: "Axes", points: dict[str, Any]) -> None:
    axes.plot([0, 1], [0, 1], color="grey", linestyle="--", linewidth=1)
    axes.plot(points["fpr"], points["tpr"])
    axes.set(xlabel="False positive rate", ylabel="True positive rate", aspect="equal")


def _reliability(axes: "Axes", points: dict[str, Any]) -> None:
    axes.plot([0, 1], [0, 1], color="grey", linestyle="--", linewidth=1)
    axes.plot(points["predicted"], points["observed"], marker="o")
    axes.set(xlabel="Mean predicted probability", ylabel="Observed share of positives", aspect="equal")


def _confusion(axes: "Axes", points: dict[str, Any]) -> None:
    import numpy as np
    from sklearn.metrics import ConfusionMatrixDisplay

    axes.grid(visible=False)
    display = ConfusionMatrixDisplay(np.array(points["counts"]), display_labels=points["classes"])
    display.plot(ax=axes, colorbar=False, cmap="Blues", xticks_rotation="vertical")


def _predicted(axes: "Axes", points: dict[str, Any]) -> None:
    axes.plot(points["predicted"], points["predicted"], color="grey", linestyle="--", linewidth=1)
    axes.fill_between(points["predicted"], points["low"], points["high"], alpha=0.25, linewidth=0)
    axes.plot(points["predicted"], points["median"], marker="o", markersize=3)
    axes.set(xlabel="Predicted", ylabel="What happened")


def _residuals(axes: "Axes", points: dict[str, Any]) -> None:
    axes.stairs(points["counts"], points["edges"], fill=True, alpha=0.7)
    axes.axvline(0, color="grey", linestyle="--", linewidth=1)
    axes.set(xlabel="What happened minus prediction", ylabel="Holdout rows")
