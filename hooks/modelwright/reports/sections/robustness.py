"""What the model does with rows that production breaks."""

from typing import TYPE_CHECKING

from modelwright.evaluation.robustness.gates import in_words, listed, unnoticed
from modelwright.evidence import Evaluation
from modelwright.evidence.robustness import Damage, Robustness
from modelwright.reports.dossier import Dossier
from modelwright.reports.sections.figure import Figure, in_lines, link
from modelwright.reports.tables import body, code_list, literal
from modelwright.reports.words import NAMES
from modelwright.spec.promised.robustness import RobustnessPromise

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_SHOWN = 12
# Bars beyond are cut: a model that is far worse than nothing is not worth the room.
_LONGEST = 1.5
_CAPTION = (
    "Broken rows: what they cost, as the share of the lead over the dummy baseline that is lost, with its interval. "
    "At 1, the features are worth nothing any more. Filled bars reach the model; critical expectations stop open ones."
)


def section(dossier: Dossier) -> str:
    """The section of the evaluation page, as Markdown from `##` on; empty where nothing was measured."""
    found = dossier.evaluation.robustness if dossier.evaluation else None
    if found is None:
        return ""
    figure = f"\n\n{link('robustness', FIGURES['robustness'])}" if _worst(found) else ""
    rows = body(_row(one) for one in _worst(found))
    table = f"\n\n| What is broken | Lost | Do the expectations stop it? |\n| --- | --- | --- |\n{rows}" if rows else ""
    return f"""\
## What if the rows are broken?

{_introduction(dossier, found)}{figure}{table}

{_columns(found)}"""


def _introduction(dossier: Dossier, found: Robustness) -> str:
    if found.lead is None:
        return "The model is not shown to be ahead of the dummy baseline, so broken rows have nothing to take from it."
    promise = dossier.spec.promises.robustness or RobustnessPromise()
    through = len(unnoticed(found))
    stopped = "There is no suite of expectations, so nothing stops such rows."
    if found.expectations:
        reach = "kind of damage reaches" if through == 1 else "kinds of damage reach"
        stopped = f"Of what was done to single columns, {through or 'no'} {reach} the model unnoticed."
    return f"""\
{found.rows:,} rows of the holdout were broken as production breaks rows, and predicted again. What is lost is told as
a share of the lead that the model has over one that ignores the features ({found.lead} in {NAMES[found.metric]}).
Promised are at most {promise.noise:.0%} for noise, {promise.missing:.0%} for a few missing values, {promise.unseen:.0%}
for a few unseen categories, and {promise.unnoticed:.0%} for what no critical expectation stops. {stopped}"""


def _worst(found: Robustness) -> list[Damage]:
    """What is shown: damage to all columns, and of the rest what costs most."""
    together = [one for one in found.damages if one.kind in {"noise", "missing", "unseen"}]
    alone = [one for one in found.damages if one not in together and (one.loss or one.refused or one.impossible)]
    alone.sort(key=lambda one: -(one.loss.value if one.loss else _LONGEST))
    return [*together, *alone[: _SHOWN - len(together)]]


def _row(one: Damage) -> list[str]:
    lost = "not measured"
    if one.loss:
        lost = f"{one.loss.value:z.1%} ({one.loss.low:z.1%} to {one.loss.high:z.1%})"
    elif one.refused:
        lost = f"refused ({one.refused})"
    elif one.impossible:
        lost = f"**{one.impossible:,} predictions are none**"
    return [literal(in_words(one)), lost, "yes" if one.noticed else "no"]


def _columns(found: Robustness) -> str:
    silent = f" Without {code_list(found.silent)} it predicts all the same." if found.silent else ""
    unnamed = f" It does not say that {code_list(found.unnamed)} is missing." if found.unnamed else ""
    order = " **Columns in another order change its predictions.**" if found.order == "other" else ""
    fine = "" if silent or unnamed or order else " A missing column is an error that names it."
    drawn = f" Of {found.features:,} features, {len(found.alone)} were broken one at a time: {listed(found.alone)}."
    return f"**Columns.**{fine}{silent}{unnamed}{order}{drawn if len(found.alone) < found.features else ''}"


def _draw(axes: "Axes", evaluation: Evaluation) -> None:
    found = evaluation.robustness
    assert found is not None  # noqa: S101 - `has` says so
    shown = [one for one in _worst(found) if one.loss][::-1]
    for place, one in enumerate(shown):
        assert one.loss is not None  # noqa: S101 - those without are left out
        value, low, high = (min(max(end, -_LONGEST), _LONGEST) for end in (one.loss.value, one.loss.low, one.loss.high))
        axes.barh(place, value, color="none" if one.noticed else "C0", edgecolor="C0", alpha=0.8)
        axes.plot([low, high], [place, place], color="black", linewidth=1)
    axes.axvline(1, color="grey", linestyle="--", linewidth=1)
    axes.set_yticks(range(len(shown)), [in_lines(in_words(one)) for one in shown], fontsize=8, parse_math=False)
    axes.set(xlabel="Share of the lead that is lost")


def _has(evaluation: Evaluation) -> bool:
    return evaluation.robustness is not None and any(one.loss for one in evaluation.robustness.damages)


FIGURES: dict[str, Figure] = {"robustness": Figure(_CAPTION, _draw, _has)}
