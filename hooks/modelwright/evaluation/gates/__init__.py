"""Gates: the spec's promises against the evidence, one verdict for each promise."""

from dataclasses import replace
from datetime import UTC, datetime

from modelwright.evaluation.gates import quality
from modelwright.evaluation.gates.data import MUTATION_SCORES, data_verdicts, mutation_score_floor
from modelwright.evaluation.gates.integrity import integrity
from modelwright.evaluation.gates.quality import promise_in_words, shown
from modelwright.evaluation.staleness import staleness
from modelwright.evaluation.themes import THEMES
from modelwright.evaluation.verdict import Outcome, Verdict
from modelwright.evidence import Challenge, Evaluation, Training, Validation, read_evidence
from modelwright.repo import Repo
from modelwright.spec import SPEC_NAME, Spec
from modelwright.toml_lines import line_of

__all__ = [
    "MUTATION_SCORES",
    "Outcome",
    "Verdict",
    "asked",
    "data_verdicts",
    "findings",
    "judge",
    "mutation_score_floor",
    "promise_in_words",
    "shown",
    "staleness",
    "verdicts",
]


def judge(repo: Repo) -> list[Verdict]:
    """Judge the evidence under `reports/`.

    Raises:
        InputError: evidence is missing or cannot be read.
    """
    validation = read_evidence(repo.evidence_path("validation"), Validation)
    challenge = read_evidence(repo.evidence_path("challenge"), Challenge)
    training = read_evidence(repo.evidence_path("training"), Training)
    evaluation = read_evidence(repo.evidence_path("evaluation"), Evaluation)
    stale = staleness(repo, validation, challenge, training, evaluation)
    current = Verdict(
        "evidence-current",
        "evidence of these data, this spec, this code and this model",
        f"{', '.join(stale)} changed since the evidence was written" if stale else "evidence is current",
        not stale,
        ("model",),
    )
    judged = [current, *data_verdicts(repo.spec, validation, challenge), *verdicts(repo.spec, evaluation)]
    return [_waived(repo.spec, _approved(repo.spec, one)) for one in judged]


def asked(spec: Spec) -> list[str]:
    """The gates that a spec asks for, in the order in which they are judged; no evidence is read."""
    always = ["evidence-current", "data-expectations", "data-challenge"]
    promised = {"k-anonymity": spec.data.k_anonymity, "l-diversity": spec.data.l_diversity}
    persons = [gate for gate, least in promised.items() if least is not None]
    made = ["leak-target-feature", "holdout-untouched", "holdout-overlap", "model-reproduced", "single-feature-leak"]
    return [*always, *persons, *made, *quality.asked(spec), *(gate for theme in THEMES for gate in theme.asked(spec))]


def verdicts(spec: Spec, evaluation: Evaluation) -> list[Verdict]:
    """Judge one evaluation against the promises of the spec."""
    themes = (one for theme in THEMES for one in theme.verdicts(spec, evaluation))
    return [
        *integrity(spec, evaluation),
        *quality.quality(spec, evaluation),
        *quality.margins(spec, evaluation),
        *themes,
    ]


def _approved(spec: Spec, verdict: Verdict) -> Verdict:
    """Where a wrong prediction can do serious harm, what the rows cannot show needs somebody's yes on record."""
    answers_for = spec.model.risk == "high" and spec.model.status == "production"
    if not answers_for or verdict.outcome != "undecided":
        return verdict
    key = ".".join(verdict.keys)
    if any(one.covers(key) for one in spec.approvals):
        return verdict
    measured = f"{verdict.measured}; the rows are too few to tell, and no approval of {key} is recorded"
    return replace(verdict, kept=False, measured=measured)


def _waived(spec: Spec, verdict: Verdict) -> Verdict:
    """A broken promise that somebody lifted on purpose is said to be lifted, until the day on which that ends."""
    today = datetime.now(UTC).date()
    lifted = next((one for one in spec.waivers if one.lifts == verdict.gate and one.expires >= today), None)
    if lifted is None or verdict.kept:
        return verdict
    return replace(verdict, kept=True, waived=f"by {lifted.approver} until {lifted.expires}: {lifted.reason}")


def findings(repo: Repo, judged: list[Verdict]) -> list[str]:
    """One line for each promise that is broken."""
    path = repo.shown(SPEC_NAME)
    text = path.read_text(encoding="utf-8")
    return [f"{path}:{line_of(text, one.keys) or 1}: {one.fact} [{one.gate}]" for one in judged if not one.kept]
