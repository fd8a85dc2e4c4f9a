"""The generated pages of a model's site, as Markdown."""

from modelwright.evaluation.gates import promise_in_words, shown
from modelwright.reports import evaluation_pages
from modelwright.reports.card import card
from modelwright.reports.data_page import data
from modelwright.reports.dossier import Dossier
from modelwright.reports.tables import WIDE, owner, plain
from modelwright.reports.verdicts import box
from modelwright.reports.words import MEANINGS, NAMES, RISK, headline, in_plain_words


def pages(dossier: Dossier) -> dict[str, str]:
    """Each page by its path in the site's sources."""
    return {
        "index.md": summary(dossier),
        "model-card.md": card(dossier),
        **evaluation_pages.pages(dossier),
        "data.md": data(dossier),
    }


def summary(dossier: Dossier) -> str:
    """The start page: what the model does, how good it is, who owns it."""
    spec = dossier.spec
    return f"""\
{WIDE}
# {plain(spec.model.name)}

{plain(spec.model.description)}

{box(dossier)}
| Owner | Risk | Headline, and what is promised |
| --- | --- | --- |
| {plain(spec.owner.team)} | **{spec.model.risk}**: {RISK[spec.model.risk]} | {_headline_promise(dossier)} |

## How good is it?

{in_plain_words(dossier)}

{plain(MEANINGS[spec.promises.headline])} *{headline(dossier)}.* The dummy baseline ignores what is known of each row;
the linear one is the simplest model that does not. Numbers in brackets say how far a number may be off by chance. All
are measured on rows that the model never saw while it was made: see [Evaluation](evaluation.md).

## What is it for?

{plain(spec.use.purpose)}

**Not for:** {plain(spec.use.out_of_scope)}

**Known limits:** {plain(spec.use.limits)}

## Who answers for it?

{owner(dossier.spec)}

The [model card](model-card.md) is the same on one page, for audit; [Data](data.md) says what the model learned from.
"""


def _headline_promise(dossier: Dossier) -> str:
    metric = dossier.spec.promises.headline
    found = dossier.evaluation.measured(metric) if dossier.evaluation else None
    bound = dossier.spec.promises.quality.get(metric)
    measured = f"{NAMES[metric]} {shown(found)}" if found else "not evaluated yet"
    return f"{measured}{f'; {promise_in_words(bound)}' if bound else ''}"
