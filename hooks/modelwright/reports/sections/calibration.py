"""Whether probabilities, or intervals, can be taken at their word."""

from typing import TYPE_CHECKING

from modelwright.evidence import Estimate, Evaluation
from modelwright.evidence.calibration import Calibration
from modelwright.reports.dossier import Dossier
from modelwright.reports.sections.figure import Figure, link
from modelwright.reports.tables import body, code, plain

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_SAYS = {
    "positive": "a probability",
    "likeliest": "their likeliest class a probability",
}


def section(dossier: Dossier) -> str:
    """The section of the evaluation page, as Markdown from `##` on; empty where nothing was measured."""
    found = dossier.evaluation.calibration if dossier.evaluation else None
    if found is None:
        return ""
    parts = [
        "## Can it be taken at its word?",
        _in_words(dossier, found),
        link("calibration", FIGURES["calibration"]) if found.reliability else "",
        _numbers(found),
        _classes(found),
        _coverage(found),
        _gains(found),
    ]
    return "\n\n".join(filter(None, parts))


def _in_words(dossier: Dossier, found: Calibration) -> str:
    unit = plain(dossier.spec.use.unit)
    if found.of == "number":
        if not found.coverage or found.bias is None:
            return ""
        wide = found.coverage[-1]
        return (
            f"An interval of {wide.half_width:.3g} to either side of a prediction is meant to hold what happens for "
            f"{100 * wide.level:.0f} of 100 {unit}. On rows that the model has not seen, it holds it for "
            f"**{100 * wide.covered.value:.0f}** ({100 * wide.covered.low:.0f} to {100 * wide.covered.high:.0f}). "
            f"On average, what happens is {_signed(found.bias)} than predicted."
        )
    if not found.reliability:
        return ""
    # The group that says most: the surest of two classes, the least sure of many.
    typical = found.reliability[-1 if found.of == "positive" else 0]
    observed = typical.observed
    return (
        f"Of 100 {unit} to which the model gives {_SAYS[found.of]} of about {typical.predicted:.0%}, "
        f"**{100 * observed.value:.0f}** ({100 * observed.low:.0f} to {100 * observed.high:.0f}) turn out "
        f"{'positive' if found.of == 'positive' else 'to be of that class'}. {_verdict(found)}"
    )


def _verdict(found: Calibration) -> str:
    slope, error = found.slope, found.error
    if slope is None or error is None:
        return "What the scores say cannot be told from them."
    if slope.high < 1:
        return "High probabilities are too high and low ones too low: the model is surer than it may be."
    if slope.low > 1:
        return "High probabilities are too low and low ones too high: the model is less sure than it may be."
    if error.low > 0:
        return "The probabilities are off by more than chance shows."
    return "Nothing shows that the probabilities are off."


def _signed(bias: Estimate) -> str:
    low, high = sorted((abs(bias.low), abs(bias.high)))
    if bias.low <= 0 <= bias.high:
        return f"not shown to be higher or lower (by {bias})"
    return f"{abs(bias.value):.3g} ({low:.3g} to {high:.3g}) {'higher' if bias.value > 0 else 'lower'}"


def _numbers(found: Calibration) -> str:
    rows = [
        ("Calibration error", found.error, "how far groups are off, root mean square, less what chance adds; best 0"),
        ("Slope", found.slope, "below 1 too extreme, above 1 squashed; best 1"),
        ("Intercept", found.intercept, "best 0, where the slope is 1"),
        ("Bias", found.bias, "the mean of what happened less the mean prediction; best 0"),
    ]
    if found.brier:
        rows += [
            ("Brier: reliability", found.brier.reliability, "the part that recalibration can remove; best 0"),
            ("Brier: resolution", found.brier.resolution, "how far the model tells cases apart; the more the better"),
            ("Brier: uncertainty", found.brier.uncertainty, "how uncertain the outcome is without any model"),
        ]
    lines = body([name, _fine(one), f"{one.rows:,}", one.method, words] for name, one, words in rows if one)
    grain = found.grain
    tail = ""
    if grain is not None:
        rounded = "" if grain.decimals is None else f", rounded to {grain.decimals} decimals"
        tail = f"\n\n{grain.distinct:,} distinct scores{rounded}; {grain.tied_pairs:.2%} of pairs are tied."
    return f"| | Measured | Rows | Interval | Meaning |\n| - | - | - | - | - |\n{lines}{tail}" if lines else ""


def _fine(one: Estimate) -> str:
    """A part of a Brier score is worth more digits than three."""
    return f"{one.value:.5f} ({one.low:.5f} to {one.high:.5f})" if one.high < 0.01 and one.low >= 0 else str(one)  # noqa: PLR2004


def _classes(found: Calibration) -> str:
    if not found.classes:
        return ""
    lines = body([code(one.name), one.bias] for one in found.classes)
    return (
        "How much more often a class comes than its mean probability says. Each interval stands alone: of twenty "
        f"classes, one is off by chance.\n\n| Class | More often by |\n| - | - |\n{lines}"
    )


def _coverage(found: Calibration) -> str:
    if not found.coverage:
        return ""
    lines = body([f"{one.level:.0%}", f"{one.half_width:.4g}", one.covered] for one in found.coverage)
    return (
        "Intervals are as wide as validation data were off, which the model was not fitted on (split conformal, out of "
        f"fold).\n\n| Interval | To either side | Holds on the holdout |\n| - | - | - |\n{lines}"
    )


def _gains(found: Calibration) -> str:
    if not found.gains:
        return ""
    lines = body(
        [one.method, one.metric.replace("_", " "), f"{one.estimate.value:+.5f}", f"{one.estimate.low:+.5f}"]
        for one in found.gains
    )
    best = max(found.gains, key=lambda one: one.estimate.low)
    advice = (
        f"Recalibrating by {best.method} is shown to help."
        if best.estimate.low > 0
        else "Nothing shows that recalibrating helps: leave the scores as they are."
    )
    return (
        f"What recalibration would lower, on validation data that it was not fitted on. {advice}\n\n"
        f"| Method | Loss | Lower by | At least |\n| - | - | - | - |\n{lines}"
    )


def _draw(axes: "Axes", evaluation: Evaluation) -> None:
    import numpy as np
    from sklearn.calibration import CalibrationDisplay

    found = evaluation.calibration
    if found is None:
        return
    predicted = [one.predicted for one in found.reliability]
    observed = [one.observed.value for one in found.reliability]
    low = [max(0.0, one.observed.value - one.observed.low) for one in found.reliability]
    high = [max(0.0, one.observed.high - one.observed.value) for one in found.reliability]
    if found.of == "number":
        bounds = [min(predicted + observed), max(predicted + observed)]
        axes.plot(bounds, bounds, color="black", linestyle=":", label="as predicted")
    else:
        CalibrationDisplay(np.array(observed), np.array(predicted), None).plot(ax=axes, name="model", linewidth=0.5)
    fmt = "o" if found.of == "number" else "none"
    axes.errorbar(
        predicted, observed, yerr=[low, high], fmt=fmt, markersize=4, capsize=3, color="C0", label="with interval"
    )
    axes.legend(loc="upper left")
    axes.set(xlabel="Mean prediction of a tenth of the rows", ylabel="What happened", aspect="equal")


FIGURES: dict[str, Figure] = {
    "calibration": Figure(
        "Calibration: what happened against what was predicted, for tenths of the rows, with intervals. An interval "
        "that touches the diagonal is as it should be.",
        _draw,
        lambda evaluation: bool(evaluation.calibration and evaluation.calibration.reliability),
    )
}
