"""The tables of the generated pages, as Markdown."""

import re
from collections.abc import Iterable, Sequence

from modelwright.evaluation.gates import shown
from modelwright.evidence import Evaluation, Training
from modelwright.reports.dossier import Dossier
from modelwright.reports.words import MEANINGS, NAMES
from modelwright.spec import Spec

# The column of the navigation would repeat the tabs above it.
WIDE = "---\nhide:\n  - navigation\n---\n"
# So many of the settings that were tried are shown, best first.
_SHOWN = 20
NOTHING_YET = '!!! warning "Not evaluated yet"\n    Run `modelwright run`, and this page fills.\n'


def metric_table(dossier: Dossier, found: Evaluation) -> str:
    rows = []
    for metric in dict.fromkeys([*dossier.spec.promises.quality, *(one.metric for one in found.metrics)]):
        estimates = [found.measured(metric, who) for who in ("model", "linear", "dummy")]
        rows.append([f"**{NAMES[metric]}**", *(shown(one) if one else "" for one in estimates), MEANINGS[metric]])
    return f"| Metric | Model | Linear baseline | Dummy baseline | Meaning |\n| - | - | - | - | - |\n{body(rows)}"


def trial_table(dossier: Dossier) -> str:
    """Every setting that was tried, best first: what was chosen, and how close the others came."""
    training = dossier.training
    if training is None:
        return NOTHING_YET
    trials = sorted(training.trials, key=lambda trial: -trial.mean)
    rows = body(
        [
            f"{settings(one.parameters)}{' **chosen**' if one.parameters == training.chosen else ''}",
            f"{one.mean:.4g}",
            f"{min(one.scores):.4g} to {max(one.scores):.4g}",
        ]
        for one in trials[:_SHOWN]
    )
    more = f"\n\nThe {len(trials) - _SHOWN:,} others are in `reports/training.json`." if len(trials) > _SHOWN else ""
    return f"""\
{len(trials):,} settings{_search(training)} were scored on {dossier.spec.tuning.folds} folds of the training rows by
`{training.scorer}` (higher is better).

| Setting | Mean | Over the folds |
| --- | --- | --- |
{rows}{more}{_nested(training)}"""


def _search(training: Training) -> str:
    return f" of a budget of {training.budget:,}, found by {training.search} search," if training.search else ""


def _nested(training: Training) -> str:
    """What the tuning itself is worth: the best of many trials looks better on its own folds than it is."""
    if not training.nested:
        return ""
    scores, best = training.nested, max(trial.mean for trial in training.trials)
    return f"""

Tuned anew on the other rows of each of {len(scores)} outer folds, and scored on rows that had no say in the choice:
**{sum(scores) / len(scores):.4g}** on average ({min(scores):.4g} to {max(scores):.4g}). The best setting above has
{best:.4g} on the folds that chose it."""


def settings(chosen: dict[str, object]) -> str:
    return ", ".join(f"`{name.split('__')[-1]}` = {_number(value)}" for name, value in sorted(chosen.items()))


def _number(value: object) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def owner(spec: Spec) -> str:
    """Who answers for the model, and how to reach them."""
    contact = spec.owner.contact if "://" in spec.owner.contact else f"mailto:{spec.owner.contact}"
    return f"**{plain(spec.owner.team)}** owns this model: [{plain(spec.owner.contact)}]({contact})."


def code_list(columns: Sequence[str]) -> str:
    """Names as code, or `none`."""
    return ", ".join(code(name) for name in columns) or "none"


def code(text: str) -> str:
    """A name as code, whatever it holds: in as many backticks as it takes."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence, gap = "`" * (longest + 1), " " if longest else ""
    return f"{fence}{gap}{' '.join(text.split())}{gap}{fence}"


def literal(text: str) -> str:
    """A text of any origin as it stands: neither HTML nor Markdown."""
    return re.sub(r"([\\`*_\[\]{}#!])", r"\\\1", plain(" ".join(text.split())))


def body(rows: Iterable[Sequence[object]]) -> str:
    """The body of a Markdown table; a `|` inside a cell is escaped."""
    cells = [[str(cell).replace("|", "\\|") for cell in row] for row in rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in cells)


def plain(text: str) -> str:
    """A sentence of the team's as text: it is never read as HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;")
