"""What each feature buys, and what it costs."""

from typing import TYPE_CHECKING

from modelwright.evidence import Evaluation
from modelwright.evidence.importance import FeatureImportance, Importance
from modelwright.reports.dossier import Dossier
from modelwright.reports.sections.counting import counted
from modelwright.reports.sections.figure import Figure, forest, link
from modelwright.reports.tables import body, code, code_list
from modelwright.reports.words import NAMES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_DRAWN = 20


def _draw(axes: "Axes", evaluation: Evaluation) -> None:
    found = evaluation.importance
    if found is None:
        return
    forest(axes, [(one.feature, one.estimate) for one in found.features if not one.constant][:_DRAWN])
    axes.axvline(0, color="grey", linestyle="--", linewidth=1)
    axes.axvline(found.worth, color="C1", linestyle=":", linewidth=1.5)
    axes.set(xlabel=f"What scrambling it costs in {NAMES[found.metric]}")


FIGURES: dict[str, Figure] = {
    "importance": Figure(
        "Importance: how much worse the model gets on the holdout when a feature is scrambled, with intervals. A "
        "feature whose whole interval lies left of the dotted line buys nothing that is worth having.",
        _draw,
        lambda evaluation: bool(
            evaluation.importance and any(not one.constant for one in evaluation.importance.features)
        ),
    )
}


def section(dossier: Dossier) -> str:
    """The section of the evaluation page, as Markdown from `##` on; empty where nothing was measured."""
    found = dossier.evaluation.importance if dossier.evaluation else None
    if found is None:
        return ""
    if not found.features:
        return "## What each feature buys\n\nToo few rows were held out to tell."
    return "\n\n".join(filter(None, (_intro(dossier, found), _table(found), _twins(found), _proxies(found))))


def _worth(dossier: Dossier) -> str:
    """Where the bound of what buys something comes from."""
    promise = dossier.spec.promises.importance
    said = promise is not None and promise.worth is not None
    return "what the spec says" if said else "a hundredth of the model's lead over the dummy baseline"


def _intro(dossier: Dossier, found: Importance) -> str:
    one = len(found.idle) == 1
    idle = f"**{code_list(found.idle)}** {'buys' if one else 'buy'} nothing." if found.idle else ""
    scrambled = "" if one or found.without_idle is None else f" Scrambled together, they cost {found.without_idle}."
    together = (
        f"{scrambled} Without {'it' if one else 'them'}, the model would need fewer pipelines, and have "
        "less that can break: train without, and compare."
        if found.idle
        else "No feature, and no set of twins, is shown to buy nothing."
    )
    figure = link("importance", FIGURES["importance"]) if any(not one.constant for one in found.features) else ""
    return f"""\
## What each feature buys

Each feature is scrambled among {found.rows:,} holdout rows, {counted(found.permutations, "time")}. What the model
loses in {NAMES[found.metric]} by that is what the feature buys; in brackets, how far the number may be off by chance. A
feature is said to buy nothing when it is shown to buy less than {found.worth:.2g}, which is {_worth(dossier)}.
{idle}{together}

{figure}

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
    nothing = "" if not one.buys_nothing else ", nothing alone: see its twins" if one.twins else ", nothing"
    less = "; less than it costs" if one.worth_its_cost is False else ""
    return f"{one.estimate}{nothing}{less}"


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
A protected column is not a feature, but features may stand in for it. This is how well a small tree tells it from
them, on the holdout; a larger model may tell more:

| Protected | Told by the features | In | Telling nothing | Strongest |
| --- | --- | --- | --- | --- |
{rows}"""
