"""Gates: the spec's promises against the evidence, one verdict for each promise."""

from collections.abc import Iterator
from dataclasses import dataclass

from modelwright import __version__
from modelwright.evidence import Challenge, Estimate, Evaluation, Holdout, Training, Validation, read_evidence
from modelwright.fingerprints import about_rows, file_digest, fingerprints
from modelwright.repo import Repo
from modelwright.spec import SPEC_NAME, Bound, Risk, Spec
from modelwright.toml_lines import line_of

# Threads add numbers in another order each time, which moves the last digits; another row moves the first ones.
_TOLERANCE = 1e-6
# The share of corruptions that a suite must notice, by risk tier. A promise may ask for more, never for less.
MUTATION_SCORES: dict[Risk, float] = {"minimal": 0.7, "limited": 0.8, "high": 0.9}


@dataclass(frozen=True)
class Verdict:
    """What was promised, what was measured, and whether the one keeps the other."""

    gate: str
    promised: str
    measured: str
    kept: bool
    keys: tuple[str, ...]

    @property
    def fact(self) -> str:
        """The verdict in one line."""
        return f"{self.measured}; promised: {self.promised}"


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
    return [current, *data_verdicts(repo.spec, validation, challenge), *verdicts(repo.spec, evaluation)]


def staleness(
    repo: Repo, validation: Validation, challenge: Challenge, training: Training, evaluation: Evaluation
) -> list[str]:
    """What has changed since the evidence was written, such as `data`, `spec`, `code`, `kit`, `suite` or `model`."""
    now = fingerprints(repo)
    changed = training.fingerprints.changed(now) | evaluation.fingerprints.changed(now)
    # Rows are held as they are stored: the team's code has a say in them only where `load` makes them.
    rows = about_rows(now, repo.spec)
    counts = {"data", "spec", "kit"} | ({"code"} if repo.spec.data.engine == "frame" else set())
    changed |= (validation.fingerprints.changed(rows) | challenge.fingerprints.changed(rows)) & counts
    suite = file_digest(repo.suite_path) if repo.suite_path.is_file() else None
    changed |= {"suite"} if {validation.suite_digest, challenge.suite_digest} != {suite} else set()
    # A table has no file whose digest could change: what was validated must be what was learned from and measured on.
    contents = [one.content for one in (validation, training, evaluation) if one.content is not None]
    changed |= {"data"} if len({one.digest for one in contents}) > len({one.method for one in contents}) else set()
    changed |= {"confidence"} if evaluation.confidence != repo.spec.promises.confidence else set()
    changed |= {"modelwright"} if training.environment.get("modelwright") != __version__ else set()
    model = file_digest(repo.model_path) if repo.model_path.is_file() else evaluation.model
    changed |= {"model"} if {training.model, evaluation.model} != {model} else set()
    return sorted(changed)


def data_verdicts(spec: Spec, validation: Validation, challenge: Challenge) -> list[Verdict]:
    """Judge the data, and the suite that they are held against."""
    broken = [one for one in validation.results if not one.met and one.severity == "critical"]
    floor = mutation_score_floor(spec)
    return [
        Verdict(
            "data-expectations",
            "every critical expectation is met",
            f"{len(validation.results) - len(broken)} of {len(validation.results)} expectations are met or only warn",
            not broken,
            ("data", "expectations"),
        ),
        Verdict(
            "data-challenge",
            f"at least {floor:.0%}",
            f"the suite notices {challenge.noticed:,} of {challenge.tried:,} corruptions, a mutation score of "
            f"{challenge.score:.1%}",
            challenge.tried > 0 and challenge.score >= floor,
            ("promises", "mutation_score") if floor > MUTATION_SCORES[spec.model.risk] else ("data", "expectations"),
        ),
        *_anonymity(spec, validation),
    ]


def mutation_score_floor(spec: Spec) -> float:
    """The share of corruptions that the suite must notice."""
    return max(MUTATION_SCORES[spec.model.risk], spec.promises.mutation_score or 0.0)


def _anonymity(spec: Spec, validation: Validation) -> Iterator[Verdict]:
    """How far persons hide in the rows, where the spec promises it. What was not measured is not kept."""
    found = validation.anonymity
    k, distinct = (found.k, found.l or 0) if found else (0, 0)
    alike = f"of the rows that look alike in {', '.join(spec.data.quasi_identifiers)}"
    if spec.data.k_anonymity is not None:
        yield Verdict(
            "k-anonymity",
            f"at least {spec.data.k_anonymity}",
            f"{alike}, the smallest group has {k:,}" if found else "not measured",
            k >= spec.data.k_anonymity,
            ("data", "k_anonymity"),
        )
    if spec.data.l_diversity is not None:
        yield Verdict(
            "l-diversity",
            f"at least {spec.data.l_diversity}",
            f"{alike}, the poorest group has {distinct:,} values of {spec.data.target}" if found else "not measured",
            distinct >= spec.data.l_diversity,
            ("data", "l_diversity"),
        )


