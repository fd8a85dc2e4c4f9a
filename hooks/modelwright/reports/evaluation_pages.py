"""The pages of the evaluation: the verdicts by theme for who decides, and a page for each group of themes behind it."""

from collections.abc import Callable
from dataclasses import dataclass

from modelwright.evidence import Evaluation
from modelwright.reports import verdicts
from modelwright.reports.dossier import Dossier
from modelwright.reports.figures import CAPTIONS, curves
from modelwright.reports.sections.all import section
from modelwright.reports.tables import NOTHING_YET, WIDE, body, code, literal, metric_table, trial_table
from modelwright.reports.words import NAMES

START = "evaluation.md"
# So many steps are named at once; more would not be done.
_FIRST = 3


_MARGIN = (
    "*Margin*: how far the end that decides is from the promise, in the unit of what is promised; with a minus, on the "
    "wrong side. It is empty where no one number decides."
)


@dataclass(frozen=True)
class Group:
    """A page of the evaluation.

    Args:
        path: in the site's sources.
        title: its heading.
        question: what it answers.
        themes: in order.
    """

    path: str
    title: str
    question: str
    themes: tuple[str, ...]


GROUPS = (
    Group("evaluation-quality.md", "Quality", "How good is it?", ("quality", "comparison", "calibration")),
    Group("evaluation-groups.md", "Groups", "Is it good for everybody?", ("slices", "fairness")),
    Group("evaluation-use.md", "In use", "What is it worth?", ("decision", "behaviour", "robustness", "efficiency")),
    Group(
        "evaluation-trust.md",
        "Trust",
        "Can the numbers be believed?",
        ("data", "integrity", "leaks", "reproducibility", "privacy"),
    ),
    Group("evaluation-next.md", "Next steps", "What would make it better?", ("remedies", "importance", "learning")),
)
# What each theme asks, for a reader who is not technical.
QUESTIONS = {
    "quality": "Is it good enough, and better than something simpler?",
    "comparison": "Is it as good as the model that it replaces?",
    "calibration": "Can its probabilities or intervals be taken at their word?",
    "slices": "Is it good enough on every part of the rows?",
    "fairness": "Does it treat groups of people alike?",
    "decision": "Are decisions with it worth more than those of today?",
    "behaviour": "Does it do the obvious in cases that are written down?",
    "robustness": "What happens when the data are worse than they were?",
    "efficiency": "Is it fast and small enough?",
    "data": "Are the data as expected, and would it be noticed if they were not?",
    "integrity": "Was it measured on rows that it had never seen?",
    "leaks": "Does it know something that it could not know?",
    "reproducibility": "Does it say the same when it is asked again?",
    "privacy": "Does it give away who was in its training rows?",
    "remedies": "What is worth doing first?",
    "importance": "Does every feature earn its place?",
    "learning": "Would more rows help?",
}


def pages(dossier: Dossier) -> dict[str, str]:
    """Each page by its path."""
    return {START: overview(dossier), **{group.path: page(dossier, group) for group in GROUPS}}


def overview(dossier: Dossier) -> str:
    """Whether the model keeps its promises: in one box, then by theme."""
    found = dossier.evaluation
    if found is None:
        return f"{WIDE}\n# Evaluation\n\n{NOTHING_YET}"
    return f"""\
{WIDE}
# Evaluation

{_links(None)}

{verdicts.box(dossier)}

{_measured_on(found)}

## Verdicts by theme

{_themes(dossier)}

A promise is **kept** when the end of the interval keeps it, and not only the number. It is **undecided** where the rows
are too few to tell: nothing is broken, and nothing was shown; more rows in the holdout decide it. It is **waived**
where a person lifted it, with a reason, until a day.

{_first_steps(found)}
"""


def page(dossier: Dossier, group: Group) -> str:
    """The promises of a group of themes, and what was measured for them."""
    head = f"{WIDE}\n# {group.title}\n\n{_links(group)}\n\n*{group.question}*\n"
    found = dossier.evaluation
    if found is None:
        return f"{head}\n{NOTHING_YET}"
    judged = verdicts.by_theme(dossier)
    promised = tuple(one for theme in group.themes for one in judged.get(theme, ()))
    parts = [f"## Promises\n\n{verdicts.table(promised)}\n\n{_MARGIN}" if promised else ""]
    for theme in group.themes:
        own = _OWN.get(theme)
        parts += [own(dossier, found) if own else "", section(dossier, theme)]
    shown = "\n\n".join(filter(None, parts))
    return f"{head}\n{shown or _not_asked(dossier)}\n"


