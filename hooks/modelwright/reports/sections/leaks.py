"""Traps for a model that knows what it cannot know."""

from typing import TYPE_CHECKING

from modelwright.evidence import Evaluation
from modelwright.evidence.leaks import Dependence, Leaks
from modelwright.reports.dossier import Dossier
from modelwright.reports.sections.counting import counted
from modelwright.reports.sections.figure import Figure, link
from modelwright.reports.tables import body, code, plain

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def section(dossier: Dossier) -> str:
    """The section of the evaluation page, as Markdown from `##` on; empty where nothing was measured."""
    found = dossier.evaluation.leaks if dossier.evaluation else None
    if found is None:
        return ""
    rows = [[plain(what), plain(fact)] for what, fact in _facts(found)]
    return f"""\
## Does the model know what it cannot know?

A leak makes a model look perfect and useless in production. Each line is a trap for one kind of it.

| Trap | What was found |
| --- | --- |
{body(rows)}

{_sides(found)}
"""


def _facts(found: Leaks) -> list[tuple[str, str]]:
    copies, tuned = found.copies, found.tuned
    of_file = "" if copies.rows_in_file is None else f", of {copies.rows_in_file:,} rows of the file"
    facts = [
        ("Rows are there once", f"{copies.rows:,} rows are loaded{of_file}; {_keys(copies.repeated_keys)}"),
        (
            "The holdout repeats no row",
            counted(copies.repeated_in_holdout, "row repeats another one", "rows repeat another one"),
        ),
        ("Features know no outcome that is held out", _changed(found.of_targets, "outcomes of held-out rows change")),
        ("Features know no row that is held out", _changed(found.of_rows, "held-out rows are cut off")),
        ("No feature is a mean of the target", ", ".join(one.feature for one in found.aggregates) or "none is"),
    ]
    if found.order.late is not None:
        facts.append(("Training is older than the holdout", f"{found.order.late:,} fitted rows are not"))
    if found.order.inflation is not None:
        facts.append(("Random folds are no easier than the future", f"{found.order.inflation} of the lead is lost"))
    if found.permuted is not None:
        share = f"{found.permuted.share} of the lead is left; chance is 0"
        facts.append(("Of shuffled labels nothing is learnt", share))
    if tuned is not None:
        chosen = "the best setting on folds was chosen" if tuned.best else "another setting than the best was chosen"
        facts.append(("Settings were chosen without the holdout", f"{chosen}, of {tuned.trials:,}"))
    if found.optimism is not None:
        facts.append(("The holdout is no easier than folds", f"ahead by {found.optimism.share} of the lead"))
    return facts


def _keys(repeated: int | None) -> str:
    return "no keys are named" if repeated is None else f"{repeated:,} repeat the keys of another"


def _changed(dependence: Dependence, when: str) -> str:
    if dependence.why_not:
        return f"not measured: {dependence.why_not}"
    if not dependence.changed:
        return f"none of {dependence.compared:,} rows changes when {when}"
    return "; ".join(f"{one.feature} changes in {one.rows:,} rows when {when}" for one in dependence.changed[:5])


def _sides(found: Leaks) -> str:
    if found.sides is None:
        return "There are too few rows to see whether holdout and training rows can be told apart."
    rows = [[code(one.feature), f"{one.distance:.3f}"] for one in found.sides.features]
    return f"""\
A classifier tells holdout rows from training rows with an AUC of {found.sides.auc}; 0.5 is not at all. Rows that are
held out by time may well be told apart: the world changes. The features that differ most:

| Feature | Largest difference of its distributions |
| --- | --- |
{body(rows)}

{link("leaks_sides", FIGURES["leaks_sides"])}
"""


_CAPTION = (
    "Both sides: how far each feature lies apart between training and holdout, as the largest difference of its "
    "distribution functions. At random it is near zero; by time it shows what has changed."
)


def _has(evaluation: Evaluation) -> bool:
    return evaluation.leaks is not None and evaluation.leaks.sides is not None


def _draw(axes: "Axes", evaluation: Evaluation) -> None:
    sides = evaluation.leaks.sides if evaluation.leaks else None
    if sides is None:
        return
    shown = sides.features[::-1]
    axes.barh([one.feature for one in shown], [one.distance for one in shown], alpha=0.7)
    axes.set(xlabel="Largest difference of distributions", xlim=(0, 1))


FIGURES: dict[str, Figure] = {"leaks_sides": Figure(_CAPTION, _draw, _has)}
