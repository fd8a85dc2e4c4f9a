"""The model on parts of the rows: declared ones, and the weakest that a search found."""

from typing import TYPE_CHECKING

from modelwright.evaluation.slices.gates import in_words
from modelwright.evidence import Estimate, Evaluation
from modelwright.evidence.slices import SliceMeasured, Slices, SliceSearch, WeakSlice
from modelwright.reports.dossier import Dossier
from modelwright.reports.sections.counting import counted
from modelwright.reports.sections.figure import Figure, forest, link
from modelwright.reports.tables import body, plain
from modelwright.reports.words import NAMES
from modelwright.spec import Spec
from modelwright.spec.promised.slices import SlicesPromise

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MOST = 24
_OPENING = (
    "A good average can hide a part of the rows on which the model is poor. So it is measured on parts by themselves, "
    "and the weakest are looked for. The fewer rows a part has, the wider its interval."
)


def section(dossier: Dossier) -> str:
    """The section of the evaluation page, as Markdown from `##` on; empty where nothing was measured."""
    found = dossier.evaluation.slices if dossier.evaluation else None
    if found is None:
        return ""
    parts = ["## Is it as good for every part of the rows?", _OPENING]
    if any(group.parts for group in found.declared):
        parts.append(_declared(found, dossier.spec))
        parts.append(_figure(dossier, "slices"))
    parts.append(_searched(found.search, dossier.spec.use.unit))
    parts.append(_figure(dossier, "weakest-slices"))
    return "\n\n".join(filter(None, parts))


def _figure(dossier: Dossier, name: str) -> str:
    return link(name, FIGURES[name]) if dossier.evaluation and FIGURES[name].has(dossier.evaluation) else ""


def _declared(found: Slices, spec: Spec) -> str:
    rows = [_row(part) for group in found.declared for part in group.parts]
    head = f"| Part | Rows | {NAMES.get(found.metric, plain(found.metric))} | Behind the whole |"
    return f"""\
{head}
| - | -: | - | - |
{body(rows)}

In **bold** is what lies outside of chance for this part alone: of twenty parts that are as good as the whole, about one
is bold all the same. The gate allows for the number of parts.{_few(found, spec)}"""


def _few(found: Slices, spec: Spec) -> str:
    """What it takes to judge a part, where one has too few rows for it."""
    left = sum(group.left for group in found.declared)
    if not left and not any(part.why for group in found.declared for part in group.parts):
        return ""
    least = (spec.promises.slices or SlicesPromise()).rows
    classes = f", with {-(-least // 10):,} of each class" if spec.model.task == "binary" else ""
    more = f" Not looked at: {counted(left, 'rarer value')}." if left else ""
    return f" A part is judged from {least:,} rows of the holdout on{classes}.{more}"


def _row(part: SliceMeasured) -> list[str]:
    name, rows = plain(part.name), f"{part.rows:,}"
    if part.value is None or part.behind is None:
        return [name, rows, f"*too few to tell: {plain(part.why)}*", ""]
    sure = "" if part.behind.low <= 0 <= part.behind.high else "**"
    return [name, rows, str(part.value), f"{sure}{part.behind}{sure}"]


def _searched(search: SliceSearch | None, unit: str) -> str:
    if search is None:
        return "**The weakest slices** were not searched for: there are too few rows."
    start = (
        f"**The weakest slices.** {search.looks:,} slices of one to three of {len(search.columns)} columns, of at "
        f"least {search.least:,} {plain(unit)} each, were held against the other rows by their mean {search.loss}. A "
        "slice of three columns is found only within a weak slice of two."
    )
    if not search.weakest:
        return f"{start} None is behind the others by more than chance explains."
    rows = [[plain(one.name), f"{one.rows:,}", _in_hundredths(one.times), _simpler(one)] for one in search.weakest]
    behind = "1 is" if search.found == 1 else f"{search.found:,} are"
    return f"""\
{start} {behind} behind by more than chance explains, corrected for the number of looks; of those that are much the same
rows, one is shown. A slice can be hard and the model without fault: there, nothing simpler does better. The intervals
hold for all {search.judged:,} that were judged at once, so they are wide.

| Slice | Rows | Times the mean loss of all rows | Against what is simpler |
| - | -: | - | - |
{body(rows)}

*What is simpler* is the linear baseline, or one answer for every row of the slice, whichever is better there; its
distance is a share of the model's mean loss on all rows; with a plus, the model is worse.{_nearest(search)}"""


def _nearest(search: SliceSearch) -> str:
    """The slice that the gate looks at, which need not be among those where rows cost most."""
    if search.worst is None:
        return ""
    named = plain(in_words(search.worst, search))
    return f" The gate looks at the slice where the model does worst against that: {named}."


def _in_hundredths(one: Estimate) -> str:
    return f"{one.value:.2f} ({one.low:.2f} to {one.high:.2f})"


def _simpler(one: WeakSlice) -> str:
    simpler = "the linear baseline" if one.simpler == "linear" else "one answer for all"
    excess = one.excess
    shown = f"{abs(excess.value):.0%} ({min(abs(excess.low), abs(excess.high)):.0%} to "
    shown += f"{max(abs(excess.low), abs(excess.high)):.0%})"
    if excess.low > 0:
        return f"**{simpler} is better, by {shown}**"
    if excess.high < 0:
        return f"better than {simpler}, by {shown}"
    return (
        f"not shown to be better or worse than {simpler}: {excess.value:+.0%} ({excess.low:+.0%} to {excess.high:+.0%})"
    )


def _shown(evaluation: Evaluation) -> list[tuple[str, Estimate]]:
    found = evaluation.slices
    if found is None:
        return []
    return [(one.name, one.behind) for group in found.declared for one in group.parts if one.behind is not None][:_MOST]


def draw_slices(axes: "Axes", evaluation: Evaluation) -> None:
    """A forest plot: each slice with its interval, beside the whole."""
    rows = _shown(evaluation)
    metric = evaluation.slices.metric if evaluation.slices else ""
    forest(axes, rows)
    axes.axvline(0, color="grey", linestyle="--", linewidth=1)
    axes.set(xlabel=f"{NAMES.get(metric, metric)}: how far behind the whole")


def _weakest(evaluation: Evaluation) -> list[tuple[str, Estimate]]:
    search = evaluation.slices.search if evaluation.slices else None
    return [(one.name, one.times) for one in search.weakest] if search else []


def draw_weakest(axes: "Axes", evaluation: Evaluation) -> None:
    """A forest plot: how many times the loss of the whole each of the weakest slices has."""
    forest(axes, _weakest(evaluation))
    axes.axvline(1, color="grey", linestyle="--", linewidth=1)
    axes.set(xlabel="Times the mean loss of all rows")


_CAPTION = (
    "Slices: how far each is behind the whole, with its interval. Right of the dashed line is worse; an interval that "
    "crosses it can be chance."
)
_CAPTION_OF_WEAKEST = (
    "The weakest slices: how many times the mean loss of all rows a row costs there. The intervals hold for all "
    "slices that were held against what is simpler, so they are wide."
)
FIGURES: dict[str, Figure] = {
    "slices": Figure(_CAPTION, draw_slices, lambda evaluation: len(_shown(evaluation)) > 1),
    "weakest-slices": Figure(_CAPTION_OF_WEAKEST, draw_weakest, lambda evaluation: bool(_weakest(evaluation))),
}