def _measured_on(found: Evaluation) -> str:
    return (
        f"The model was fitted on {found.holdout.training_rows:,} rows and measured on {found.holdout.rows:,} others "
        f"({found.holdout.strategy} split) that neither training nor tuning has seen. Numbers in brackets are "
        f"{found.confidence:.0%} intervals: how far a number may be off by chance."
    )


def _themes(dossier: Dossier) -> str:
    judged = verdicts.by_theme(dossier)
    rows = []
    for group in GROUPS:
        named = f"[{group.title}]({group.path})"
        for theme in filter(judged.__contains__, group.themes):
            rows.append([named, theme, QUESTIONS[theme], verdicts.in_words(judged[theme])])
            named = ""  # once for all themes of a page
    return f"| Page | Theme | What is asked | Verdict |\n| --- | --- | --- | --- |\n{body(rows)}"


def _first_steps(found: Evaluation) -> str:
    """What is worth doing first, by name; why and for what gain stands on the page of the next steps."""
    ranked = found.remedies.ranked[:_FIRST] if found.remedies else ()
    if not ranked:
        return ""
    steps = "\n".join(f"{number}. {literal(one.what)}" for number, one in enumerate(ranked, start=1))
    return f"## What to do first\n\n{steps}\n\nWhy, and for what gain: [{GROUPS[-1].title}]({GROUPS[-1].path})."


def _links(here: Group | None) -> str:
    """The other pages: they are too many for the tabs above, and the column of the navigation is hidden."""
    links = [f"[Overview]({START})" if here else "**Overview**"]
    links += [f"**{one.title}**" if one is here else f"[{one.title}]({one.path})" for one in GROUPS]
    return " · ".join(links)


def _not_asked(dossier: Dossier) -> str:
    risk = dossier.spec.model.risk
    return f"Nothing of this is asked for at the risk tier **{risk}**, and the spec promises nothing of it."


def _quality(dossier: Dossier, found: Evaluation) -> str:
    method = f"Intervals at {found.confidence:.0%}: {_methods(found)}."
    table = f"## Metrics\n\n{metric_table(dossier, found)}\n\n{_labels(dossier, found)}{method}"
    return f"{table}\n\n## Figures\n\n{_figures(found)}"


def _labels(dossier: Dossier, found: Evaluation) -> str:
    """From which probability on a row counts as positive: not the one of decisions, so numbers differ by page."""
    from modelwright.evaluation.metrics.scored import THRESHOLD

    if dossier.spec.model.task != "binary":
        return ""
    said = f"Metrics of labels, such as accuracy and recall, take a row for positive from a score of {THRESHOLD:g} on."
    acted = found.decision.threshold if found.decision else found.fairness.threshold if found.fairness else None
    if acted is not None and acted != THRESHOLD:
        said += f" Decisions act from {acted:.3g} on, and groups are compared there: their shares are other ones."
    return f"{said} The dummy baseline names no row positive, or all of them: then its precision says nothing.\n\n"


def _methods(found: Evaluation) -> str:
    """How the intervals were made, each way once, with its metrics; older evidence says it for all at once."""
    ways: dict[str, list[str]] = {}
    for one in found.metrics:
        if one.model == "model":
            ways.setdefault(one.estimate.method, []).append(NAMES[one.metric])
    if len(ways) < 2:  # noqa: PLR2004 - one way for all
        return next(iter(ways), "") or f"{found.interval}, {found.replicates:,} replicates"
    return "; ".join(f"{way} for {', '.join(names)}" for way, names in ways.items())


def _integrity(dossier: Dossier, found: Evaluation) -> str:
    limit = dossier.spec.promises.single_feature
    rows = body([code(one.feature), f"{one.score:.3f}"] for one in found.single_features[:5])
    return f"""\
## Tuning

{trial_table(dossier)}

## Does a feature know the answer?

The five features that explain the target best alone, by {NAMES.get(found.single_feature_score, "")} of a small tree
on training rows. A feature that reaches {limit:g} is taken for a leak.

| Feature | Alone |
| --- | --- |
{rows}"""


# What a page says of a theme besides its section: of quality and integrity, which every tier asks for.
_OWN: dict[str, Callable[[Dossier, Evaluation], str]] = {"quality": _quality, "integrity": _integrity}


def _figures(found: Evaluation) -> str:
    shown = {name: CAPTIONS[name] for name in curves(found)}
    return "\n\n".join(
        f"![{caption.partition(':')[0]}](figures/{name}.svg)\n\n*{caption}*" for name, caption in shown.items()
    )
