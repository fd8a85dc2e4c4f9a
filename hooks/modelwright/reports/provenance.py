"""Where a model comes from: what an auditor needs to find the same bytes again."""

from modelwright.evidence import Content
from modelwright.reports.dossier import Dossier


def provenance(dossier: Dossier) -> str:
    """The commit, fingerprints, split, method and versions behind the evidence, as a Markdown table."""
    training, evaluation = dossier.training, dossier.evaluation
    if training is None or evaluation is None:
        return "There is no evidence yet."
    held = evaluation.holdout
    facts = {
        "Model file (SHA-256)": f"`{training.model}`",
        "Commit that was checked out": f"`{evaluation.commit}`" if evaluation.commit else "none yet",
        "Data (SHA-256)": f"`{evaluation.fingerprints.data}`, {dossier.spec.data.path}",
        "Rows, whatever their order": _content(evaluation.content or training.content),
        "Spec, as far as a model is made from it": f"`{evaluation.fingerprints.spec}`",
        "Code of the package": f"`{evaluation.fingerprints.code}`",
        "Holdout": f"`{held.digest}`: {held.rows:,} rows, {held.strategy} split, seed {training.seed}",
        "Intervals": f"{evaluation.confidence:.0%} {evaluation.interval}, {evaluation.replicates:,} replicates",
        "Expectations": f"suite `{dossier.validation.suite}`" if dossier.validation else "not validated",
        "Versions": ", ".join(f"{name} {version}" for name, version in sorted(training.environment.items())),
    }
    rows = "\n".join(f"| {name} | {fact} |" for name, fact in facts.items())
    return f"Digests are the first 16 digits.\n\n| | |\n| --- | --- |\n{rows}"


def _content(content: Content | None) -> str:
    return f"`{content.digest}`: {content.rows:,} rows, {len(content.columns):,} columns" if content else "not recorded"
