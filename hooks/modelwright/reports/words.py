"""What the numbers mean, for readers who are not technical."""

from modelwright.evaluation.gates import shown
from modelwright.evidence import Evaluation
from modelwright.reports.dossier import Dossier
from modelwright.reports.metric_words import MEANINGS, NAMES

__all__ = ["ENGINES", "MEANINGS", "NAMES", "RISK", "data_in_words", "headline", "in_plain_words", "percent"]

RISK = {
    "minimal": "A wrong prediction costs little and is easily put right.",
    "limited": "A wrong prediction can cost a person money, time or an opportunity.",
    "high": "A wrong prediction can do serious harm to a person's rights, health or livelihood.",
}
ENGINES = {
    "pandas": "the rows lie in a file",
    "sqlite": "the rows stay in SQLite",
    "postgresql": "the rows stay in PostgreSQL",
    "duckdb": "DuckDB reads the rows where they lie",
    "spark": "Apache Spark reads the rows where they lie",
}


def percent(share: float) -> str:
    """Such as `22 %`."""
    return f"{100 * share:.0f} %"


def in_plain_words(dossier: Dossier) -> str:
    """How good the model is, in sentences that need no statistics."""
    evaluation, spec = dossier.evaluation, dossier.spec
    if evaluation is None:
        return "The model has not been evaluated yet."
    sentences = {"binary": _binary, "multiclass": _multiclass, "regression": _regression}
    return sentences[spec.model.task](dossier, evaluation)


def _binary(dossier: Dossier, evaluation: Evaluation) -> str:
    gains, use = evaluation.figures["gains"], dossier.spec.use
    return (
        f"Rank all {use.unit} by the model's score and take the top {percent(gains['share_of_rows'])}: "
        f"**{percent(gains['positive_in_top'])}** of them turn out positive for *{use.outcome}*, against "
        f"{percent(gains['positive_overall'])} of all {use.unit}. That top group holds "
        f"{percent(gains['found_in_top'])} of all the cases there are."
    )


def _multiclass(dossier: Dossier, evaluation: Evaluation) -> str:
    model, dummy = evaluation.measured("accuracy"), evaluation.measured("accuracy", "dummy")
    if model is None or dummy is None:
        return ""
    return (
        f"Of 100 {dossier.spec.use.unit}, the model names the right *{dossier.spec.use.outcome}* for "
        f"**{100 * model.value:.0f}**. Always naming the commonest one would be right for {100 * dummy.value:.0f}."
    )


def _regression(dossier: Dossier, evaluation: Evaluation) -> str:
    residuals, use = evaluation.figures["residuals"], dossier.spec.use
    model, dummy = evaluation.measured("mean_absolute_error"), evaluation.measured("mean_absolute_error", "dummy")
    if model is None or dummy is None:
        return ""
    return (
        f"Half of the predictions of *{use.outcome}* are within **{residuals['median_absolute'][0]:.0f}** of what "
        f"happened, where {residuals['median_truth'][0]:.0f} is typical. On average a prediction misses by "
        f"{model.value:.0f}; always predicting the usual value misses by {dummy.value:.0f}."
    )


def data_in_words(dossier: Dossier) -> str:
    """How the data met their expectations, and whether these would notice anything."""
    validation, challenge = dossier.validation, dossier.challenge
    if validation is None:
        return "Expectations: not validated yet"
    met = sum(one.met for one in validation.results)
    said = f"Expectations: {met} of {len(validation.results)} are met on {validation.rows:,} rows"
    return f"{said}; the suite notices {challenge.score:.1%} of {challenge.tried:,} corruptions" if challenge else said


def headline(dossier: Dossier) -> str:
    """The headline metric with its interval, and the baselines beside it."""
    evaluation, metric = dossier.evaluation, dossier.spec.promises.headline
    estimate = evaluation.measured(metric) if evaluation else None
    if evaluation is None or estimate is None:
        return "not evaluated yet"
    others = [
        f"{who} baseline {shown(other)}" for who in ("linear", "dummy") if (other := evaluation.measured(metric, who))
    ]
    return f"{NAMES[metric]} {shown(estimate)}; {', '.join(others)}"
