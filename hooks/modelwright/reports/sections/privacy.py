"""How much the model tells about who was in its training rows."""

from modelwright.reports.dossier import Dossier
from modelwright.reports.sections.figure import Figure
from modelwright.reports.tables import body

FIGURES: dict[str, Figure] = {}


def section(dossier: Dossier) -> str:
    """The section of the evaluation page, as Markdown from `##` on; empty where nothing was measured."""
    found = dossier.evaluation.privacy if dossier.evaluation else None
    if found is None:
        return ""
    if not found.attacks:
        return "## What the model tells of its training rows\n\nToo few rows to attack."
    rows = body([f"by {one.name}", one.advantage, one.auc, one.found] for one in found.attacks)
    best = found.strongest
    return f"""\
## What the model tells of its training rows

Somebody who has a row and can ask the model wants to know whether the row was among those that it learned from. Where
being among them says something of a person, such as having had a loan, a model that tells has leaked it. Here
{found.attacked} was asked about {found.members:,} rows that it had learned from and {found.others:,} that it had not.
Of 100 members, an attacker who guesses by {best.name} finds **{100 * best.advantage.value:.0f} more** than among 100
others; 0 is a tossed coin, 100 is certainty.

| A guess | Advantage | AUC, 0.5 is a coin | Members found when 1 % of others are accused |
| --- | --- | --- | --- |
{rows}

The first attack takes rows that the model predicts well for members (Yeom et al., 2018). The second compares it with a
model that never saw the row, which finds the hard rows that were learned by heart (Watson et al., 2022). The threshold
of a guess is chosen on other rows than those it is judged by. A stronger attacker may find more: a small number is no
proof that nothing leaks."""