def verdicts(spec: Spec, evaluation: Evaluation) -> list[Verdict]:
    """Judge one evaluation against the promises of the spec."""
    return [*_integrity(spec, evaluation), *_quality(spec, evaluation), *_margins(spec, evaluation)]


def _integrity(spec: Spec, evaluation: Evaluation) -> Iterator[Verdict]:
    declared = [column for column in spec.features.names if column in spec.data.leaking]
    yield Verdict(
        "leak-target-feature",
        "no feature is declared as leaking",
        f"{len(declared)} features are declared as leaking{': ' if declared else ''}{', '.join(declared)}",
        not declared,
        ("features",),
    )
    seen, missing = evaluation.holdout.rows_seen_in_training, evaluation.holdout.rows_unaccounted
    yield Verdict(
        "holdout-untouched",
        "no holdout row is used in training",
        f"{seen:,} of {evaluation.holdout.rows:,} holdout rows were used in training"
        + (f", and {missing:,} rows are not accounted for" if missing else ""),
        seen == 0 and missing == 0,
        ("split",),
    )
    yield _overlap(spec, evaluation.holdout)
    deviation = evaluation.holdout.largest_deviation
    yield Verdict(
        "model-reproduced",
        f"at most {_TOLERANCE:g}",
        f"fitted again on the training rows alone, the model predicts within {deviation:.2g} of itself",
        deviation <= _TOLERANCE,
        ("split",),
    )
    leader = evaluation.single_features[0]
    score = evaluation.single_feature_score
    yield Verdict(
        "single-feature-leak",
        f"no feature alone reaches {spec.promises.single_feature:g}",
        f"{leader.feature!r} alone explains the target with {score} {leader.score:.3f}",
        leader.score < spec.promises.single_feature,
        ("promises", "single_feature"),
    )


def _overlap(spec: Spec, held: Holdout) -> Verdict:
    tolerated = spec.promises.overlap
    measured, kept = "not measured", False
    if held.equal is not None and held.near is not None:
        share = (held.equal + held.near) / held.rows
        measured = (
            f"{held.equal:,} of {held.rows:,} holdout rows have an equal row in training, {held.near:,} others a "
        )
        measured += f"near-duplicate: {share:.1%}"
        measured += f"; {held.split_groups:,} groups have rows on both sides" if held.split_groups else ""
        kept = share <= tolerated and not held.split_groups
    promised = f"at most {tolerated:.1%}, and no group"
    return Verdict("holdout-overlap", promised, measured, kept, ("promises", "overlap"))


def _quality(spec: Spec, evaluation: Evaluation) -> Iterator[Verdict]:
    for metric, bound in spec.promises.quality.items():
        estimate = evaluation.measured(metric)
        yield Verdict(
            f"quality-{metric.replace('_', '-')}",
            promise_in_words(bound),
            f"{metric} {shown(estimate)} on {evaluation.holdout.rows:,} rows" if estimate else f"{metric} not measured",
            estimate is not None and _keeps(bound, estimate),
            ("promises", "quality", metric),
        )


def _keeps(bound: Bound, estimate: Estimate) -> bool:
    """The bound of the interval must keep the promise, not the point."""
    if bound.at_least is not None:
        return estimate.low >= bound.at_least
    return bound.at_most is not None and estimate.high <= bound.at_most


def _margins(spec: Spec, evaluation: Evaluation) -> Iterator[Verdict]:
    for baseline, margin in (("dummy", spec.promises.margins.dummy), ("linear", spec.promises.margins.linear)):
        lead = evaluation.lead(baseline)
        words = f"{lead.metric} ahead of the {baseline} baseline by {shown(lead.estimate)}" if lead else "not measured"
        yield Verdict(
            f"beats-{baseline}",
            f"more than {margin:g}",
            words,
            lead is not None and lead.estimate.low > margin,
            ("promises", "margins", baseline),
        )


def promise_in_words(bound: Bound) -> str:
    """Such as `at least 0.75`."""
    return f"at least {bound.at_least:g}" if bound.at_least is not None else f"at most {bound.at_most:g}"


def shown(estimate: Estimate) -> str:
    """Such as `0.781 (0.769 to 0.793)`."""
    return str(estimate)


def findings(repo: Repo, judged: list[Verdict]) -> list[str]:
    """One line for each promise that is broken."""
    path = repo.shown(SPEC_NAME)
    text = path.read_text(encoding="utf-8")
    return [f"{path}:{line_of(text, one.keys)}: {one.fact} [{one.gate}]" for one in judged if not one.kept]
