"""What the model costs in time, memory and size."""

from modelwright.reports.dossier import Dossier
from modelwright.reports.sections.figure import Figure
from modelwright.reports.tables import body

FIGURES: dict[str, Figure] = {}

_WHAT = {
    "fit": ("Fitting the training rows", "times the reference"),
    "batch": ("Predicting 1,000 rows of a batch", "times the reference"),
    "single": ("Predicting one row on its own", "times the reference"),
    "memory": ("Memory to predict 10,000 rows", "MB"),
    "size": ("Size of the saved model", "MB"),
}


def section(dossier: Dossier) -> str:
    """The section of the evaluation page, as Markdown from `##` on; empty where nothing was measured."""
    found = dossier.evaluation.efficiency if dossier.evaluation else None
    if found is None:
        return ""
    rows = []
    for one in found.spent:
        what, unit = _WHAT.get(one.name, (one.name, ""))
        rows.append([what, f"at most {one.budget:g} {unit}", "kept" if one.kept else "**over**"])
    return f"""\
## What does it cost?

The saved model has {found.size / 1e6:,.3g} MB. Times are multiples of a reference workload that is timed beside the
model, so a budget means the same on any machine: a decision tree on 5,000 rows, some 0.03 seconds. Exact times are not
evidence, for a clock never says the same twice.

| What | Budget | |
| --- | --- | --- |
{body(rows)}
"""
