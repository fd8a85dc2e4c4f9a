"""The model card, complete in itself: the sections of Mitchell et al. (2019), "Model Cards for Model Reporting"."""

from collections.abc import Iterator

from modelwright.evidence import Evaluation
from modelwright.reports import verdicts
from modelwright.reports.dossier import Dossier
from modelwright.reports.provenance import provenance
from modelwright.reports.tables import (
    NOTHING_YET,
    WIDE,
    code_list,
    literal,
    metric_table,
    owner,
    plain,
    settings,
)
from modelwright.reports.words import MEANINGS, NAMES, RISK, data_in_words, in_plain_words

# So many of the weakest slices and of the next steps are named; the pages of the evaluation have them all.
_NAMED = 3


def card(dossier: Dossier) -> str:
    """What the model is and is for, what it learned from and was measured on, and what must be known of it."""
    spec = dossier.spec
    return f"""\
{WIDE}
# Model card: {plain(spec.model.name)}

## Model details

{plain(spec.model.description)}

{owner(spec)}

{_details(dossier)}

## Intended use

{plain(spec.use.purpose)}

**Out of scope:** {plain(spec.use.out_of_scope)}

## Factors

{_factors(dossier)}

## Metrics

{_metrics(dossier)}

## Evaluation data

{_evaluation_data(dossier.evaluation)}

## Training data

{_training_data(dossier)}

## Quantitative analyses

{in_plain_words(dossier)}

{_analyses(dossier)}

## Ethical considerations

{_ethics(dossier)}

## Limits and recommendations

{plain(spec.use.limits)}

{_limits(dossier)}

## Provenance

{provenance(dossier)}
"""


def _details(dossier: Dossier) -> str:
    spec, training = dossier.spec, dossier.training
    estimator, file = "not trained yet", "none yet"
    if training:
        file = f"SHA-256 {training.model}..."
        search = f" by {training.search} search" if training.search else ""
        estimator = (
            f"{training.estimator}, the best of {len(training.trials)} settings{search} over {spec.tuning.folds} folds "
            f"of {training.rows:,} rows, seed {training.seed}. Chosen: {settings(training.chosen)}"
        )
    return _listed(
        f"Task: {spec.model.task}, predicting {plain(spec.use.outcome)} for {plain(spec.use.unit)}",
        f"Serving: {spec.model.serving}; status: {spec.model.status}",
        f"Risk tier: {spec.model.risk}. {RISK[spec.model.risk]}",
        f"Estimator: {estimator}",
        f"Model file: {file}",
    )


def _factors(dossier: Dossier) -> str:
    spec, found = dossier.spec, dossier.evaluation
    groups = [one.name for one in found.slices.declared] if found and found.slices else []
    reason = f" {plain(spec.data.protected_reason)}" if spec.data.protected_reason else ""
    return _listed(
        f"Protected columns: {code_list(spec.data.protected)}.{reason}",
        f"Parts of the rows that are measured apart: {', '.join(map(literal, groups)) or 'none is declared'}",
        f"Rows that are drawn together, because they are not independent: "
        f"{code_list([one for one in (spec.split.column, spec.split.group) if one])}",
    )


def _metrics(dossier: Dossier) -> str:
    spec, found = dossier.spec, dossier.evaluation
    headline = spec.promises.headline
    interval = f"{found.confidence:.0%} {found.interval}, {found.replicates:,} replicates" if found else "none yet"
    threshold = found.decision.threshold if found and found.decision else None
    return _listed(
        f"Headline: {NAMES.get(headline, headline)}. {MEANINGS.get(headline, '')}",
        f"Intervals: {interval}. The end of an interval must keep a promise, not the number",
        f"Decision threshold: {f'{threshold:.4g}, chosen without the holdout' if threshold is not None else 'none'}",
    )


def _evaluation_data(found: Evaluation | None) -> str:
    if found is None:
        return NOTHING_YET
    held = found.holdout
    return (
        f"{held.rows:,} rows that neither training nor tuning has seen: a {held.strategy} split of the same source, "
        f"with digest `{held.digest}`. {held.rows_seen_in_training:,} of them were used in training."
    )


def _training_data(dossier: Dossier) -> str:
    data, features = dossier.spec.data, dossier.spec.features
    listed = _listed(
        f"Features: {code_list(features.names)}",
        f"Never features, because they leak the outcome: {code_list(data.leaking)}",
        f"Never features, because they are protected: {code_list(data.protected)}",
        data_in_words(dossier),
    )
    return f"{plain(data.source)}. Licence: {plain(data.licence)}. {plain(data.citation)}\n\n{listed}"


def _analyses(dossier: Dossier) -> str:
    found = dossier.evaluation
    if found is None:
        return NOTHING_YET
    parts = [metric_table(dossier, found)]
    if dossier.verdicts:
        parts += [f"**Promises:** {verdicts.in_words(dossier.verdicts)}.", verdicts.table(dossier.verdicts)]
    return "\n\n".join(parts)


def _ethics(dossier: Dossier) -> str:
    spec = dossier.spec
    fairness = verdicts.by_theme(dossier).get("fairness", ())
    said = verdicts.in_words(fairness) if fairness else "nothing is promised of groups of people"
    approved = [f"{plain(one.of)} by {plain(one.by)} on {one.on}" for one in spec.approvals]
    return _listed(
        f"{RISK[spec.model.risk]}",
        f"Columns declared to name or reach a person: {code_list(spec.data.personal)}",
        f"Fairness: {said}",
        f"Approved: {'; '.join(approved) or 'nothing yet'}",
    )


def _limits(dossier: Dossier) -> str:
    lines = [*_open(dossier), *(_weakest(dossier.evaluation) if dossier.evaluation else ())]
    steps = dossier.evaluation.remedies if dossier.evaluation else None
    lines += [f"Recommended next: {literal(one.what)}" for one in (steps.ranked[:_NAMED] if steps else ())]
    return _listed(*lines)


def _open(dossier: Dossier) -> Iterator[str]:
    """What is broken, what nobody could decide, and what somebody lifted."""
    words = {"broken": "Promised, and broken", "undecided": "Promised, and not shown: too few rows to tell"}
    for outcome, said in words.items():
        for one in dossier.verdicts:
            if one.outcome == outcome:
                yield f"{said}: **{literal(one.gate)}**. {literal(one.fact)}"
    for one in verdicts.of(dossier.verdicts, "waived"):
        yield f"Promised, and waived {literal(one.waived)}: **{literal(one.gate)}**. {literal(one.fact)}"


def _weakest(found: Evaluation) -> Iterator[str]:
    """The slices that a search found to be behind, by name."""
    search = found.slices.search if found.slices else None
    for one in search.weakest[:_NAMED] if search else ():
        yield f"Weakest slice: {literal(one.name)}, {one.rows:,} rows"


def _listed(*lines: str) -> str:
    return "\n".join(f"- {line}" for line in lines)
