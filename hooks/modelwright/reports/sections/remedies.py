"""What to do next, ranked by what it is expected to gain."""

from modelwright.evidence.remedies import Remedies, Remedy
from modelwright.reports.dossier import Dossier
from modelwright.reports.sections.figure import Figure
from modelwright.reports.tables import body, literal
from modelwright.reports.words import NAMES

FIGURES: dict[str, Figure] = {}


def section(dossier: Dossier) -> str:
    """The section of the evaluation page, as Markdown from `##` on; empty where nothing was measured."""
    found = dossier.evaluation.remedies if dossier.evaluation else None
    if found is None:
        return ""
    return "\n\n".join(filter(None, (_ranked(found), _labels(found))))


def _ranked(found: Remedies) -> str:
    if not found.ranked:
        return "## What to do next\n\nNothing that was measured asks for anything."
    rows = body(
        [place, f"**{literal(one.what)}**", literal(one.why), gain(one), one.effort, f"`{one.page}`"]
        for place, one in enumerate(found.ranked, start=1)
    )
    return f"""\
## What to do next

What is shown to gain comes first, the most first; gains in different metrics are compared as shares of the model's lead
over the dummy baseline. Then comes what may help by an amount that nobody can say, the least effort first. Last comes
what is not shown to gain, or costs a little and saves something else. A gain is what is expected of one remedy alone:
gains do not add up.

| | What | Why | Expected gain | Effort | Page of the guide |
| --- | --- | --- | --- | --- | --- |
{rows}

*Effort*: low is hours, medium days, high weeks."""


def gain(one: Remedy) -> str:
    """Such as `0.006 (0.002 to 0.011) in ROC AUC, 2 % of the lead`."""
    if one.gain is None:
        return "cannot be said"
    share = f", {one.share:.1%} of the lead" if one.share is not None else ""
    return f"{one.gain} in {NAMES.get(one.metric, one.metric)}{share}"


def _labels(found: Remedies) -> str:
    if not found.label_noise:
        return ""
    if not found.label_noise[0].label:
        share = found.label_noise[0].estimate
        return f"""\
### Labels in doubt

Of the training rows, {share.value:.2%} ({max(0.0, share.low):.2%} to {share.high:.2%}) are further than five robust
standard deviations from what a model predicts that never saw them; of normal errors, not one in a million is. Rare
events and wrong numbers look alike here."""
    rows = body(
        [
            literal(one.label),
            f"{one.estimate.value:.1%} ({one.estimate.low:.1%} to {one.estimate.high:.1%})",
            f"{one.overlap or 0:.1%}",
            literal(one.likely),
        ]
        for one in found.label_noise
    )
    return f"""\
### Labels in doubt

The share of labels that models which never saw the row confidently contradict (confident learning, Northcutt et al.,
2021). Beside it stands what their own probabilities expect, because classes overlap, or because labels that are wrong
at random taught them to doubt. The share counts rows that are worth reading, and not labels that are wrong: where
classes overlap, most of them are right.

| Label | Contradicted | Expected | Most often looks like |
| --- | --- | --- | --- |
{rows}"""
