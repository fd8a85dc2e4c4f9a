"""How quality grows with rows, and with the settings of the model."""

from functools import partial
from typing import TYPE_CHECKING

from modelwright.evidence import Evaluation
from modelwright.evidence.learning import Learning, Search
from modelwright.reports.dossier import Dossier
from modelwright.reports.sections.counting import counted, listed
from modelwright.reports.sections.figure import Figure, link
from modelwright.reports.tables import body, code
from modelwright.reports.words import NAMES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_SETTINGS = 4


def _draw(axes: "Axes", evaluation: Evaluation) -> None:
    import numpy as np
    from sklearn.model_selection import LearningCurveDisplay

    found = evaluation.learning
    if found is None:
        return
    sizes = np.array([one.rows for one in found.sizes])
    LearningCurveDisplay(
        train_sizes=sizes,
        train_scores=np.array([[one.training] for one in found.sizes]),
        test_scores=np.array([[one.holdout.value] for one in found.sizes]),
        score_name=NAMES[found.metric],
    ).plot(ax=axes, std_display_style=None, line_kw={"marker": "o", "markersize": 4})
    low, high = ([getattr(one.holdout, end) for one in found.sizes] for end in ("low", "high"))
    axes.fill_between(sizes, low, high, color=axes.lines[-1].get_color(), alpha=0.2, linewidth=0)
    axes.set(xlabel="Training rows")
    # The display takes a log scale where sizes double; its own ticks then lie on each other.
    axes.set_xticks(sizes, [f"{one:,}" for one in sizes], minor=False)
    axes.set_xticks([], minor=True)
    axes.legend(["Training rows", "Holdout"])


def _draw_setting(axes: "Axes", evaluation: Evaluation, *, place: int) -> None:
    import numpy as np
    from sklearn.model_selection import ValidationCurveDisplay

    search = evaluation.learning.search if evaluation.learning else None
    if search is None:
        return
    one = search.settings[place]
    scores = np.array(one.scores)
    # The display asks for scores on the fitted rows, which no trial has; it is told to draw the others alone.
    ValidationCurveDisplay(
        param_name=one.name.split("__")[-1],
        param_range=np.array(one.values),
        train_scores=scores,
        test_scores=scores,
        score_name=search.scorer,
    ).plot(ax=axes, score_type="test", line_kw={"marker": "o", "markersize": 4})
    axes.legend(["Mean of the folds"])
    axes.set(xlabel=one.name.split("__")[-1])


def _has_setting(evaluation: Evaluation, *, place: int) -> bool:
    search = evaluation.learning.search if evaluation.learning else None
    return search is not None and len(search.settings) > place


FIGURES: dict[str, Figure] = {
    "learning-curve": Figure(
        "Learning curve: the headline metric of clones that were fitted on a share of the training rows; the band is "
        "the interval on the holdout. Where the line of the holdout still gets better at its end, more rows help.",
        _draw,
        lambda evaluation: bool(evaluation.learning and evaluation.learning.sizes),
    )
} | {
    f"validation-curve-{place + 1}": Figure(
        f"Validation curve {place + 1}: the score of each trial over the folds, by one hyperparameter; the others "
        "varied as well. The band is one standard deviation over folds; higher is better.",
        partial(_draw_setting, place=place),
        partial(_has_setting, place=place),
    )
    for place in range(_SETTINGS)
}


def section(dossier: Dossier) -> str:
    """The section of the evaluation page, as Markdown from `##` on; empty where nothing was measured."""
    found = dossier.evaluation.learning if dossier.evaluation else None
    if found is None:
        return ""
    return "\n\n".join(filter(None, ("## Would more rows help?", _curve(found), _search(found.search))))


def _curve(found: Learning) -> str:
    if not found.sizes:
        return "Too few rows to tell."
    rows = body([f"{one.rows:,}", one.clones, one.holdout, f"{one.training:.3g}"] for one in found.sizes)
    doubled = (
        f"With as many training rows again, {NAMES[found.metric]} is expected to be better by **{found.doubled}**: an "
        "inverse power law through these sizes says so, and assumes rows like these."
        if found.doubled
        else "The sizes are too few to say what more rows would buy."
    )
    gap = f" On its own training rows, the model is better than on the holdout by {found.gap}." if found.gap else ""
    return f"""\
{doubled}{gap}

{link("learning-curve", FIGURES["learning-curve"])}

| Training rows | Clones | On the holdout | On the rows fitted on |
| --- | --- | --- | --- |
{rows}"""


def _search(search: Search | None) -> str:
    if search is None:
        return ""
    bought = (
        f" The best of all is better than the best of half of them by {search.last_doubling}, over the folds: the next "
        "doubling of the number of trials hardly buys more than that."
        if search.last_doubling
        else ""
    )
    edges = [code(one.name.split("__")[-1]) for one in search.settings if one.best_at_edge]
    edge = f" The best value of {listed(edges)} lies at the edge of what was tried: try beyond it." if edges else ""
    drawn = [f"validation-curve-{place + 1}" for place in range(len(search.settings))]
    none = "No hyperparameter is a number with three values or more, so there is no validation curve."
    links = "\n\n".join(link(name, FIGURES[name]) for name in drawn) or none
    tried = f"{counted(search.trials, 'setting')} {'was' if search.trials == 1 else 'were'} tried"
    return f"""\
### Would more tuning help?

{tried}, scored by `{search.scorer}`.{bought}{edge}

{links}"""
