"""The generated pages of a model's site, as Markdown."""

from modelwright.evaluation.gates import promise_in_words, shown
from modelwright.evidence import Evaluation
from modelwright.reports.data_page import data
from modelwright.reports.dossier import Dossier
from modelwright.reports.figures import CAPTIONS
from modelwright.reports.provenance import provenance
from modelwright.reports.sections.all import sections
from modelwright.reports.tables import (
    NOTHING_YET,
    WIDE,
    body,
    code,
    code_list,
    metric_table,
    plain,
    promise_table,
    settings,
    trial_table,
)
from modelwright.reports.words import MEANINGS, NAMES, RISK, data_in_words, headline, in_plain_words


def pages(dossier: Dossier) -> dict[str, str]:
    """Each page by its path in the site's sources."""
    return {
        "index.md": summary(dossier),
        "model-card.md": card(dossier),
        "evaluation.md": evaluation(dossier),
        "data.md": data(dossier),
    }


def summary(dossier: Dossier) -> str:
    """The start page: what the model does, how good it is, who owns it."""
    spec = dossier.spec
    return f"""\
{WIDE}
# {plain(spec.model.name)}

{plain(spec.model.description)}

{_verdict(dossier)}
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

{_owner(dossier)}

The [model card](model-card.md) is the same on one page, for audit; [Data](data.md) says what the model learned from.
"""


def card(dossier: Dossier) -> str:
    """The model card (Mitchell et al., 2019), complete in itself."""
    spec, training = dossier.spec, dossier.training
    trained = (
        f"{training.estimator}, the best of {len(training.trials)} settings over {spec.tuning.folds} folds of "
        f"{training.rows:,} rows, seed {training.seed}. Chosen: {settings(training.chosen)}."
        if training
        else "Not trained yet."
    )
    return f"""\
{WIDE}
# Model card: {plain(spec.model.name)}

## Model details

{plain(spec.model.description)}

{_owner(dossier)}

- Task: {spec.model.task}, predicting {plain(spec.use.outcome)} for {plain(spec.use.unit)}
- Serving: {spec.model.serving}
- Risk tier: {spec.model.risk}. {RISK[spec.model.risk]}
- Estimator: {trained}
- Model file: {f"SHA-256 {training.model}..." if training else "none yet"}

## Intended use

{plain(spec.use.purpose)}

**Out of scope:** {plain(spec.use.out_of_scope)}

## Data

{plain(spec.data.source)}. Licence: {plain(spec.data.licence)}. {plain(spec.data.citation)}

- Features: {code_list(spec.features.names)}
- Never features, because they leak the outcome: {code_list(spec.data.leaking)}
- Never features, because they are protected: {code_list(spec.data.protected)}
- {data_in_words(dossier)}

## Evaluation

{in_plain_words(dossier)}

{promise_table(dossier)}

## Limits

{plain(spec.use.limits)}

## Provenance

{provenance(dossier)}
"""


def evaluation(dossier: Dossier) -> str:
    """Promises, metrics against baselines, and figures."""
    found = dossier.evaluation
    if found is None:
        return f"# Evaluation\n\n{NOTHING_YET}"
    return f"""\
{WIDE}
# Evaluation

{_verdict(dossier)}

The model was fitted on {found.holdout.training_rows:,} rows and is measured on {found.holdout.rows:,} others
({found.holdout.strategy} split), which neither training nor tuning has seen. Every interval is a
{found.confidence:.0%} {found.interval}, {found.replicates:,} replicates.

## Promises

{promise_table(dossier)}

## Metrics

{metric_table(dossier, found)}

## Tuning

{trial_table(dossier)}

## Figures

{_figures(found)}

{sections(dossier)}

## Does a feature know the answer?

The five features that explain the target best alone, by {NAMES.get(found.single_feature_score, "")} of a small tree
on training rows. A feature that reaches {dossier.spec.promises.single_feature:g} is taken for a leak.

| Feature | Alone |
| --- | --- |
{body([code(one.feature), f"{one.score:.3f}"] for one in found.single_features[:5])}
"""


def _verdict(dossier: Dossier) -> str:
    if not dossier.verdicts:
        return NOTHING_YET
    broken = [one for one in dossier.verdicts if not one.kept]
    if not broken:
        return f'!!! success "The model keeps all {len(dossier.verdicts)} of its promises"\n'
    lines = "\n".join(f"    - **{one.gate}**: {plain(one.fact)}" for one in broken)
    return f'!!! failure "The model breaks {len(broken)} of its {len(dossier.verdicts)} promises"\n\n{lines}\n'


def _owner(dossier: Dossier) -> str:
    owner = dossier.spec.owner
    contact = owner.contact if "://" in owner.contact else f"mailto:{owner.contact}"
    return f"**{plain(owner.team)}** owns this model: [{plain(owner.contact)}]({contact})."


def _figures(found: Evaluation) -> str:
    return "\n\n".join(
        f"![{caption}](figures/{name}.svg)\n\n*{caption}*"
        for name, caption in CAPTIONS.items()
        if name in found.figures
    )


def _headline_promise(dossier: Dossier) -> str:
    metric = dossier.spec.promises.headline
    found = dossier.evaluation.measured(metric) if dossier.evaluation else None
    bound = dossier.spec.promises.quality.get(metric)
    measured = f"{NAMES[metric]} {shown(found)}" if found else "not evaluated yet"
    return f"{measured}{f'; {promise_in_words(bound)}' if bound else ''}"
