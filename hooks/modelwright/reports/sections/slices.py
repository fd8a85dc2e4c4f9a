"""The model on parts of the rows: declared ones, and the weakest that a search found."""

from typing import TYPE_CHECKING

from modelwright.evidence import Estimate, Evaluation
from modelwright.evidence.slices import SliceMeasured, Slices, SliceSearch, WeakSlice
from modelwright.reports.dossier import Dossier
from modelwright.reports.sections.figure import Figure
from modelwright.reports.tables import body, plain
from modelwright.reports.words import NAMES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LONGEST = 44
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
        parts.append(_declared(found))
    parts.append(_searched(found.search, dossier.spec.use.unit))
    for name, figure in FIGURES.items():
        if dossier.evaluation and figure.has(dossier.evaluation):
            parts.append(f"![{figure.caption}](figures/{name}.svg)\n\n*{figure.caption}*")
    return "\n\n".join(parts)


def _declared(found: Slices) -> str:
    rows = [_row(part) for group in found.declared for part in group.parts]
    left = sum(group.left for group in found.declared)
    more = f"\n\n{left:,} more values are rare and not looked at: too few rows to tell." if left else ""
    head = f"| Part | Rows | {NAMES.get(found.metric, plain(found.metric))} | Behind the whole |"
    return f"{head}\n| - | -: | - | - |\n{body(rows)}{more}"


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
    rows = [[plain(one.name), f"{one.rows:,}", f"{one.times.value:.2f}", _simpler(one)] for one in search.weakest]
    return f"""\
{start} {search.found:,} are behind by more than chance explains, corrected for the number of looks; of those that are
much the same rows, one is shown. That a slice is hard is no fault of the model, as long as nothing simpler serves
better there.

| Slice | Rows | Times the loss of the whole | Held against what is simpler |
| - | -: | -: | - |
{body(rows)}"""


def _simpler(one: WeakSlice) -> str:
    simpler = "the linear baseline" if one.simpler == "linear" else "one answer for all of it"
    if one.excess.low > 0:
        return f"**{simpler} is better, by at least {one.excess.low:.0%} of the mean loss**"
    if one.excess.high < 0:
        return f"better than {simpler}"
    return f"cannot tell from {simpler}"


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


def forest(axes: "Axes", rows: list[tuple[str, Estimate]]) -> None:
    """Names and their intervals, from the top down."""
    heights = [*range(len(rows), 0, -1)]
    for height, (_, one) in zip(heights, rows, strict=True):
        axes.plot([one.low, one.high], [height, height], color="C0", linewidth=1.5)
        axes.plot([one.value], [height], color="C0", marker="o", markersize=4)
    axes.set_yticks(heights, [_short(name) for name, _ in rows], fontsize=7)
    axes.set_ylim(0.5, max(1, len(rows)) + 0.5)


def _short(name: str) -> str:
    # A dollar sign would start a formula.
    short = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 3]}..."
    return short.replace("$", r"\$")


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
