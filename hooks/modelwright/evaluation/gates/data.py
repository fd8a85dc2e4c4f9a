"""Gates over the rows: expectations, what these notice, and how far persons hide."""

from collections.abc import Iterator

from modelwright.evaluation.verdict import Verdict
from modelwright.evidence import Challenge, Validation
from modelwright.spec import Risk, Spec

# The share of corruptions that a suite must notice, by risk tier. A promise may ask for more, never for less.
MUTATION_SCORES: dict[Risk, float] = {"minimal": 0.7, "limited": 0.8, "high": 0.9}


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
