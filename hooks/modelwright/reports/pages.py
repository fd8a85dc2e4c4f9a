"""The generated pages of a model's site, as Markdown."""

from modelwright.evaluation.gates import shown
from modelwright.evidence import Evaluation
from modelwright.reports.dossier import Dossier
from modelwright.reports.figures import CAPTIONS
from modelwright.reports.words import MEANINGS, NAMES, RISK, headline, in_plain_words
from modelwright.spec import METRICS

_NOTHING_YET = '!!! warning "Not evaluated yet"\n    Run `modelwright run`, and this page fills.\n'


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
# {_plain(spec.model.name)}

{_plain(spec.model.description)}

{_verdict(dossier)}

## How good is it?

{in_plain_words(dossier)}

*{headline(dossier)}.* Numbers in brackets say how far the number may be off by chance. All are measured on rows that
the model never saw while it was made: see [Evaluation](evaluation.md).

## What is it for?

{_plain(spec.use.purpose)}

**Not for:** {_plain(spec.use.out_of_scope)}

**Known limits:** {_plain(spec.use.limits)}

## Who answers for it?

{_owner(dossier)}

The [model card](model-card.md) is the same on one page, for audit; [Data](data.md) says what the model learned from.
"""


def card(dossier: Dossier) -> str:
    """The model card (Mitchell et al., 2019), complete in itself."""
    spec, training = dossier.spec, dossier.training
    trained = (
        f"{training.estimator}, the best of {len(training.trials)} settings over {spec.tuning.folds} folds of "
        f"{training.rows:,} rows, seed {training.seed}. Chosen: {_settings(training.chosen)}."
        if training
        else "Not trained yet."
    )
    return f"""\
# Model card: {_plain(spec.model.name)}

## Model details

{_plain(spec.model.description)}

{_owner(dossier)}

- Task: {spec.model.task}, predicting {_plain(spec.use.outcome)} for {_plain(spec.use.unit)}
- Serving: {spec.model.serving}
- Risk tier: {spec.model.risk}. {RISK[spec.model.risk]}
- Estimator: {trained}
- Model file: {f"SHA-256 {training.model}..." if training else "none yet"}

## Intended use

{_plain(spec.use.purpose)}

**Out of scope:** {_plain(spec.use.out_of_scope)}

## Data

{_plain(spec.data.source)}. Licence: {_plain(spec.data.licence)}. {_plain(spec.data.citation)}

- Features: {_columns(spec.features.names)}
- Never features, because they leak the outcome: {_columns(spec.data.leaking)}
- Never features, because they are protected: {_columns(spec.data.protected)}

## Evaluation

{in_plain_words(dossier)}

{_promises(dossier)}

## Limits

{_plain(spec.use.limits)}
"""


def evaluation(dossier: Dossier) -> str:
    """Promises, metrics against baselines, and figures."""
    found = dossier.evaluation
    if found is None:
        return f"# Evaluation\n\n{_NOTHING_YET}"
    return f"""\
# Evaluation

{_verdict(dossier)}

The model was fitted on {found.holdout.training_rows:,} rows and is measured on {found.holdout.rows:,} others
({found.holdout.strategy} split), which neither training nor tuning has seen. Every interval is a
{found.confidence:.0%} {found.interval}, {found.replicates:,} replicates.

## Promises

{_promises(dossier)}

## Metrics

{_metrics(dossier, found)}

## Figures

{_figures(found)}

## Does a feature know the answer?

The five features that explain the target best alone, by {NAMES.get(found.single_feature_score, "")} of a small tree
on training rows. A feature that reaches {dossier.spec.promises.single_feature:g} is taken for a leak.

| Feature | Alone |
| --- | --- |
{_rows([f"`{one.feature}`", f"{one.score:.3f}"] for one in found.single_features[:5])}
"""


def data(dossier: Dossier) -> str:
    """Source, licence, the role of each column, and the expectations."""
    spec, validation = dossier.spec, dossier.validation
    roles = [
        ("Target", (spec.data.target,)),
        ("Key", spec.data.keys),
        ("Numeric feature", spec.features.numeric),
        ("Categorical feature", spec.features.categorical),
        ("Leaks the outcome, never a feature", spec.data.leaking),
        ("Protected, never a feature", spec.data.protected),
    ]
    table = _rows([role, _columns(columns)] for role, columns in roles if columns)
    return f"""\
