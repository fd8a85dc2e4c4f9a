"""How differently the model treats groups of a protected attribute."""

from typing import TYPE_CHECKING

from modelwright.evaluation.tiers import is_asked
from modelwright.evidence import Estimate, Evaluation
from modelwright.evidence.fairness import Fairness, FairnessGap, FairnessOf, GroupTreated
from modelwright.reports.dossier import Dossier
from modelwright.reports.sections.counting import counted
from modelwright.reports.sections.figure import Figure, forest, link
from modelwright.reports.tables import body, code, plain
from modelwright.spec import Spec
from modelwright.spec.promised.fairness import FairnessPromise

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_TITLE = "## Does it treat groups alike?"
_MOST = 24
_HEADS = {
    "selection_rate": "Given the positive class",
    "true_positive_rate": "Found, of the true cases",
    "false_positive_rate": "Flagged wrongly, of the others",
    "calibration": "Happened less predicted",
    "error": "Error",
}
_QUESTIONS = {
    "demographic_parity": "how often they are given the positive class",
    "equal_opportunity": "how many of their true cases are found",
    "equalised_odds": "how many of their cases are found, or wrongly flagged",
    "calibration": "how far predictions are from what happens",
    "error": "how often, or by how much, the model is wrong",
}


def section(dossier: Dossier) -> str:
    """The section of the evaluation page, as Markdown from `##` on; empty where nothing was measured."""
    if dossier.evaluation is None or not is_asked(dossier.spec, "fairness"):
        return ""
    found = dossier.evaluation.fairness
    if found is None:
        return _nobody(dossier.spec)
    parts = [_TITLE, _opening(dossier.spec, found)]
    for one in found.attributes:
        parts += [_attribute(one, dossier.spec)]
    if FIGURES["fairness"].has(dossier.evaluation):
        parts.append(link("fairness", FIGURES["fairness"]))
    return "\n\n".join([*parts, _for_a_person(dossier.spec)])


def _nobody(spec: Spec) -> str:
    """Nothing is compared: the reason must be readable, or silence would look like a pass."""
    if spec.data.protected:
        return ""
    reason = spec.data.protected_reason
    said = f"The reason given: {plain(reason)}" if reason else "**No reason is given.**"
    return f"{_TITLE}\n\nNothing was compared: the spec names no column that describes a protected group. {said}"


def _opening(spec: Spec, found: Fairness) -> str:
    at = f" A row is given the positive class from a score of {found.threshold:.3g} on." if found.threshold else ""
    least = (spec.promises.fairness or FairnessPromise()).rows
    left = (
        f" Of the classes, the ten commonest are compared; {found.classes_left:,} are not."
        if found.classes_left
        else ""
    )
    return (
        f"The protected columns describe who the {plain(spec.use.unit)} are. The model does not see them, but other "
        f"columns can stand in for them, so the groups are compared here.{at}{left} Each line names the two groups "
        "that are furthest apart; its interval holds for all pairs of groups at once. Where they differ by more than "
        "chance explains, it is in **bold**. Where a group is small, nothing can be said of it, which is not the same "
        f"as all being well: a rate is compared from {least:,} rows of the group on, and the share of true cases that "
        "are found needs as many of these cases."
    )


def _attribute(one: FairnessOf, spec: Spec) -> str:
    title = f"### {plain(' and '.join(one.columns))}"
    told = "\n".join(_told(gap) for gap in one.gaps)
    left = f"\n\nNot measured: {counted(one.left, 'smaller group')}, with too few rows to tell." if one.left else ""
    if len(one.columns) > 1:
        return f"{title}\n\n{told}\n\nThe rates of each group are in `reports/evaluation.json`.{left}"
    heads = [rate for rate in _HEADS if any(rate in group.rates for group in one.groups)]
    table = ""
    if heads:
        names = [_HEADS[rate] for rate in heads]
        if spec.model.task == "regression" and "error" in heads:
            names[heads.index("error")] = "Mean absolute error"
        elif "error" in heads:
            names[heads.index("error")] = "Labelled wrongly"
        rows = [_group(group, heads) for group in one.groups]
        table = f"\n\n| Group | Rows | {' | '.join(names)} |\n| - | -: |{' - |' * len(heads)}\n{body(rows)}"
    return f"{title}\n\n{told}{table}{left}"


def _group(group: GroupTreated, heads: list[str]) -> list[str]:
    cells = [str(group.rates[rate]) if rate in group.rates else "*too few to tell*" for rate in heads]
    return [plain(group.name), f"{group.rows:,}", *cells]


def _told(gap: FairnessGap) -> str:
    """One sentence: what differs, for whom, and how sure that is."""
    what = _QUESTIONS[gap.criterion]
    name = gap.criterion.replace("_", " ").capitalize()
    if gap.difference is None:
        return f"- {name} ({what}): too few rows to tell."
    few = f" Too few rows to tell of {code(gap.few[0]) if len(gap.few) == 1 else f'{len(gap.few)} groups'}." * bool(
        gap.few
    )
    of = f" of {plain(gap.rate.split(' of ', 1)[1])}" if " of " in gap.rate else ""
    apart = f"{gap.difference} apart: most for {code(gap.highest)}, least for {code(gap.lowest)}{of}"
    if gap.difference.low > 0:
        return f"- {name} ({what}): **{apart}**.{few}"
    return f"- {name} ({what}): {apart}. That can be chance.{few}"


def _for_a_person(spec: Spec) -> str:
    return f"""\
**What a person must decide.** Numbers say that groups are treated differently, not whether that is wrong. Groups that
differ in how often *{plain(spec.use.outcome)}* happens cannot be alike in all of these at once, so somebody has to say
which matters here: who is hurt by a case that is missed, and who by one that is wrongly flagged? May the law ask for
one of them, such as four fifths of the selection rate? Is *{plain(spec.use.outcome)}* itself measured alike for all
groups? What was decided, and by whom, belongs under `approvals` of the spec."""


def _shown(evaluation: Evaluation) -> tuple[str, list[tuple[str, Estimate]]]:
    """The rate of a promise that is made most often, for each group of single attributes."""
    found = evaluation.fairness
    groups = [group for one in found.attributes if len(one.columns) == 1 for group in one.groups] if found else []
    rate = next((one for one in ("true_positive_rate", "error") if any(one in group.rates for group in groups)), "")
    return rate, [(group.name, group.rates[rate]) for group in groups if rate in group.rates][:_MOST]


def draw_groups(axes: "Axes", evaluation: Evaluation) -> None:
    """A forest plot: one rate of every group."""
    rate, rows = _shown(evaluation)
    forest(axes, rows)
    axes.set(xlabel=_HEADS.get(rate, rate))


_CAPTION = (
    "Groups: the share of true cases that are found in each, or the error where there are more classes than two or a "
    "number, with its interval. Groups whose intervals lie apart are treated differently; of intervals that overlap a "
    "little, the lines above tell."
)
FIGURES: dict[str, Figure] = {
    "fairness": Figure(_CAPTION, draw_groups, lambda evaluation: len(_shown(evaluation)[1]) > 1),
}
