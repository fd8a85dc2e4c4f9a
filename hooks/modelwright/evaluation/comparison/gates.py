"""How the model must compare with the one that is in production."""

from collections.abc import Iterator

from modelwright.evaluation.comparison.outcomes import told
from modelwright.evaluation.tiers import is_asked
from modelwright.evaluation.verdict import Verdict
from modelwright.evidence import Estimate, Evaluation
from modelwright.evidence.comparison import Comparison
from modelwright.spec import Spec

_KEYS = ("promises", "champion")
_OUTCOMES = {
    "better": "better than",
    "not worse": "not worse by more than the margin than",
    "worse": "worse than",
}


def asked(spec: Spec) -> list[str]:
    """The gates of this theme that the spec asks for, in the order of their verdicts."""
    return ["champion"] if is_asked(spec, "comparison") else []


def verdicts(spec: Spec, evaluation: Evaluation) -> Iterator[Verdict]:
    """Hold what was measured against what is promised.

    Where the rows cannot tell, the champion stays: whoever wants to replace it has to show that nothing is lost.
    """
    if not is_asked(spec, "comparison"):
        return
    found = evaluation.comparison
    promised = "not worse than the champion"
    if found is None:
        yield Verdict("champion", promised, "not measured", kept=False, keys=_KEYS)
        return
    deciding, margin = found.deciding, found.margin
    if deciding is None or margin is None:
        kept = found.outcome in {"first", "champion"}
        yield Verdict("champion", promised, _alone(found), kept, _KEYS)
        return
    outcome = told(deciding, margin)
    yield Verdict(
        "champion",
        f"{promised} by more than {margin:.3g} {found.headline}",
        _compared(found, deciding, outcome),
        outcome in {"better", "not worse"},
        _KEYS,
        estimate=deciding,
        margin=deciding.low + margin,
    )


def _alone(found: Comparison) -> str:
    if found.outcome == "first":
        return f"there is no champion to compare with: {found.fact}"
    if found.outcome == "champion" and found.champion:
        return f"this model is the champion, on {found.champion.branch} at {found.champion.commit[:12]}"
    return found.fact or "not measured"


def _compared(found: Comparison, deciding: Estimate, outcome: str) -> str:
    who = f"the champion on {found.champion.branch}" if found.champion else "the champion"
    ahead = f"{found.headline} ahead by {in_digits(deciding)} on {deciding.rows:,} rows of both"
    if outcome != "cannot tell":
        return f"{_OUTCOMES[outcome]} {who}: {ahead}"
    needed = f"about {found.rows_needed:,}" if found.rows_needed else f"more than 1,000 times {deciding.rows:,}"
    return f"cannot tell whether it is worse than {who}: {ahead}; it would take {needed} rows"


def in_digits(estimate: Estimate) -> str:
    """A difference with as many digits as its interval is worth: differences are small."""
    width = max(estimate.high - estimate.low, abs(estimate.value), 1e-6)
    digits = next((digits for digits in range(1, 6) if width * 10**digits >= 10), 6)  # noqa: PLR2004
    return f"{estimate.value:+.{digits}f} (between {estimate.low:+.{digits}f} and {estimate.high:+.{digits}f})"