# Data

{_plain(spec.data.source)}

- Licence: {_plain(spec.data.licence)}
- Citation: {_plain(spec.data.citation)}
- File: `{spec.data.path}`

| Role | Columns |
| --- | --- |
{table}

## Expectations

{_expectations(dossier) if validation else _NOTHING_YET}
"""


def _expectations(dossier: Dossier) -> str:
    validation = dossier.validation
    if validation is None:
        return _NOTHING_YET
    met = sum(one.met for one in validation.results)
    rows = _rows(
        [
            "✅ met" if one.met else ("❌ broken" if one.severity == "critical" else "⚠️ warning"),
            f"`{one.column}`" if one.column else "the table",
            f"{_plain(one.reason)} `{one.name}`",
            f"{one.unexpected:,}" if one.unexpected is not None else "",
        ]
        for one in validation.results
    )
    return f"""\
{met} of {len(validation.results)} expectations are met on {validation.rows:,} rows. Data that break a critical one
stop the run before any model is touched.

| | Column | Expectation | Rows that break it |
| --- | --- | --- | --- |
{rows}"""


def _verdict(dossier: Dossier) -> str:
    if not dossier.verdicts:
        return _NOTHING_YET
    broken = [one for one in dossier.verdicts if not one.kept]
    if not broken:
        return f'!!! success "The model keeps all {len(dossier.verdicts)} of its promises"\n'
    lines = "\n".join(f"    - **{one.gate}**: {_plain(one.fact)}" for one in broken)
    return f'!!! failure "The model breaks {len(broken)} of its {len(dossier.verdicts)} promises"\n\n{lines}\n'


def _owner(dossier: Dossier) -> str:
    owner = dossier.spec.owner
    contact = owner.contact if "://" in owner.contact else f"mailto:{owner.contact}"
    return f"**{_plain(owner.team)}** owns this model: [{_plain(owner.contact)}]({contact})."


def _promises(dossier: Dossier) -> str:
    if not dossier.verdicts:
        return _NOTHING_YET
    rows = _rows(
        ["✅ kept" if one.kept else "❌ broken", one.gate, _plain(one.promised), _plain(one.measured)]
        for one in dossier.verdicts
    )
    return f"| | Gate | Promised | Measured |\n| --- | --- | --- | --- |\n{rows}"


def _metrics(dossier: Dossier, found: Evaluation) -> str:
    rows = []
    for metric in METRICS[dossier.spec.model.task]:
        estimates = [found.measured(metric, who) for who in ("model", "linear", "dummy")]
        rows.append([f"**{NAMES[metric]}**", *(shown(one) if one else "" for one in estimates), MEANINGS[metric]])
    return f"| Metric | Model | Linear baseline | Dummy baseline | Meaning |\n| - | - | - | - | - |\n{_rows(rows)}"


def _figures(found: Evaluation) -> str:
    return "\n\n".join(
        f"![{caption}](figures/{name}.svg)\n\n*{caption}*"
        for name, caption in CAPTIONS.items()
        if name in found.figures
    )


def _settings(chosen: dict[str, object]) -> str:
    return ", ".join(f"`{name.split('__')[-1]}` = {_number(value)}" for name, value in sorted(chosen.items()))


def _number(value: object) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _columns(columns: object) -> str:
    names = [f"`{name}`" for name in columns] if isinstance(columns, list | tuple) else []
    return ", ".join(names) or "none"


def _rows(rows: object) -> str:
    """The body of a Markdown table; a `|` inside a cell is escaped."""
    cells = [[str(cell).replace("|", "\\|") for cell in row] for row in rows]  # type: ignore[attr-defined]
    return "\n".join(f"| {' | '.join(row)} |" for row in cells)


def _plain(text: str) -> str:
    """A sentence of the team's as text: it is never read as HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;")
