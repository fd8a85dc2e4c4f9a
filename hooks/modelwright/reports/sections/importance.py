"""What each feature buys, and what it costs."""

from typing import TYPE_CHECKING

from modelwright.evidence import Evaluation
from modelwright.evidence.importance import FeatureImportance, Importance
from modelwright.reports.dossier import Dossier
from modelwright.reports.sections.figure import Figure
from modelwright.reports.tables import body, code, code_list
from modelwright.reports.words import NAMES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_DRAWN = 20


def _draw(axes: "Axes", evaluation: Evaluation) -> None:
    found = evaluation.importance
    if found is None:
        return
    shown = found.features[:_DRAWN][::-1]
    values = [one.estimate.value for one in shown]
    away = [
        [max(0.0, one.estimate.value - one.estimate.low) for one in shown],
        [max(0.0, one.estimate.high - one.estimate.value) for one in shown],
    ]
    axes.errorbar(values, range(len(shown)), xerr=away, fmt="o", markersize=4, capsize=2)
    axes.axvline(0, color="grey", linestyle="--", linewidth=1)
    axes.axvline(found.worth, color="grey", linestyle=":", linewidth=1)
    axes.set_yticks(range(len(shown)), [one.feature for one in shown], parse_math=False)
    axes.set(xlabel=f"What scrambling it costs in {NAMES[found.metric]}")


FIGURES: dict[str, Figure] = {
    "importance": Figure(
        "Importance: how much worse the model gets on the holdout when a feature is scrambled, with intervals. Left of "
        "the dotted line, a feature buys nothing.",
        _draw,
        lambda evaluation: bool(evaluation.importance and evaluation.importance.features),
    )
}


def section(dossier: Dossier) -> str:
    """The section of the evaluation page, as Markdown from `##` on; empty where nothing was measured."""
    found = dossier.evaluation.importance if dossier.evaluation else None
    if found is None:
        return ""
    if not found.features:
        return "## What each feature buys\n\nToo few rows were held out to tell."
    return "\n\n".join(filter(None, (_intro(found), _table(found), _twins(found), _proxies(found))))


def _intro(found: Importance) -> str:
    idle = f"**{code_list(found.idle)}** {'buys' if len(found.idle) == 1 else 'buy'} nothing." if found.idle else ""
    together = (
        f" Scrambled together, the model loses {found.without_idle}: without them it would need fewer pipelines, and "
        "have less that can break."
        if found.without_idle
        else "No feature, and no set of twins, is shown to buy nothing."
    )
    return f"""\
## What each feature buys

Each feature is scrambled among {found.rows:,} holdout rows, {found.permutations} times. What the model loses in
{NAMES[found.metric]} by that is what the feature buys; in brackets, how far the number may be off by chance. A feature
buys nothing when it is shown to buy less than {found.worth:.2g}. {idle}{together}

![{FIGURES["importance"].caption}](figures/importance.svg)

This is what the model uses, and not what moves the outcome: a feature may be used because it goes with the cause."""


def _table(found: Importance) -> str:
    priced = any(one.cost is not None for one in found.features)
    rows = [
        [
            code(one.feature),
            _verdict(one),
            f"{one.missing:.1%}",
            one.columns,
            *([f"{one.cost:.2g}" if one.cost is not None else ""] if priced else []),
        ]
        for one in found.features
    ]
    cost = (" Costs |", " --- |") if priced else ("", "")
    return f"""\
| Feature | Buys | Missing | Columns |{cost[0]}
| --- | --- | --- | --- |{cost[1]}
{body(rows)}"""


def _verdict(one: FeatureImportance) -> str:
    if one.constant:
        return "cannot be said: the holdout has one value alone"
    less = "; less than it costs" if one.worth_its_cost is False else ""
    return f"{one.estimate}{', nothing' if one.buys_nothing else ''}{less}"


def _twins(found: Importance) -> str:
    if not found.twins:
        return ""
    rows = body(
        [code_list(one.features), f"{one.estimate}{', nothing' if one.buys_nothing else ''}"] for one in found.twins
    )
    return f"""\
Twins say nearly the same of a row, so each hides what the other buys. Scrambled together:

| Twins | Buy |
| --- | --- |
{rows}"""


def _proxies(found: Importance) -> str:
    if not found.proxies:
        return ""
    rows = body(
        [code(one.column), one.estimate, NAMES.get(one.measure, one.measure), f"{one.nothing:.3g}", code(one.strongest)]
        for one in found.proxies
    )
    return f"""\
A protected column is not a feature, but features may stand in for it. So well does a small tree tell it from them, on
the holdout; a larger model would tell more:

| Protected | Told by the features | In | Telling nothing | Strongest |
| --- | --- | --- | --- | --- |
{rows}"""
