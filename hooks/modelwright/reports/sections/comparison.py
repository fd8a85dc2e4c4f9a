"""The model against the champion on the same rows, and against the baselines on the same folds."""

from typing import TYPE_CHECKING

from modelwright.evaluation.comparison.gates import in_digits
from modelwright.evidence import Evaluation
from modelwright.evidence.comparison import Comparison, Difference
from modelwright.reports.dossier import Dossier
from modelwright.reports.sections.figure import Figure, link
from modelwright.reports.words import NAMES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_PLAIN = {
    "first": "There is **no champion yet** to compare this model with: {fact}. It is held against the baselines alone.",
    "champion": "This model **is the champion**: the newest model on `{branch}` that was accepted.",
    "better": "The model is **better** than the champion: on the same rows, {rows:,} of them, chance alone hardly "
    "makes such a difference.",
    "not worse": "The model is **not worse than the champion** by more than the margin: whatever chance did, little or "
    "nothing is lost by replacing it.",
    "worse": "The model is **worse** than the champion on the same {rows:,} rows. The champion stays.",
    "cannot tell": "{rows:,} rows **cannot tell** whether the model is worse than the champion. The champion stays: "
    "whoever wants to replace it has to show that nothing is lost.",
    "not comparable": "The model **could not be compared** with the champion: {fact}. The champion stays.",
}


def section(dossier: Dossier) -> str:
    """The section of the evaluation page, as Markdown from `##` on; empty where nothing was measured."""
    found = dossier.evaluation.comparison if dossier.evaluation else None
    if found is None or dossier.evaluation is None:
        return ""
    parts = ["## Against the champion", _sentence(found)]
    if found.differences:
        parts += [_table(found), *_figures(dossier.evaluation), _details(found)]
    parts += ["## Against the baselines, fold by fold", *_folds(found)]
    return "\n\n".join(part for part in parts if part)


def _sentence(found: Comparison) -> str:
    branch = found.champion.branch if found.champion else "the main branch"
    deciding = found.deciding
    return _PLAIN[found.outcome].format(fact=found.fact, branch=branch, rows=deciding.rows if deciding else 0)


def _table(found: Comparison) -> str:
    rows = [
        f"| {_named(one, found)} | {in_digits(one.estimate)} | {one.estimate.method} |" for one in found.differences
    ]
    return "\n".join(["| Metric | Ahead of the champion | Interval by |", "| --- | --- | --- |", *rows])


def _named(one: Difference, found: Comparison) -> str:
    name = NAMES.get(one.metric, one.metric)
    return f"**{name}**, which decides" if one.metric == found.headline else name


def _figures(evaluation: Evaluation) -> list[str]:
    return [link(name, one) for name, one in FIGURES.items() if one.has(evaluation)]


def _details(found: Comparison) -> str:
    lines = []
    if found.margin is not None:
        made = found.margin_from if found.margin_from != "the spec" else "as the spec says"
        lines.append(f"- The margin is {found.margin:.3g} of {NAMES.get(found.headline, found.headline)}: {made}.")
    if found.outcome == "cannot tell":
        needed = f"about {found.rows_needed:,}" if found.rows_needed else "more than 1,000 times as many"
        lines.append(f"- If the difference is what it looks like, it would take {needed} rows to tell.")
    if found.champion:
        lines.append(f"- The champion is model `{found.champion.model}` of commit `{found.champion.commit[:12]}`.")
    if found.pairing:
        pairs = found.pairing
        lost = f"; {pairs.lost:,} others are not held out any more" if pairs.lost else ""
        lines.append(f"- {pairs.rows:,} rows were held out by both; the champion has {pairs.champion_rows:,}{lost}.")
    for test in found.tests:
        counts = ""
        if test.only_model is not None and test.only_champion is not None:
            counts = (
                f" The model alone is right on {test.only_model:,} rows, the champion alone on {test.only_champion:,}."
            )
        lines.append(f"- {test.test}'s test: p = {test.p_value:.2g} ({test.method}).{counts}")
    return "\n".join(lines)


def _folds(found: Comparison) -> list[str]:
    if not found.folds:
        return [f"Not measured: {found.folds_fact or 'there are no folds'}."]
    name = NAMES.get(found.headline, found.headline)
    rows = [
        f"| {place} | {one.rows:,} | {one.model:.4g} | {one.linear:.4g} | {one.dummy:.4g} |"
        for place, one in enumerate(found.folds, start=1)
    ]
    head = ["| Fold | Rows | Model | Linear baseline | Dummy baseline |", "| --- | --- | --- | --- | --- |"]
    words = (
        f"{name} on training rows, each fold by models that were fitted on the others. A model that leads on one fold "
        "alone was lucky there. The gates look at the holdout: these rows chose the model's settings, so it looks "
        "better on them than it is."
    )
    return [words, "\n".join([*head, *rows])]


def _forest(axes: "Axes", evaluation: Evaluation) -> None:
    found = evaluation.comparison
    if found is None:
        return
    # Metrics have units of their own: each is shown in widths of its interval.
    shown = [one for one in found.differences if one.estimate.high > one.estimate.low]
    for place, one in enumerate(reversed(shown)):
        half = (one.estimate.high - one.estimate.low) / 2
        decides = one.metric == found.headline
        colour = "C0" if decides else "grey"
        axes.errorbar(one.estimate.value / half, place, xerr=_sides(one, half), fmt="o", capsize=4, color=colour)
        if decides and found.margin is not None:
            axes.plot([-found.margin / half], [place], marker="|", markersize=18, color="C3", label="minus the margin")
    axes.axvline(0, color="grey", linestyle="--", linewidth=1)
    axes.set_yticks(range(len(shown)), [NAMES.get(one.metric, one.metric) for one in reversed(shown)])
    axes.set(xlabel="Ahead of the champion, in halves of the interval", ylim=(-0.5, len(shown) - 0.5))
    if axes.get_legend_handles_labels()[0]:
        axes.legend(loc="best")


def _sides(one: Difference, half: float) -> list[list[float]]:
    return [[(one.estimate.value - one.estimate.low) / half], [(one.estimate.high - one.estimate.value) / half]]


def _has(evaluation: Evaluation) -> bool:
    found = evaluation.comparison
    return found is not None and any(one.estimate.high > one.estimate.low for one in found.differences)


FIGURES: dict[str, Figure] = {
    "champion": Figure(
        "Champion: how far the model is ahead of it on the same rows, a metric on each line, with its interval. Right "
        "of the dashed line is better. The interval of the metric that decides must not reach the red mark.",
        _forest,
        _has,
    )
}
