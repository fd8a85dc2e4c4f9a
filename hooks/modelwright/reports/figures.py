"""Figures, drawn from the evidence and never recomputed. The same evidence gives the same bytes."""

import io
from functools import partial
from typing import TYPE_CHECKING, Any

from modelwright.evidence import Evaluation
from modelwright.reports.sections.all import FIGURES

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from matplotlib.axes import Axes

# What stands before the colon says what a figure is, for those who hear the page.
CAPTIONS = {
    "roc": "ROC curve: cases found against false alarms, for every threshold. The diagonal is chance.",
    "precision_recall": "Precision and recall: how many of those that are named are cases, against how many of all "
    "cases are named. The lower line is naming rows by chance.",
    "gains": "Gains: the share of all cases that is found when the rows are taken by falling score. The diagonal is "
    "taking them by chance.",
    "reliability": "Reliability: of rows given a probability, how many turn out positive. On the diagonal, "
    "probabilities can be taken at their word.",
    "confusion": "Confusion matrix: the true class of each holdout row (rows) and the predicted one (columns); of two "
    "classes, the positive one from a score of 0.5 on.",
    "predicted": "Truth against prediction: the median and the middle 80 % of what happened, for rows of about equal "
    "prediction.",
    "residuals": "Residuals: how far what happened is from the prediction, without the outermost 1 %.",
}
# More classes than this are too many to read; those with the most mistakes are shown, the others as one.
_CLASSES = 20
# Up to so many, the counts are written into the cells.
_WITH_COUNTS = 10
_LONGEST_NAME = 18


def figures(evaluation: Evaluation) -> dict[str, bytes]:
    """Each figure by its name, as SVG."""
    drawn = {name: _svg(partial(_DRAW[name], points=evaluation.figures[name])) for name in curves(evaluation)}
    themes = {name: one for name, one in FIGURES.items() if one.has(evaluation)}
    return drawn | {name: _svg(partial(one.draw, evaluation=evaluation)) for name, one in themes.items()}


def curves(evaluation: Evaluation) -> list[str]:
    """The figures of the whole holdout that the page of the evaluation shows, in the order in which they are read."""
    # The section of calibration has the same curve with intervals.
    twice = {"reliability"} if FIGURES["calibration"].has(evaluation) else set[str]()
    return [name for name in CAPTIONS if has_points(evaluation, name) and name not in twice]


def has_points(evaluation: Evaluation, name: str) -> bool:
    """Whether the evidence holds the points of a figure; of the gains, it may hold their summary only."""
    points = evaluation.figures.get(name) or {}
    return name in _DRAW and bool(points) and (name != "gains" or {"rows", "found"} <= {*points})


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
    import numpy as np
    from sklearn.metrics import RocCurveDisplay

    # A list would be taken for several curves.
    display = RocCurveDisplay(fpr=np.array(points["fpr"]), tpr=np.array(points["tpr"]), name="model")
    display.plot(axes, plot_chance_level=True, chance_level_kw={"label": "chance"})


def _precision_recall(axes: "Axes", points: dict[str, Any]) -> None:
    import numpy as np
    from sklearn.metrics import PrecisionRecallDisplay

    prevalence = points.get("prevalence")
    display = PrecisionRecallDisplay(
        np.array(points["precision"]), np.array(points["recall"]), name="model", prevalence_pos_label=prevalence
    )
    by_chance = {"label": "chance"} if prevalence is not None else None
    display.plot(axes, plot_chance_level=prevalence is not None, chance_level_kw=by_chance)


def _gains(axes: "Axes", points: dict[str, Any]) -> None:
    axes.plot([0, 1], [0, 1], color="grey", linestyle="--", linewidth=1, label="chance")
    axes.plot(points["rows"], points["found"], label="model")
    axes.set(xlabel="Share of the rows, by falling score", ylabel="Share of all cases found", aspect="equal")
    axes.legend(loc="lower right")


def _reliability(axes: "Axes", points: dict[str, Any]) -> None:
    import numpy as np
    from sklearn.calibration import CalibrationDisplay

    display = CalibrationDisplay(np.array(points["observed"]), np.array(points["predicted"]), None)
    display.plot(ax=axes, name="model")
    axes.set(xlabel="Mean predicted probability", ylabel="Observed share of positives", aspect="equal")


def _confusion(axes: "Axes", points: dict[str, Any]) -> None:
    import numpy as np
    from sklearn.metrics import ConfusionMatrixDisplay

    axes.grid(visible=False)
    counts, classes = _readable(np.array(points["counts"]), list(points["classes"]))
    many = len(classes) > _WITH_COUNTS
    display = ConfusionMatrixDisplay(counts, display_labels=[_short(name) for name in classes])
    display.plot(ax=axes, colorbar=many, include_values=not many, cmap="Blues", xticks_rotation="vertical")
    if many:
        axes.tick_params(labelsize="x-small")


def _readable(counts: "np.typing.NDArray[Any]", classes: list[str]) -> "tuple[np.typing.NDArray[Any], list[str]]":
    """At most `_CLASSES` rows and columns: the classes with the most mistakes, in their order, and the rest as one."""
    import numpy as np

    if len(classes) <= _CLASSES:
        return counts, classes
    mistakes = counts.sum(0) + counts.sum(1) - 2 * np.diag(counts)
    shown = np.sort(np.argsort(-mistakes, kind="stable")[: _CLASSES - 1])
    place = np.full(len(classes), _CLASSES - 1)
    place[shown] = np.arange(len(shown))
    fewer = np.zeros((_CLASSES, _CLASSES), dtype=counts.dtype)
    np.add.at(fewer, (place[:, None], place[None, :]), counts)
    return fewer, [*(classes[one] for one in shown), f"{len(classes) - len(shown):,} others"]


def _short(name: object) -> str:
    """A name that leaves room for the figure; a `$` in it is no formula."""
    text = str(name)
    text = text if len(text) <= _LONGEST_NAME else f"{text[: _LONGEST_NAME - 3]}..."
    return text.replace("$", r"\$")


def _predicted(axes: "Axes", points: dict[str, Any]) -> None:
    axes.plot(points["predicted"], points["predicted"], color="grey", linestyle="--", linewidth=1, label="perfect")
    axes.fill_between(points["predicted"], points["low"], points["high"], alpha=0.25, linewidth=0, label="middle 80 %")
    axes.plot(points["predicted"], points["median"], marker="o", markersize=3, label="median")
    axes.set(xlabel="Predicted", ylabel="What happened")
    axes.legend(loc="upper left")


def _residuals(axes: "Axes", points: dict[str, Any]) -> None:
    axes.stairs(points["counts"], points["edges"], fill=True, alpha=0.7)
    axes.axvline(0, color="grey", linestyle="--", linewidth=1)
    axes.set(xlabel="What happened minus prediction", ylabel="Holdout rows")


_DRAW: "dict[str, Callable[..., None]]" = {
    "roc": _roc,
    "precision_recall": _precision_recall,
    "gains": _gains,
    "reliability": _reliability,
    "confusion": _confusion,
    "predicted": _predicted,
    "residuals": _residuals,
}
